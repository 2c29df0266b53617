import { type Actor, actorName } from "#lib/server/actor.ts";
import { record } from "#lib/server/accounts/audit.ts";
import type { ServerContext } from "#lib/server/context.ts";
import type { Database, Transaction } from "#lib/server/database/database.ts";
import { replaceState } from "#lib/server/designs/designs.ts";
import { readHead } from "#lib/server/designs/log.ts";
import { AppError, notFound } from "#lib/server/errors.ts";
import type { Design } from "#lib/model/design.ts";
import { designUpdate } from "#lib/sync/shared-design.ts";
import { actorsSince, type Author, authorsOf } from "./authors.ts";
import { decodeContent } from "./content.ts";
import { giveTitle, insertVersion, keepNamed, keepPresent, markKept } from "./keep.ts";

/** Most named versions of one design. */
const MOST_NAMED = 500;

/** A version without its content. */
export interface VersionMeta {
  /** Number of the last change that it holds; also its name in addresses. */
  readonly seq: number;
  readonly kind: "automatic" | "named" | "restored";
  readonly title: string | null;
  readonly createdAt: Date;
  /** Who named or restored it. */
  readonly createdBy: Author | null;
  /** Whose changes came since the version before. */
  readonly authors: Author[];
  /** Of a restored one: which version it had been. */
  readonly origin: { readonly createdAt: Date; readonly title: string | null } | null;
}

/** What was changed and is in no version yet. */
export interface Unkept {
  /** Number of the last change. */
  readonly seq: number;
  readonly authors: Author[];
}

const META = { seq: true, kind: true, title: true, createdAt: true, createdBy: true, authors: true, originAt: true, originTitle: true } as const;

interface MetaRow {
  readonly seq: number;
  readonly kind: VersionMeta["kind"];
  readonly title: string | null;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly authors: string[];
  readonly originAt: Date | null;
  readonly originTitle: string | null;
}

/** A page of a design's versions, the newest first, and what no version holds yet. */
export async function listVersions(
  _actor: Actor,
  { database }: Pick<ServerContext, "database">,
  { designId, before, limit }: { readonly designId: string; readonly before: number | undefined; readonly limit: number },
): Promise<{ readonly items: VersionMeta[]; readonly unkept: Unkept | null }> {
  const { seq } = await readHead(database, designId);
  const rows = await database.designVersion.findMany({
    where: { designId, ...(before !== undefined && { seq: { lt: before } }) },
    orderBy: { seq: "desc" },
    take: limit,
    select: META,
  });
  const newest = before === undefined ? rows[0]?.seq : undefined;
  const changers = before === undefined && (newest ?? 0) < seq ? await actorsSince(database, designId, newest ?? 0) : undefined;
  const known = await authorsOf(database, [...rows.flatMap(actorsOf), ...(changers ?? [])]);
  return { items: rows.map((row) => metaOf(row, known)), unkept: changers === undefined ? null : { seq, authors: told(changers, known) } };
}

/** A version with its content. */
export async function readVersion(_actor: Actor, { database }: Pick<ServerContext, "database">, designId: string, seq: number): Promise<VersionMeta & { readonly design: Design }> {
  await readHead(database, designId);
  const row = await database.designVersion.findUnique({ where: { designId_seq: { designId, seq } }, select: { ...META, content: true } });
  if (row === null) throw notFound();
  return { ...(await withAuthors(database, row)), design: await decodeContent(row.content) };
}

/** Keeps the present state under a name, for good. */
export async function createVersion(actor: Actor, transaction: Transaction, designId: string, title: string): Promise<VersionMeta> {
  const named = await transaction.designVersion.count({ where: { designId, kind: "named" } });
  if (named >= MOST_NAMED) throw new AppError("conflict", `A design has ${MOST_NAMED} named versions at most. Delete one that nobody needs.`);
  return readMeta(transaction, designId, await keepNamed(transaction, designId, { title, createdBy: actorName(actor) }));
}

/** Gives a version another name; an automatic one becomes a named one, which is kept for good. */
export function renameVersion(actor: Actor, { database }: Pick<ServerContext, "database">, designId: string, seq: number, title: string): Promise<VersionMeta> {
  return database.$transaction(async (transaction) => {
    await readHead(transaction, designId);
    if (!(await giveTitle(transaction, designId, seq, { title, createdBy: actorName(actor) }))) throw notFound();
    return readMeta(transaction, designId, seq);
  });
}

