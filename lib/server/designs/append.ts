import { randomUUID } from "node:crypto";
import * as Y from "yjs";
import { type Actor, actorName } from "#lib/server/actor.ts";
import type { ServerContext } from "#lib/server/context.ts";
import { AppError } from "#lib/server/errors.ts";
import { compactWhenDue } from "./compact.ts";
import { type Head, lockHead } from "./log.ts";
import { setTitle, titleOf } from "./title.ts";

/** One change to store. */
export interface Change {
  readonly designId: string;
  /** Given by the client; the same id again is answered without storing again. */
  readonly updateId: string;
  readonly bytes: Uint8Array;
  /** The generation the client works on; another one is a conflict. */
  readonly generation?: number | undefined;
}

/** Appends a change to a design; returns its number only after it is on disk. */
export function appendUpdate(actor: Actor, { designId, updateId, bytes, generation }: Change, context: ServerContext): Promise<Head> {
  return append(actor, context, designId, updateId, (document, head) => {
    if (generation !== undefined && generation !== head.generation) throw replaced();
    try {
      Y.applyUpdate(document, bytes);
    } catch (cause) {
      throw new AppError("invalid_input", "The change does not fit this design.", { cause });
    }
    return bytes;
  });
}

/** Gives a design another title, as a change like any other, so that everybody who has it open sees it. */
export function appendTitle(actor: Actor, designId: string, title: string, context: ServerContext): Promise<Head> {
  return append(actor, context, designId, randomUUID(), (document) => {
    const before = Y.encodeStateVector(document);
    setTitle(document, title);
    return Y.encodeStateAsUpdate(document, before);
  });
}

async function append(actor: Actor, context: ServerContext, designId: string, updateId: string, change: (document: Y.Doc, head: Head) => Uint8Array): Promise<Head> {
  const { database, documents } = context;
  try {
    const stored = await database.$transaction(async (transaction) => {
      const head = await lockHead(transaction, designId);
      const known = await transaction.designUpdate.findUnique({ where: { designId_updateId: { designId, updateId } }, select: { generation: true, seq: true } });
      if (known !== null) return known;
      const document = await documents.at(transaction, designId, head);
      const bytes = change(document, head);
      const next = { generation: head.generation, seq: head.seq + 1 };
      await transaction.designUpdate.create({ data: { designId, ...next, updateId, bytes: Uint8Array.from(bytes), actor: actorName(actor) } });
      await transaction.$executeRaw`
        UPDATE "DesignDocument" SET "headSeq" = ${next.seq}, "title" = ${titleOf(document)}, "updatedAt" = now() WHERE "id" = ${designId}`;
      documents.advance(designId, next);
      return next;
    });
    compactWhenDue(context, designId, stored.seq);
    return stored;
  } catch (error) {
    documents.forget(designId);
    throw error;
  }
}

const replaced = (): AppError => new AppError("conflict", "The design was replaced by an older state meanwhile. Load it again; your unsaved change can be kept as a copy.");
