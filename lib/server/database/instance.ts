import type { Actor } from "#lib/server/actor.ts";
import { randomId } from "#lib/server/random-id.ts";
import type { Database } from "./database.ts";

/** Id of the workspace that a fresh installation has. */
export const DEFAULT_WORKSPACE = "default";

/** The workspace whose designs an actor works with. */
export const workspaceOf = (actor: Actor): string => (actor.kind === "member" ? actor.workspaceId : DEFAULT_WORKSPACE);

/** Makes the rows that every installation has; returns the id of the installation. Processes that start together agree on one. */
export async function ensureInstance(database: Database): Promise<string> {
  await database.workspace.createMany({ data: { id: DEFAULT_WORKSPACE, title: "Workspace" }, skipDuplicates: true });
  // Of two processes the second looks only after the first has inserted.
  return database.$transaction(async (transaction) => {
    await transaction.$executeRaw`LOCK TABLE "Instance" IN SHARE ROW EXCLUSIVE MODE`;
    const present = await transaction.instance.findFirst();
    return (present ?? (await transaction.instance.create({ data: { id: randomId(26) } }))).id;
  });
}