/** Deletes a named version. What it told about authors, the next version tells. */
export async function deleteVersion(actor: Actor, { database }: Pick<ServerContext, "database">, designId: string, seq: number): Promise<void> {
  await database.$transaction(async (transaction) => {
    await readHead(transaction, designId);
    const where = { designId_seq: { designId, seq } };
    const version = await transaction.designVersion.findUnique({ where, select: { kind: true, authors: true } });
    if (version === null) throw notFound();
    if (version.kind !== "named") throw new AppError("conflict", "Only versions with a name are deleted by hand. The others are thinned out as they get older.");
    await transaction.designVersion.delete({ where, select: { seq: true } });
    const next = await transaction.designVersion.findFirst({ where: { designId, seq: { gt: seq } }, orderBy: { seq: "asc" }, select: { seq: true, authors: true } });
    if (next === null) {
      await transaction.$executeRaw`
        INSERT INTO "DesignAuthor" ("designId", "actor", "lastSeq") SELECT ${designId}, author, ${seq}::int FROM unnest(${version.authors}::text[]) author
        ON CONFLICT ("designId", "actor") DO UPDATE SET "lastSeq" = greatest("DesignAuthor"."lastSeq", excluded."lastSeq")`;
    } else {
      const authors = [...new Set([...next.authors, ...version.authors])].toSorted();
      await transaction.designVersion.update({ where: { designId_seq: { designId, seq: next.seq } }, data: { authors }, select: { seq: true } });
    }
    await record(actor, transaction, { workspaceId: await workspaceIdOf(transaction, designId), action: "versions.delete", subject: designId, detail: { version: String(seq) } });
  });
}

/**
 * Puts a version in place of the present state, which is kept as an automatic version first. Whoever has the design open starts over from it.
 * @returns the version that holds the restored state, and the number of the one that holds what was there just before
 */
export async function restoreVersion(actor: Actor, transaction: Transaction, designId: string, seq: number): Promise<VersionMeta & { readonly before: number }> {
  const head = await keepPresent(transaction, designId);
  const version = await transaction.designVersion.findUnique({ where: { designId_seq: { designId, seq } }, select: { content: true, createdAt: true, title: true } });
  if (version === null) throw notFound();
  const before = await transaction.designVersion.findFirstOrThrow({ where: { designId }, orderBy: { seq: "desc" }, select: { seq: true } });
  const design = await decodeContent(version.content);
  const next = await replaceState(transaction, designId, head, designUpdate(design));
  const name = actorName(actor);
  await insertVersion(transaction, designId, { seq: next.seq, kind: "restored", createdBy: name, authors: [name], design, origin: version });
  await markKept(transaction, designId);
  await record(actor, transaction, { workspaceId: await workspaceIdOf(transaction, designId), action: "versions.restore", subject: designId, detail: { version: String(seq) } });
  return { ...(await readMeta(transaction, designId, next.seq)), before: before.seq };
}

const workspaceIdOf = async (transaction: Transaction, designId: string): Promise<string> =>
  (await transaction.designDocument.findUniqueOrThrow({ where: { id: designId }, select: { workspaceId: true } })).workspaceId;

const readMeta = async (transaction: Transaction, designId: string, seq: number): Promise<VersionMeta> =>
  withAuthors(transaction, await transaction.designVersion.findUniqueOrThrow({ where: { designId_seq: { designId, seq } }, select: META }));

const withAuthors = async (database: Database | Transaction, row: MetaRow): Promise<VersionMeta> => metaOf(row, await authorsOf(database, actorsOf(row)));

const actorsOf = ({ authors, createdBy }: MetaRow): readonly string[] => (createdBy === null ? authors : [...authors, createdBy]);

const told = (actors: readonly string[], known: ReadonlyMap<string, Author>): Author[] => actors.flatMap((actor) => known.get(actor) ?? []);

function metaOf({ seq, kind, title, createdAt, createdBy, authors, originAt, originTitle }: MetaRow, known: ReadonlyMap<string, Author>): VersionMeta {
  return {
    seq,
    kind,
    title,
    createdAt,
    createdBy: (createdBy === null ? undefined : known.get(createdBy)) ?? null,
    authors: told(authors, known),
    origin: originAt === null ? null : { createdAt: originAt, title: originTitle },
  };
}
