import * as z from "zod";
import type { ServerContext } from "#lib/server/context.ts";
import type { Transaction } from "#lib/server/database/database.ts";
import { type Head, lockHead, readLog } from "#lib/server/designs/log.ts";
import { storedDocument } from "#lib/server/designs/stored-document.ts";
import { AppError } from "#lib/server/errors.ts";
import { defineJob } from "#lib/server/job.ts";
import { isSameValue } from "#lib/model/same-value.ts";
import type { Design } from "#lib/model/design.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import { actorsSince } from "./authors.ts";
import { decodeContent, encodeContent } from "./content.ts";

/** A version is made by itself when nobody has drawn for this long … */
const PAUSE_MINUTES = 2;
/** … or when changes have gone without one for this long. */
const LONGEST_MINUTES = 10;
/** How often designs that are due are looked for. */
const EVERY_MS = 30_000;
/** Designs at a time: reading a large one takes a moment. */
const AT_ONCE = 20;

/** Makes a version of every design that is due. */
export const keepVersions = defineJob({ id: "versions.keep", input: z.object({}), handle: (_input, context: Pick<ServerContext, "database" | "log">) => keepDue(context) });

/** Makes versions by itself, of every design that was changed, whichever process stored the changes. */
export class VersionKeeping {
  readonly #timer: NodeJS.Timeout;

  constructor(context: Pick<ServerContext, "background" | "database" | "log">) {
    const start = (): void => context.background.start(keepVersions, {}, context);
    this.#timer = setInterval(start, EVERY_MS).unref();
  }

  /** Starts no more work. */
  stop(): void {
    clearInterval(this.#timer);
  }
}

/** Makes a version of every design that is due, by the clock of the database. */
export async function keepDue({ database, log }: Pick<ServerContext, "database" | "log">): Promise<void> {
  const due = await database.$queryRaw<readonly { readonly id: string }[]>`
    SELECT "id" FROM "DesignDocument"
    WHERE "deletedAt" IS NULL AND "unkeptSince" IS NOT NULL
      AND ("updatedAt" < now() - make_interval(mins => ${PAUSE_MINUTES}::int) OR "unkeptSince" < now() - make_interval(mins => ${LONGEST_MINUTES}::int))
    ORDER BY "unkeptSince" LIMIT ${AT_ONCE}`;
  for (const { id } of due) {
    try {
      await database.$transaction((transaction) => keepPresent(transaction, id));
    } catch (error) {
      // One that cannot be read must not keep the others from being kept; it is tried again after its next change.
      log.error({ err: error, designId: id }, "a version could not be made");
      await database.designDocument.updateMany({ where: { id }, data: { unkeptSince: null } });
    }
  }
}

/** Keeps the present state of a design as an automatic version, unless the newest version holds it. Nobody changes the design meanwhile. */
export async function keepPresent(transaction: Transaction, designId: string): Promise<Head> {
  const head = await lockHead(transaction, designId);
  const newest = await newestVersion(transaction, designId);
  if (newest?.seq !== head.seq) {
    const design = await readDesign(transaction, designId, head);
    // Whoever changes something and takes it back leaves nothing to compare.
    if (newest === undefined || !isSameValue(await decodeContent(newest.content), JSON.parse(JSON.stringify(design)))) {
      await insertVersion(transaction, designId, { seq: head.seq, kind: "automatic", design, authors: await actorsSince(transaction, designId, newest?.seq ?? 0) });
    }
  }
  await markKept(transaction, designId);
  return head;
}

/** Keeps the present state of a design under a name; an automatic version of it becomes the named one. Returns its number. */
export async function keepNamed(transaction: Transaction, designId: string, { title, createdBy }: { readonly title: string; readonly createdBy: string }): Promise<number> {
  const head = await lockHead(transaction, designId);
  const { seq } = head;
  const present = await transaction.designVersion.findUnique({ where: { designId_seq: { designId, seq } }, select: { title: true } });
  if (typeof present?.title === "string") throw new AppError("conflict", `Nothing was changed since the version "${present.title}". Rename that one, or change something first.`);
  if (present === null) {
    const newest = await newestVersion(transaction, designId);
    const design = await readDesign(transaction, designId, head);
    await insertVersion(transaction, designId, { seq, kind: "named", title, createdBy, design, authors: await actorsSince(transaction, designId, newest?.seq ?? 0) });
  } else await giveTitle(transaction, designId, seq, { title, createdBy });
  await markKept(transaction, designId);
  return seq;
}

/** Gives a version a name: an automatic one is then kept for good. */
export async function giveTitle(
  transaction: Transaction,
  designId: string,
  seq: number,
  { title, createdBy }: { readonly title: string; readonly createdBy: string },
): Promise<boolean> {
  const changed = await transaction.$executeRaw`
    UPDATE "DesignVersion" SET "title" = ${title},
      "createdBy" = CASE WHEN "kind" = 'automatic' THEN ${createdBy} ELSE "createdBy" END,
      "kind" = CASE WHEN "kind" = 'automatic' THEN 'named' ELSE "kind" END
    WHERE "designId" = ${designId} AND "seq" = ${seq}`;
  return changed === 1;
}

/** A version to store. */
export interface NewVersion {
  readonly seq: number;
  readonly kind: "automatic" | "named" | "restored";
  readonly title?: string;
  readonly createdBy?: string;
  readonly authors: readonly string[];
  readonly design: Design;
  readonly origin?: { readonly createdAt: Date; readonly title: string | null };
}

/** Stores a version. */
export async function insertVersion(transaction: Transaction, designId: string, { design, authors, origin, ...rest }: NewVersion): Promise<void> {
  await transaction.designVersion.create({
    data: { designId, ...rest, authors: [...authors], content: await encodeContent(design), originAt: origin?.createdAt ?? null, originTitle: origin?.title ?? null },
    select: { seq: true },
  });
  // What a version tells is not told by the next one again.
  await transaction.designAuthor.deleteMany({ where: { designId, lastSeq: { lte: rest.seq } } });
}

const newestVersion = async (transaction: Transaction, designId: string) =>
  (await transaction.designVersion.findFirst({ where: { designId }, orderBy: { seq: "desc" }, select: { seq: true, content: true } })) ?? undefined;

/** Says that a version holds everything. */
export const markKept = (transaction: Transaction, designId: string) =>
  transaction.designDocument.update({ where: { id: designId }, data: { unkeptSince: null }, select: { id: true } });

async function readDesign(transaction: Transaction, designId: string, { generation }: Head): Promise<Design> {
  const document = await storedDocument({ database: transaction, designId, generation }, await readLog(transaction, designId, generation, 0));
  return new SharedDesign(document).design;
}
