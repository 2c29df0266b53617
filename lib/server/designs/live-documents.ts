import type { Logger } from "pino";
import * as Y from "yjs";
import type { Database, Transaction } from "#lib/server/database/database.ts";
import { type Head, type LogEntry, readHead, readLog } from "./log.ts";
import { storedDocument } from "./stored-document.ts";

/** A document and the place in the history that it stands for. */
export interface Live extends Head {
  readonly document: Y.Doc;
}

/** How many designs that are being edited are kept in memory; each takes some megabytes when it is large. */
const KEPT = 64;

/**
 * Documents of the designs that were changed last, so that a change does not load the whole design. Only a copy of what the
 * database says: it is brought up to date before each use, because another process may have appended.
 */
export class LiveDocuments {
  readonly #log: Logger;
  readonly #live = new Map<string, Live>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** How many are kept. */
  get size(): number {
    return this.#live.size;
  }

  /** The copy as it is kept; another process may have appended since. */
  kept(designId: string): Live | undefined {
    return this.#live.get(designId);
  }

  /**
   * The copy, read when there is none, brought up to date when `isBehind`; nothing when that changes nothing. Nobody holds the design's lock:
   * whoever writes upon it has to see that the design still stands there.
   */
  async glance(database: Database, designId: string, isBehind: boolean): Promise<Live | undefined> {
    const kept = this.#live.get(designId);
    if (kept !== undefined && !isBehind) return kept;
    // Of a design that went back to an older state meanwhile nothing is found; the look under the lock sees it.
    const generation = kept?.generation ?? (await readHead(database, designId)).generation;
    const entries = await readLog(database, designId, generation, kept?.seq ?? 0);
    const seq = entries.at(-1)?.seq;
    if (seq === undefined) return undefined;
    const document = kept === undefined ? await storedDocument({ database, designId, generation, log: this.#log }, entries) : applied(kept.document, entries);
    if (document === undefined) return undefined;
    const live = { generation, seq, document };
    this.#remember(designId, live);
    return live;
  }

  /** The document of a design as it stands. The caller holds the design's lock. */
  async at(transaction: Transaction, designId: string, head: Head): Promise<Y.Doc> {
    const kept = this.#live.get(designId);
    if (kept?.generation === head.generation && kept.seq === head.seq) return kept.document;
    this.forget(designId);
    const document =
      (kept?.generation === head.generation && kept.seq < head.seq && (await caughtUp(transaction, designId, kept))) || (await this.#load(transaction, designId, head));
    this.#remember(designId, { ...head, document });
    return document;
  }

  async #load(transaction: Transaction, designId: string, { generation }: Head): Promise<Y.Doc> {
    return storedDocument({ database: transaction, designId, generation, log: this.#log }, await readLog(transaction, designId, generation, 0));
  }

  /** Says that a document that `at` returned was changed by an update that is now stored. */
  advance(designId: string, head: Head): void {
    const kept = this.#live.get(designId);
    if (kept !== undefined) this.#remember(designId, { ...kept, ...head });
  }

  /** Drops a copy that may hold what was not stored. */
  forget(designId: string): void {
    this.#live.delete(designId);
  }

  #remember(designId: string, live: Live): void {
    this.#live.delete(designId);
    this.#live.set(designId, live);
    const [oldest] = this.#live.keys();
    if (this.#live.size > KEPT && oldest !== undefined) this.#live.delete(oldest);
  }
}

/** A kept document with what was stored since; nothing when that cannot be applied to it. */
async function caughtUp(transaction: Transaction, designId: string, { document, generation, seq }: Live): Promise<Y.Doc | undefined> {
  return applied(document, await readLog(transaction, designId, generation, seq));
}

function applied(document: Y.Doc, entries: readonly LogEntry[]): Y.Doc | undefined {
  try {
    for (const { bytes } of entries) Y.applyUpdate(document, bytes);
    return document;
  } catch {
    return undefined;
  }
}
