import type { Actor, Member } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/database/database.ts";

/** The member that an operation for signed-in people was called by; its policy let nobody else pass. */
export function memberOnly(actor: Actor): Member {
  if (actor.kind !== "member") throw new Error("An operation for members was called by somebody else.");
  return actor;
}

/** What a person is in the workspace of a design; nothing when they may not come into it. */
export async function rightsAround(database: Database, userId: string, designId: string): Promise<Pick<Member, "workspaceId" | "roles" | "isAdmin" | "isOwner"> | null> {
  const found = await database.membership.findFirst({
    where: { userId, deactivatedAt: null, workspace: { designs: { some: { id: designId } } } },
    select: { workspaceId: true, roles: true, isAdmin: true, workspace: { select: { ownerId: true } } },
  });
  if (found === null) return null;
  const { workspace, ...rights } = found;
  return { ...rights, isOwner: workspace.ownerId === userId };
}
