import type { ServerContext } from "#lib/server/context.ts";
import { readHead, readLog } from "./log.ts";
import { mergeUpdates } from "./update-bytes.ts";

/** After how many updates they are merged into a snapshot. */
export const COMPACT_EVERY = 100;

/** Starts merging in the background with every hundredth update. */
export function compactWhenDue(context: ServerContext, designId: string, seq: number): void {
  if (seq % COMPACT_EVERY === 0) context.background.start(`compact ${designId}`, () => compact(context, designId));
}

/** Merges the updates of a design so far into its snapshot, and drops them, in one transaction. Appending goes on meanwhile. */
export async function compact({ database }: ServerContext, designId: string): Promise<void> {
  const { generation, seq } = await readHead(database, designId);
  const log = (await readLog(database, designId, generation, 0)).filter((entry) => entry.seq <= seq);
  if (log.length < 2) return;
  const state = Uint8Array.from(mergeUpdates(log.map((entry) => entry.bytes)));
  await database.$transaction(async (transaction) => {
    // Another process may have merged further; its snapshot stays. A design that went back to an older state is another generation.
    const written = await transaction.$executeRaw`
      INSERT INTO "DesignSnapshot" ("designId", "generation", "seq", "state") VALUES (${designId}, ${generation}, ${seq}, ${state})
      ON CONFLICT ("designId") DO UPDATE SET "generation" = excluded."generation", "seq" = excluded."seq", "state" = excluded."state", "createdAt" = now()
        WHERE ("DesignSnapshot"."generation", "DesignSnapshot"."seq") < (excluded."generation", excluded."seq")`;
    if (written === 1) await transaction.designUpdate.deleteMany({ where: { designId, generation, seq: { lte: seq } } });
  });
}
