import { record } from "#lib/server/accounts/audit.ts";
import type { Member } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/database/database.ts";

/** Gives the workspace that a member works in another name. */
export async function renameWorkspace(actor: Member, database: Database, title: string): Promise<void> {
  const { workspaceId } = actor;
  await database.$transaction(async (transaction) => {
    await transaction.workspace.update({ where: { id: workspaceId }, data: { title }, select: { id: true } });
    await record(actor, transaction, { workspaceId, action: "workspace.rename" });
  });
}
