import { randomUUID } from "node:crypto";
import * as Y from "yjs";
import { type Actor, actorName, grantUsed } from "#lib/server/actor.ts";
import type { ServerContext } from "#lib/server/context.ts";
import type { Head } from "./log.ts";
import { setTitle } from "./title.ts";

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
export function appendUpdate(actor: Actor, { designId, updateId, bytes, generation }: Change, { door }: Pick<ServerContext, "door">): Promise<Head> {
  return door.append(designId, { ...authorOf(actor, designId), updateId, change: bytes, generation });
}

/** Gives a design another title, as a change like any other, so that everybody who has it open sees it. */
export function appendTitle(actor: Actor, designId: string, title: string, { door }: Pick<ServerContext, "door">): Promise<Head> {
  const change = (document: Y.Doc): Uint8Array => {
    const before = Y.encodeStateVector(document);
    setTitle(document, title);
    return Y.encodeStateAsUpdate(document, before);
  };
  return door.append(designId, { ...authorOf(actor, designId), updateId: randomUUID(), change });
}

const authorOf = (actor: Actor, designId: string): { readonly actor: string; readonly linkId: string | null; readonly sessionId: string | null } => ({
  actor: actorName(actor, designId),
  linkId: grantUsed(actor, designId)?.linkId ?? null,
  sessionId: actor.kind === "member" ? actor.sessionId : null,
});
