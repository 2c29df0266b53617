import { createHash } from "node:crypto";
import { type Actor, actorName, grantUsed, WRITING_ROLES } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/database/database.ts";
import { readHead } from "#lib/server/designs/log.ts";
import { notFound } from "#lib/server/errors.ts";
import { authorize, may } from "#lib/server/policy.ts";
import { randomId } from "#lib/server/random-id.ts";

/** How long a ticket waits to be used. */
export const TICKET_SECONDS = 30;

/** What a ticket opens. */
export interface Admission {
  readonly designId: string;
  readonly canEdit: boolean;
  /** As the changes made through the connection are recorded. */
  readonly actor: string;
  readonly linkId: string | null;
  readonly userId: string | null;
  /** The name of the account. */
  readonly name: string | null;
  /** The session of whoever is signed in. What it stores needs the session and the membership to be good still, unless a link lets it edit. */
  readonly sessionId: string | null;
  /** Milliseconds until the share link or the session ends by itself, by the clock of the database; nothing when it does not. */
  readonly endsInMs: number | null;
}

/** 134 bits. */
const KEY_LENGTH = 26;
const hashOf = (ticket: string): Uint8Array<ArrayBuffer> => Uint8Array.from(createHash("sha256").update(ticket).digest());

/** Gives an actor who may look at a design a ticket for one connection to it. A connection ends with the share link and the session that it came by. */
export async function issueTicket(actor: Actor, database: Database, designId: string): Promise<string> {
  authorize(actor, "design:view", designId);
  await readHead(database, designId);
  const ticket = `ltk_${randomId(KEY_LENGTH)}`;
  const link = grantUsed(actor, designId)?.linkId ?? null;
  const userId = actor.kind === "local" ? null : (actor.userId ?? null);
  const sessionId = actor.kind === "member" ? actor.sessionId : null;
  const made = await database.$executeRaw`
    INSERT INTO "RealtimeTicket" ("secretHash", "designId", "canEdit", "actor", "linkId", "userId", "sessionId", "expiresAt")
    SELECT ${hashOf(ticket)}, ${designId}, ${may(actor, "design:requirements", designId)}, ${actorName(actor, designId)}, ${link}, ${userId}, ${sessionId}, now() + make_interval(secs => ${TICKET_SECONDS}::int)
    WHERE ${link}::text IS NULL OR EXISTS (
      SELECT 1 FROM "ShareLink" WHERE "id" = ${link} AND "designId" = ${designId} AND "revokedAt" IS NULL AND ("expiresAt" IS NULL OR "expiresAt" > now()))`;
  if (made === 0) throw notFound();
  return ticket;
}

/** Takes a ticket: it opens once, within its time, only while the link or the session that gave it is open, and lets edit only whoever still may. */
export async function redeemTicket(database: Database, ticket: string): Promise<Admission | undefined> {
  const [admission] = await database.$queryRaw<readonly Admission[]>`
    WITH taken AS (DELETE FROM "RealtimeTicket" WHERE "secretHash" = ${hashOf(ticket)} RETURNING *)
    SELECT taken."designId", taken."actor", taken."linkId", taken."userId", account."name", taken."sessionId",
      taken."canEdit" AND (taken."linkId" IS NOT NULL OR taken."sessionId" IS NULL OR membership."isAdmin" OR membership."roles" && ${[...WRITING_ROLES]}::text[]::"Role"[]) AS "canEdit",
      (extract(epoch FROM least(link."expiresAt", session."expiresAt") - now()) * 1000)::float8 AS "endsInMs"
    FROM taken JOIN "DesignDocument" design ON design."id" = taken."designId" LEFT JOIN "ShareLink" link ON link."id" = taken."linkId"
      LEFT JOIN "User" account ON account."id" = taken."userId"
      LEFT JOIN "Session" session ON session."id" = taken."sessionId" AND session."expiresAt" > now()
      LEFT JOIN "Membership" membership ON membership."userId" = session."userId" AND membership."workspaceId" = design."workspaceId" AND membership."deactivatedAt" IS NULL
    WHERE taken."expiresAt" > now() AND design."deletedAt" IS NULL
      AND (taken."sessionId" IS NULL OR session."id" IS NOT NULL) AND (taken."sessionId" IS NULL OR taken."linkId" IS NOT NULL OR membership."userId" IS NOT NULL)
      AND (taken."linkId" IS NULL OR (link."revokedAt" IS NULL AND (link."expiresAt" IS NULL OR link."expiresAt" > now())))`;
  return admission;
}

/** Which of these designs, links and sessions are no longer open. */
export async function endedAmong(
  database: Database,
  designIds: readonly string[],
  linkIds: readonly string[],
  sessionIds: readonly string[],
): Promise<{ readonly designs: readonly string[]; readonly links: readonly string[]; readonly sessions: readonly string[] }> {
  const designs = await database.$queryRaw<readonly { readonly id: string }[]>`
    SELECT asked.id FROM unnest(${designIds}::text[]) AS asked(id) LEFT JOIN "DesignDocument" design ON design."id" = asked.id
    WHERE design."id" IS NULL OR design."deletedAt" IS NOT NULL`;
  const links = await database.$queryRaw<readonly { readonly id: string }[]>`
    SELECT asked.id FROM unnest(${linkIds}::text[]) AS asked(id) LEFT JOIN "ShareLink" link ON link."id" = asked.id
    WHERE link."id" IS NULL OR link."revokedAt" IS NOT NULL OR link."expiresAt" <= now()`;
  const sessions = await database.$queryRaw<readonly { readonly id: string }[]>`
    SELECT asked.id FROM unnest(${sessionIds}::text[]) AS asked(id) LEFT JOIN "Session" session ON session."id" = asked.id
    WHERE session."id" IS NULL OR session."expiresAt" <= now()`;
  return { designs: designs.map(({ id }) => id), links: links.map(({ id }) => id), sessions: sessions.map(({ id }) => id) };
}
