import type { Logger } from "pino";

/** Work that a request starts and nobody waits for: one piece at a time, the same piece never twice in the queue. */
export class Background {
  readonly #log: Logger;
  readonly #queued = new Map<string, () => Promise<void>>();
  #running: Promise<void> | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Queues a piece of work under a name. Its failure is logged; whatever it left undone the next request starts again. */
  start(name: string, work: () => Promise<void>): void {
    this.#queued.set(name, work);
    this.#running ??= this.#drain();
  }

  /** Resolves when nothing is queued or running. */
  async finished(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #drain(): Promise<void> {
    // The request that started the work is answered first.
    await new Promise(setImmediate);
    for (const [name, work] of this.#queued) {
      this.#queued.delete(name);
      try {
        await work();
      } catch (error) {
        this.#log.error({ err: error, work: name }, "background work failed");
      }
    }
    this.#running = undefined;
  }
}
