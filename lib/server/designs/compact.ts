import * as Y from "yjs";
import * as z from "zod";
import type { ServerContext } from "#lib/server/context.ts";
import { defineJob } from "#lib/server/job.ts";
import { keepAuthors } from "#lib/server/versions/authors.ts";
import type { StoredGroup } from "./door.ts";
import { type Head, readHead, readLog } from "./log.ts";
import { storedDocument } from "./stored-document.ts";

/** After how many updates they are merged into a snapshot. */
export const COMPACT_EVERY = 100;

/** What merging needs. */
export type Compacting = Pick<ServerContext, "database" | "door" | "background" | "log">;

/** Merges the updates of a design into its snapshot. */
export const compactDesign = defineJob({
  id: "designs.compact",
  input: z.object({ designId: z.string() }),
  handle: ({ designId }, { context, state }: { readonly context: Compacting; readonly state: WholeState | undefined }) => compact(context, designId, state),
});

/** Merging reads the whole design; while many people draw it is not done again at once. */
const PAUSE_MS = 3_000;

/** Starts merging in the background after every hundredth update, and once more when a burst of them is over. */
export class Compaction {
  readonly #context: Compacting;
  /** Designs that were merged a moment ago; true when more was stored since. */
  readonly #resting = new Map<string, boolean>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(context: Compacting) {
    this.#context = context;
  }

  /** Says that changes were stored. */
  stored({ designId, changes }: StoredGroup): void {
    if (!changes.some(({ seq }) => seq % COMPACT_EVERY === 0)) return;
    if (this.#resting.has(designId)) this.#resting.set(designId, true);
    else this.#start(designId);
  }

  /** Starts no more work. */
  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #start(designId: string): void {
    this.#resting.set(designId, false);
    const { background, door } = this.#context;
    // Taken now: while people draw, this is the moment in which the copy in memory is what is stored.
    const state = door.stateOf(designId);
    background.start(compactDesign, { designId }, { context: this.#context, state });
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      const isDue = this.#resting.get(designId) === true;
      this.#resting.delete(designId);
      if (isDue) this.#start(designId);
    }, PAUSE_MS).unref();
    this.#timers.add(timer);
  }
}

/** The whole of a design at a place in its history. */
type WholeState = Head & { readonly state: Uint8Array };

/**
 * Merges the updates of a design so far into its snapshot, and drops them, in one transaction. Appending goes on meanwhile.
 * @param known the state as somebody has it already; without it the log is read
 */
export async function compact(context: Compacting, designId: string, known?: WholeState): Promise<void> {
  const { database } = context;
  const whole = known ?? (await readWhole(context, designId));
  if (whole === undefined) return;
  const { generation, seq } = whole;
  const state = new Uint8Array(whole.state);
  await database.$transaction(async (transaction) => {
    // Another process may have merged further; its snapshot stays. A design that went back to an older state is another generation.
    const written = await transaction.$executeRaw`
      INSERT INTO "DesignSnapshot" ("designId", "generation", "seq", "state") VALUES (${designId}, ${generation}, ${seq}, ${state})
      ON CONFLICT ("designId") DO UPDATE SET "generation" = excluded."generation", "seq" = excluded."seq", "state" = excluded."state", "createdAt" = now()
        WHERE ("DesignSnapshot"."generation", "DesignSnapshot"."seq") < (excluded."generation", excluded."seq")`;
    if (written === 0) return;
    await keepAuthors(transaction, designId, seq);
    await transaction.designUpdate.deleteMany({ where: { designId, generation, seq: { lte: seq } } });
  });
}

/** Nothing when there is nothing to merge. */
async function readWhole({ database, log }: Compacting, designId: string): Promise<WholeState | undefined> {
  const { generation, seq } = await readHead(database, designId);
  const entries = (await readLog(database, designId, generation, 0)).filter((entry) => entry.seq <= seq);
  if (entries.length < 2) return undefined;
  return { generation, seq, state: Y.encodeStateAsUpdate(await storedDocument({ database, designId, generation, log }, entries)) };
}
