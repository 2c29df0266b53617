import { createClient } from "@redis/client";
import type { Logger } from "pino";
import * as z from "zod";
import type { StoredGroup } from "#lib/server/designs/door.ts";

/** Changes of another process, as they are in the log. */
export interface RelayedGroup extends Pick<StoredGroup, "designId" | "generation"> {
  readonly changes: readonly { readonly seq: number; readonly bytes: Uint8Array }[];
}

const message = z.strictObject({
  process: z.string(),
  designId: z.string(),
  generation: z.int(),
  changes: z.array(z.strictObject({ seq: z.int().positive(), bytes: z.base64() })).min(1),
});

/** Larger groups are read from the log. */
const LARGEST_BYTES = 256 * 1024;
const CONNECT_MS = 3_000;
const RETRY_MS = { first: 100, longest: 2_000 } as const;

/**
 * Hands changes that are in the log to the other processes through Redis, so that they need not read them there. Nothing depends on it:
 * that a design has moved is told by PostgreSQL all the same, and whatever did not come this way is read from the log.
 */
export class Relay {
  readonly #process: string;
  readonly #channel: string;
  readonly #log: Logger;
  readonly #speaking: ReturnType<typeof createClient>;
  readonly #listening: ReturnType<typeof createClient>;
  #isComplaining = false;

  /** `channel` names the installation, `process` this process of it. */
  constructor(url: string, { channel, process, log }: { readonly channel: string; readonly process: string; readonly log: Logger }) {
    this.#process = process;
    this.#channel = channel;
    this.#log = log;
    this.#speaking = createClient({
      url,
      // What cannot be said now is worth nothing later.
      disableOfflineQueue: true,
      socket: { connectTimeout: CONNECT_MS, reconnectStrategy: (retries) => Math.min(RETRY_MS.longest, RETRY_MS.first * 2 ** retries) },
    });
    this.#listening = this.#speaking.duplicate();
    for (const client of [this.#speaking, this.#listening]) {
      client.on("error", (error: Error) => this.#complain(error));
      client.on("ready", () => (this.#isComplaining = false));
    }
  }

  /** Whether others are heard at the moment. */
  get isHeard(): boolean {
    return this.#listening.isReady;
  }

  /** Starts to hear the others; comes back by itself whenever Redis does. Does not wait for it. */
  start(onGroup: (group: RelayedGroup) => void): void {
    this.#speaking.connect().catch((error: unknown) => this.#complain(error));
    this.#listening
      .connect()
      .then(() => this.#listening.subscribe(this.#channel, (text) => this.#hear(text, onGroup)))
      .catch((error: unknown) => this.#complain(error));
  }

  /** Hands changes that were committed to the others. */
  tell({ designId, generation, changes }: StoredGroup): void {
    const size = changes.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
    if (!this.#speaking.isReady || changes.length === 0 || size > LARGEST_BYTES) return;
    const text = JSON.stringify({
      process: this.#process,
      designId,
      generation,
      changes: changes.map(({ seq, bytes }) => ({ seq, bytes: Buffer.from(bytes).toString("base64") })),
    });
    this.#speaking.publish(this.#channel, text).catch((error: unknown) => this.#complain(error));
  }

  /** Ends the connections. */
  stop(): void {
    for (const client of [this.#speaking, this.#listening]) client.destroy();
  }

  #hear(text: string, onGroup: (group: RelayedGroup) => void): void {
    try {
      const { process, changes, ...group } = message.parse(JSON.parse(text));
      if (process !== this.#process) onGroup({ ...group, changes: changes.map(({ seq, bytes }) => ({ seq, bytes: Buffer.from(bytes, "base64") })) });
    } catch (error) {
      this.#log.warn({ err: error }, "what came through Redis cannot be read");
    }
  }

  /** Once for each time that Redis goes away. */
  #complain(error: unknown): void {
    if (this.#isComplaining) return;
    this.#isComplaining = true;
    this.#log.warn({ err: error }, "Redis does not answer; changes are read from the log until it does");
  }
}
