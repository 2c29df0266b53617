import { record } from "#lib/server/accounts/audit.ts";
import { endConnectionsOf } from "#lib/server/accounts/sessions.ts";
import type { Member } from "#lib/server/actor.ts";
import type { Database, Transaction } from "#lib/server/database/database.ts";
import { DEFAULT_WORKSPACE } from "#lib/server/database/instance.ts";
import { AppError, notFound } from "#lib/server/errors.ts";
import { randomId } from "#lib/server/random-id.ts";

/** A workspace in a list. */
export interface WorkspaceMeta {
  readonly id: string;
  readonly title: string;
}

/** The workspaces that a person may come into, in the order of their names. */
export function workspacesOf(database: Database, userId: string): Promise<WorkspaceMeta[]> {
  return database.workspace.findMany({
    where: { memberships: { some: { userId, deactivatedAt: null } } },
    orderBy: [{ title: "asc" }, { id: "asc" }],
    select: { id: true, title: true },
  });
}

/** Makes a workspace, which the actor owns and is its first member; the actor goes on working where they are. */
export async function createWorkspace(actor: Member, transaction: Transaction, title: string): Promise<WorkspaceMeta> {
  const { userId } = actor;
  const created = await transaction.workspace.create({
    data: { id: randomId(20), title, ownerId: userId, memberships: { create: { userId, isAdmin: true, roles: ["PE"] } } },
    select: { id: true, title: true },
  });
  await record(actor, transaction, { workspaceId: created.id, action: "workspaces.create", subject: created.id });
  return created;
}

/** Works in another workspace from now on, in this browser. What a session may do is read with every request: it stays the same session. */
export async function enterWorkspace(actor: Member, database: Database, workspaceId: string): Promise<WorkspaceMeta> {
  const { userId, sessionId } = actor;
  return database.$transaction(async (transaction) => {
    const workspace = await transaction.workspace.findFirst({
      where: { id: workspaceId, memberships: { some: { userId, deactivatedAt: null } } },
      select: { id: true, title: true },
    });
    if (workspace === null) throw notFound();
    if (workspaceId === actor.workspaceId) return workspace;
    await transaction.session.updateMany({ where: { id: sessionId }, data: { workspaceId } });
    await record(actor, transaction, { workspaceId, action: "workspaces.enter", subject: userId });
    return workspace;
  });
}

/** Deletes the actor's workspace for good, with its teams, invitations and what is in its trash. Whoever works there goes on in another workspace of theirs, or is signed out. */
export async function deleteWorkspace(actor: Member, database: Database): Promise<void> {
  const { workspaceId } = actor;
  if (workspaceId === DEFAULT_WORKSPACE) throw new AppError("conflict", "The first workspace of an installation stays: whoever signs up comes there.");
  await database.$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT 1 FROM "Workspace" WHERE "id" = ${workspaceId} FOR UPDATE`;
    const designs = await transaction.designDocument.count({ where: { workspaceId, deletedAt: null } });
    if (designs > 0)
      throw new AppError("conflict", `There ${designs === 1 ? "is a design" : `are ${designs} designs`} in this workspace. Delete ${designs === 1 ? "it" : "them"} first.`);
    const others = await transaction.membership.count({ where: { userId: actor.userId, deactivatedAt: null, workspaceId: { not: workspaceId } } });
    if (others === 0) throw new AppError("conflict", "This is the only workspace that you belong to. Join or make another one first.");
    const members = await transaction.membership.findMany({ where: { workspaceId }, select: { userId: true } });
    await transaction.$executeRaw`
      UPDATE "Session" session SET "workspaceId" = next."workspaceId"
      FROM (
        SELECT DISTINCT ON ("userId") "userId", "workspaceId" FROM "Membership"
        WHERE "workspaceId" <> ${workspaceId} AND "deactivatedAt" IS NULL ORDER BY "userId", "createdAt", "workspaceId"
      ) next
      WHERE next."userId" = session."userId" AND session."workspaceId" = ${workspaceId}`;
    // A design that was taken back from the trash in this very moment keeps the workspace from being deleted.
    await transaction.designDocument.deleteMany({ where: { workspaceId, deletedAt: { not: null } } });
    await transaction.workspace.delete({ where: { id: workspaceId }, select: { id: true } });
    for (const { userId } of members) await endConnectionsOf(transaction, userId);
    await record(actor, transaction, { workspaceId, action: "workspace.delete", subject: workspaceId });
  });
}
