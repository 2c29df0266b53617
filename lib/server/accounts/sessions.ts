import type { Member, Role } from "#lib/server/actor.ts";
import type { Database, Transaction } from "#lib/server/database/database.ts";
import { notify } from "#lib/server/database/notice.ts";
import { notFound } from "#lib/server/errors.ts";
import { idOfSecret, makeLongSecret, matchesSecret } from "#lib/server/shares/secret.ts";
import { record } from "./audit.ts";

/** A session ends this long after it began, whatever happens. */
export const SESSION_DAYS = 30;
/** A session ends earlier when it is not used for this long. */
const IDLE_DAYS = 7;
/** How exactly the last use is known. */
const TOUCH_SECONDS = 60;

/** A session as its owner sees it. */
export interface SessionMeta {
  readonly id: string;
  readonly client: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
}

/** Begins a session; the secret is told here and never again. */
export async function startSession(
  transaction: Database | Transaction,
  { userId, workspaceId, client }: { readonly userId: string; readonly workspaceId: string; readonly client: string },
): Promise<string> {
  const { id, secret, hash } = makeLongSecret();
  await transaction.$executeRaw`
    INSERT INTO "Session" ("id", "userId", "workspaceId", "secretHash", "client", "expiresAt")
    VALUES (${id}, ${userId}, ${workspaceId}, ${hash}, ${client.slice(0, 200)}, now() + make_interval(days => ${SESSION_DAYS}::int))`;
  return secret;
}

interface FoundSession {
  readonly id: string;
  readonly userId: string;
  readonly workspaceId: string;
  readonly secretHash: Uint8Array;
  readonly roles: readonly Role[];
  readonly isAdmin: boolean;
  readonly isOwner: boolean;
  readonly isStale: boolean;
}

/**
 * Who has the secret of a session, with the rights of this moment: asked anew with every request, by the clock of the database.
 * Undefined when the session ended, or the person is no member any more.
 */
export async function memberOf(database: Database, secret: string): Promise<Omit<Member, "grants"> | undefined> {
  const id = idOfSecret(secret);
  if (id === undefined) return undefined;
  const [found] = await database.$queryRaw<readonly FoundSession[]>`
    SELECT session."id", session."userId", session."workspaceId", session."secretHash", membership."roles"::text[] AS "roles", membership."isAdmin",
      coalesce(workspace."ownerId" = session."userId", false) AS "isOwner", session."lastUsedAt" < now() - make_interval(secs => ${TOUCH_SECONDS}::int) AS "isStale"
    FROM "Session" session
      JOIN "Membership" membership ON membership."userId" = session."userId" AND membership."workspaceId" = session."workspaceId"
      JOIN "Workspace" workspace ON workspace."id" = session."workspaceId"
    WHERE session."id" = ${id} AND membership."deactivatedAt" IS NULL
      AND session."expiresAt" > now() AND session."lastUsedAt" > now() - make_interval(days => ${IDLE_DAYS}::int)`;
  if (found === undefined || !matchesSecret(secret, found.secretHash)) return undefined;
  if (found.isStale) await database.$executeRaw`UPDATE "Session" SET "lastUsedAt" = now() WHERE "id" = ${id}`;
  const { userId, workspaceId, roles, isAdmin, isOwner } = found;
  return { kind: "member", userId, sessionId: id, workspaceId, roles, isAdmin, isOwner };
}

/** The sessions of a person that have not ended, the last used first. */
export function listSessions(database: Database, userId: string): Promise<SessionMeta[]> {
  return database.$queryRaw<SessionMeta[]>`
    SELECT "id", "client", "createdAt", "lastUsedAt", "expiresAt" FROM "Session"
    WHERE "userId" = ${userId} AND "expiresAt" > now() AND "lastUsedAt" > now() - make_interval(days => ${IDLE_DAYS}::int)
    ORDER BY "lastUsedAt" DESC, "id"`;
}

/** Ends one session of a person at once. */
export async function endSession(database: Database | Transaction, userId: string, sessionId: string): Promise<void> {
  const { count } = await database.session.deleteMany({ where: { id: sessionId, userId } });
  if (count === 0) throw notFound();
  await endConnectionsOf(database, userId);
}

/** Signs a person out of a browser of theirs. */
export async function revokeSession(actor: Member, database: Database, sessionId: string): Promise<void> {
  const { userId, workspaceId } = actor;
  await database.$transaction(async (transaction) => {
    await endSession(transaction, userId, sessionId);
    await record(actor, transaction, { workspaceId, action: "sessions.revoke", subject: sessionId });
  });
}

/** Closes the live connections of a person, on every process, and takes back the tickets to new ones; whoever still has a session comes back at once. */
export async function endConnectionsOf(database: Database | Transaction, userId: string): Promise<void> {
  await database.$executeRaw`DELETE FROM "RealtimeTicket" WHERE "userId" = ${userId}`;
  await notify(database, { kind: "user", userId });
}

/** Ends the sessions of a person: all, or those in one workspace, or all but one. */
export async function endSessionsOf(transaction: Database | Transaction, userId: string, only: { readonly workspaceId?: string; readonly but?: string } = {}): Promise<void> {
  await transaction.session.deleteMany({
    where: { userId, ...(only.workspaceId !== undefined && { workspaceId: only.workspaceId }), ...(only.but !== undefined && { id: { not: only.but } }) },
  });
  await endConnectionsOf(transaction, userId);
}

/** Deletes what has ended; nothing of it could be used any more. */
export async function tidySessions(database: Database): Promise<void> {
  await database.$executeRaw`DELETE FROM "Session" WHERE "expiresAt" < now() OR "lastUsedAt" < now() - make_interval(days => ${IDLE_DAYS}::int)`;
}
