import type { Logger } from "pino";
import * as Y from "yjs";
import type { Database, Transaction } from "#lib/server/database/database.ts";
import type { LogEntry } from "./log.ts";

/** A design's place in the database, and who hears of what was found there. */
export interface Place {
  readonly database: Database | Transaction;
  readonly designId: string;
  readonly generation: number;
  readonly log?: Logger;
}

/**
 * The document that a log from its beginning makes. A single change that cannot be applied is taken out of
 * the log into quarantine, and the document is made without it: one damaged row must not close a design.
 */
export async function storedDocument(place: Place, entries: readonly LogEntry[]): Promise<Y.Doc> {
  const document = new Y.Doc();
  try {
    document.transact(() => {
      for (const { bytes } of entries) Y.applyUpdate(document, bytes);
    });
    return document;
  } catch {
    return withoutDamaged(place, entries);
  }
}

async function withoutDamaged(place: Place, entries: readonly LogEntry[]): Promise<Y.Doc> {
  const sound: Uint8Array[] = [];
  let document = new Y.Doc();
  for (const entry of entries) {
    try {
      Y.applyUpdate(document, entry.bytes);
      sound.push(entry.bytes);
    } catch (error) {
      // Without its snapshot a design would look empty; that must be seen by whoever runs the server, not be taken for the truth.
      if (entry.kind === "snapshot") throw error;
      await quarantine(place, entry, error);
      // Half of the change may have been applied.
      document = documentOf(sound);
    }
  }
  return document;
}

function documentOf(updates: readonly Uint8Array[]): Y.Doc {
  const document = new Y.Doc();
  for (const update of updates) Y.applyUpdate(document, update);
  return document;
}

async function quarantine({ database, designId, generation, log }: Place, { seq }: LogEntry, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  log?.error({ err: error, designId, generation, seq }, "a stored change cannot be applied and was put aside");
  await database.$executeRaw`
    WITH damaged AS (
      DELETE FROM "DesignUpdate" WHERE "designId" = ${designId} AND "generation" = ${generation} AND "seq" = ${seq}
      RETURNING "designId", "generation", "seq", "bytes", "actor", "createdAt"
    )
    INSERT INTO "QuarantinedUpdate" ("designId", "generation", "seq", "bytes", "actor", "createdAt", "reason")
    SELECT "designId", "generation", "seq", "bytes", "actor", "createdAt", ${reason.slice(0, 500)} FROM damaged ON CONFLICT DO NOTHING`;
}
