import type { Logger } from "pino";
import type * as z from "zod";
import type { Job } from "./job.ts";

interface Piece {
  readonly id: string;
  readonly work: () => Promise<void>;
}

/** Does jobs that nobody waits for: one piece at a time, the same piece never twice in the queue. */
export class Background {
  readonly #log: Logger;
  readonly #queued = new Map<string, Piece>();
  #running: Promise<void> | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Queues a job. The same one with the same input waits only once, with what was handed over last; a failure is logged, and whatever it left undone the next start does. */
  start<Input extends z.ZodObject, Needs>({ id, input: schema, handle }: Job<Input, Needs>, given: z.input<Input>, needs: Needs): void {
    const input = schema.strict().parse(given);
    // `strict()` narrows the schema's own type away; what it lets through is the input.
    this.#queued.set(`${id} ${JSON.stringify(input)}`, { id, work: () => handle(input as z.output<Input>, needs) });
    this.#running ??= this.#drain();
  }

  /** Resolves when nothing is queued or running. */
  async finished(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #drain(): Promise<void> {
    // The request that started the work is answered first.
    await new Promise(setImmediate);
    for (const [name, { id, work }] of this.#queued) {
      this.#queued.delete(name);
      try {
        await work();
      } catch (error) {
        this.#log.error({ err: error, job: id }, "background work failed");
      }
    }
    this.#running = undefined;
  }
}
