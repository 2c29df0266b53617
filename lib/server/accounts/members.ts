import type { Member, Role } from "#lib/server/actor.ts";
import type { Database, Transaction } from "#lib/server/database/database.ts";
import { AppError, notFound } from "#lib/server/errors.ts";
import { record } from "./audit.ts";
import { endConnectionsOf, endSessionsOf, startSession } from "./sessions.ts";

/** Somebody of a workspace. */
export interface MemberMeta {
  readonly id: string;
  readonly name: string;
  /** Told to administrators only. */
  readonly email: string | null;
  readonly roles: Role[];
  readonly isAdmin: boolean;
  readonly isOwner: boolean;
  readonly deactivatedAt: Date | null;
}

/** Everybody of the workspace, in the order of their names. */
export async function listMembers(actor: Member, database: Database): Promise<MemberMeta[]> {
  const { workspaceId } = actor;
  const found = await database.membership.findMany({
    where: { workspaceId, ...(!actor.isAdmin && { deactivatedAt: null }) },
    orderBy: [{ user: { name: "asc" } }, { userId: "asc" }],
    select: { userId: true, roles: true, isAdmin: true, deactivatedAt: true, user: { select: { name: true, email: true } }, workspace: { select: { ownerId: true } } },
  });
  return found.map(({ userId, roles, isAdmin, deactivatedAt, user, workspace }) => ({
    id: userId,
    name: user.name,
    email: actor.isAdmin || userId === actor.userId ? user.email : null,
    roles,
    isAdmin,
    isOwner: workspace.ownerId === userId,
    deactivatedAt,
  }));
}

/** What may be changed about a member. */
export interface MemberChange {
  readonly roles?: readonly Role[] | undefined;
  readonly isAdmin?: boolean | undefined;
}

/**
 * Gives a member other roles. Whoever becomes an administrator or stops being one signs in anew: a session never carries more or less than it began with.
 * @returns the secret of a new session for the actor, when the change was to themselves
 */
export function changeMember(actor: Member, database: Database, userId: string, { roles, isAdmin }: MemberChange, client: string): Promise<string | undefined> {
  const { workspaceId } = actor;
  return database.$transaction(async (transaction) => {
    const before = await lockMember(transaction, workspaceId, userId);
    if (before.isOwner && isAdmin === false) throw new AppError("conflict", "The owner of a workspace is an administrator. Hand the workspace on first.");
    await transaction.membership.update({
      where: { workspaceId_userId: { workspaceId, userId } },
      data: { ...(roles && { roles: [...roles] }), ...(isAdmin !== undefined && { isAdmin }) },
      select: { userId: true },
    });
    await record(actor, transaction, { workspaceId, action: "members.change", subject: userId, detail: { ...(roles && { roles }), ...(isAdmin !== undefined && { isAdmin }) } });
    if (isAdmin === undefined || isAdmin === before.isAdmin) {
      // Whoever draws right now comes back with the new rights.
      await endConnectionsOf(transaction, userId);
      return undefined;
    }
    await endSessionsOf(transaction, userId, { workspaceId });
    return userId === actor.userId ? startSession(transaction, { userId, workspaceId, client }) : undefined;
  });
}

/** Closes the workspace to a member: every session there ends at once. What the person did stays theirs. */
export async function deactivateMember(actor: Member, database: Database, userId: string): Promise<void> {
  const { workspaceId } = actor;
  await database.$transaction(async (transaction) => {
    const { isOwner } = await lockMember(transaction, workspaceId, userId);
    if (isOwner) throw new AppError("conflict", "The owner of a workspace cannot be shut out of it. Hand the workspace on first.");
    await transaction.$executeRaw`UPDATE "Membership" SET "deactivatedAt" = coalesce("deactivatedAt", now()) WHERE "workspaceId" = ${workspaceId} AND "userId" = ${userId}`;
    await endSessionsOf(transaction, userId, { workspaceId });
    await record(actor, transaction, { workspaceId, action: "members.deactivate", subject: userId });
  });
}

/** Opens the workspace to a member again, with the roles of before. */
export async function reactivateMember(actor: Member, database: Database, userId: string): Promise<void> {
  const { workspaceId } = actor;
  await database.$transaction(async (transaction) => {
    await lockMember(transaction, workspaceId, userId);
    await transaction.membership.update({ where: { workspaceId_userId: { workspaceId, userId } }, data: { deactivatedAt: null }, select: { userId: true } });
    await record(actor, transaction, { workspaceId, action: "members.reactivate", subject: userId });
  });
}

/** Hands the workspace on to another member, who becomes an administrator; the owner of before stays one. Returns the secret of a new session for the actor. */
export function transferWorkspace(actor: Member, database: Database, userId: string, client: string): Promise<string> {
  const { workspaceId } = actor;
  return database.$transaction(async (transaction) => {
    const { deactivatedAt } = await lockMember(transaction, workspaceId, userId);
    if (deactivatedAt !== null) throw new AppError("conflict", "A workspace can be handed on to somebody who may come into it only.");
    if (userId === actor.userId) throw new AppError("conflict", "The workspace is yours already.");
    // The rights were read before the lock; of two hand-overs at the same moment one comes too late.
    const { count } = await transaction.workspace.updateMany({ where: { id: workspaceId, ownerId: actor.userId }, data: { ownerId: userId } });
    if (count === 0) throw new AppError("conflict", "Somebody else owns the workspace by now.");
    await transaction.membership.update({ where: { workspaceId_userId: { workspaceId, userId } }, data: { isAdmin: true }, select: { userId: true } });
    await record(actor, transaction, { workspaceId, action: "workspace.transfer", subject: userId });
    for (const person of [userId, actor.userId]) await endSessionsOf(transaction, person, { workspaceId });
    return startSession(transaction, { userId: actor.userId, workspaceId, client });
  });
}

interface LockedMember {
  readonly isAdmin: boolean;
  readonly isOwner: boolean;
  readonly deactivatedAt: Date | null;
}

/** A member of the workspace; nobody else changes its members until the transaction ends. */
export async function lockMember(transaction: Transaction, workspaceId: string, userId: string): Promise<LockedMember> {
  await transaction.$executeRaw`SELECT 1 FROM "Workspace" WHERE "id" = ${workspaceId} FOR UPDATE`;
  const [found] = await transaction.$queryRaw<readonly LockedMember[]>`
    SELECT membership."isAdmin", membership."deactivatedAt", coalesce(workspace."ownerId" = membership."userId", false) AS "isOwner"
    FROM "Membership" membership JOIN "Workspace" workspace ON workspace."id" = membership."workspaceId"
    WHERE membership."workspaceId" = ${workspaceId} AND membership."userId" = ${userId}`;
  if (found === undefined) throw notFound();
  return found;
}
