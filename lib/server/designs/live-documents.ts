import * as Y from "yjs";
import type { Transaction } from "#lib/server/database/database.ts";
import { type Head, readLog } from "./log.ts";
import { documentOf } from "./update-bytes.ts";

interface Live extends Head {
  readonly document: Y.Doc;
}

/** How many designs that are being edited are kept in memory; each takes some megabytes when it is large. */
const KEPT = 16;

/**
 * Documents of the designs that were changed last, so that a change does not load the whole design. Only a copy of what the
 * database says: it is brought up to date before each use, because another process may have appended.
 */
export class LiveDocuments {
  readonly #live = new Map<string, Live>();

  /** The document of a design as it stands. The caller holds the design's lock. */
  async at(transaction: Transaction, designId: string, head: Head): Promise<Y.Doc> {
    const kept = this.#live.get(designId);
    if (kept?.generation === head.generation && kept.seq === head.seq) return kept.document;
    const isUsable = kept?.generation === head.generation && kept.seq < head.seq;
    this.forget(designId);
    const log = await readLog(transaction, designId, head.generation, isUsable ? kept.seq : 0);
    const bytes = log.map((entry) => entry.bytes);
    const document = isUsable ? kept.document : documentOf(bytes);
    if (isUsable) for (const update of bytes) Y.applyUpdate(document, update);
    this.#remember(designId, { ...head, document });
    return document;
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
