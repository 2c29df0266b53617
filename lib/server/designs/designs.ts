import * as Y from "yjs";
import { type Actor, actorName } from "#lib/server/actor.ts";
import type { ServerContext } from "#lib/server/context.ts";
import { workspaceOf } from "#lib/server/database/instance.ts";
import type { Transaction } from "#lib/server/database/database.ts";
import { notify } from "#lib/server/database/notice.ts";
import { notFound } from "#lib/server/errors.ts";
import { randomId } from "#lib/server/random-id.ts";
import type { Cursor } from "./cursor.ts";
import { keepAuthors } from "#lib/server/versions/authors.ts";
import { type Head, readHead, readLog } from "./log.ts";
import { setTitle, titleOf } from "./title.ts";
import { storedDocument } from "./stored-document.ts";

/** A design without its content. */
export interface DesignMeta {
  readonly id: string;
  readonly title: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly generation: number;
  readonly headSeq: number;
}

const META = { id: true, title: true, createdAt: true, updatedAt: true, generation: true, headSeq: true } as const;

/** A page of the workspace's designs, the last changed first. */
export function listDesigns(actor: Actor, { database }: ServerContext, page: { readonly after: Cursor | undefined; readonly limit: number }): Promise<DesignMeta[]> {
  const { after, limit } = page;
  return database.designDocument.findMany({
    where: {
      workspaceId: workspaceOf(actor),
      deletedAt: null,
      ...(after && { OR: [{ updatedAt: { lt: after.updatedAt } }, { updatedAt: after.updatedAt, id: { lt: after.id } }] }),
    },
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
    take: limit,
    select: META,
  });
}

/** One design without its content. */
export async function readDesignMeta(_actor: Actor, { database }: ServerContext, designId: string): Promise<DesignMeta> {
  const design = await database.designDocument.findFirst({ where: { id: designId, deletedAt: null }, select: META });
  if (design === null) throw notFound();
  return design;
}

/** Stores a new design whose content is one update. */
export function createDesign(actor: Actor, transaction: Transaction, state: Uint8Array): Promise<DesignMeta> {
  const document = new Y.Doc();
  Y.applyUpdate(document, state);
  return transaction.designDocument.create({
    data: {
      id: randomId(20),
      workspaceId: workspaceOf(actor),
      title: titleOf(document),
      createdBy: actorName(actor),
      headSeq: 1,
      snapshot: { create: { generation: 1, seq: 1, state: Uint8Array.from(state) } },
    },
    select: META,
  });
}

/** Copies a design with its content; the copy goes its own way from then on. */
export async function duplicateDesign(actor: Actor, transaction: Transaction, designId: string): Promise<DesignMeta> {
  const { generation } = await readHead(transaction, designId);
  const document = await storedDocument({ database: transaction, designId, generation }, await readLog(transaction, designId, generation, 0));
  setTitle(document, `Copy of ${titleOf(document)}`);
  return createDesign(actor, transaction, Y.encodeStateAsUpdate(document));
}

/** Deletes a design so that `restoreDesign` can take it back; its share links are closed as long as it is deleted. */
export async function deleteDesign(_actor: Actor, { database }: ServerContext, designId: string): Promise<void> {
  await database.$transaction(async (transaction) => {
    const deleted = await transaction.$executeRaw`UPDATE "DesignDocument" SET "deletedAt" = now() WHERE "id" = ${designId} AND "deletedAt" IS NULL`;
    if (deleted === 0) throw notFound();
    await notify(transaction, { kind: "gone", designId });
  });
}

/** Takes a deletion back. */
export async function restoreDesign(actor: Actor, context: ServerContext, designId: string): Promise<DesignMeta> {
  await context.database.designDocument.updateMany({ where: { id: designId }, data: { deletedAt: null } });
  return readDesignMeta(actor, context, designId);
}

/** The whole content of a design in one update, and the number up to which it goes. */
export async function readState(_actor: Actor, { database, log }: Pick<ServerContext, "database" | "log">, designId: string): Promise<Head & { readonly state: Uint8Array }> {
  const { generation } = await readHead(database, designId);
  const entries = await readLog(database, designId, generation, 0);
  const [only] = entries;
  const state = entries.length === 1 && only ? only.bytes : Y.encodeStateAsUpdate(await storedDocument({ database, designId, generation, log }, entries));
  return { generation, seq: entries.at(-1)?.seq ?? 0, state };
}

/**
 * Puts an older state of a design in place of the present one. Whoever has the design open starts over from it; nothing of the present state is
 * merged in. The caller holds the design's lock.
 */
export async function replaceState(transaction: Transaction, designId: string, { generation, seq }: Head, state: Uint8Array): Promise<Head> {
  const document = new Y.Doc();
  Y.applyUpdate(document, state);
  const next = { generation: generation + 1, seq: seq + 1 };
  await transaction.designSnapshot.upsert({
    where: { designId },
    create: { designId, ...next, state: Uint8Array.from(state) },
    update: { ...next, state: Uint8Array.from(state), createdAt: new Date() },
  });
  await keepAuthors(transaction, designId, seq);
  await transaction.designUpdate.deleteMany({ where: { designId } });
  await transaction.$executeRaw`
    UPDATE "DesignDocument" SET "generation" = ${next.generation}, "headSeq" = ${next.seq}, "title" = ${titleOf(document)}, "updatedAt" = now() WHERE "id" = ${designId}`;
  await notify(transaction, { kind: "design", process: "", designId, ...next });
  return next;
}
