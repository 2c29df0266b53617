import { actorName, type Member, type Role } from "#lib/server/actor.ts";
import type { Database, Transaction } from "#lib/server/database/database.ts";
import { AppError, notFound, wrongField } from "#lib/server/errors.ts";
import { idOfSecret, makeSecret, matchesSecret } from "#lib/server/shares/secret.ts";
import { record } from "./audit.ts";

/** An invitation as administrators see it: everything but the secret. */
export interface InvitationMeta {
  readonly id: string;
  readonly roles: Role[];
  readonly isAdmin: boolean;
  readonly email: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** What somebody is invited to. */
export interface InvitationOffer {
  readonly id: string;
  readonly workspaceId: string;
  readonly workspaceTitle: string;
  readonly roles: Role[];
  readonly isAdmin: boolean;
  readonly email: string | null;
}

/** Makes an invitation; the secret is told here and never again. */
export async function createInvitation(
  actor: Member,
  transaction: Transaction,
  { roles, isAdmin, email, expiresInDays }: { readonly roles: readonly Role[]; readonly isAdmin: boolean; readonly email: string | null; readonly expiresInDays: number },
): Promise<InvitationMeta & { readonly secret: string }> {
  const { id, secret, hash } = makeSecret();
  const [created] = await transaction.$queryRaw<readonly InvitationMeta[]>`
    INSERT INTO "Invitation" ("id", "workspaceId", "secretHash", "roles", "isAdmin", "email", "createdBy", "expiresAt")
    VALUES (${id}, ${actor.workspaceId}, ${hash}, ${roles}::text[]::"Role"[], ${isAdmin}, ${email}, ${actorName(actor)}, now() + make_interval(days => ${expiresInDays}::int))
    RETURNING "id", "roles"::text[] AS "roles", "isAdmin", "email", "createdAt", "expiresAt"`;
  if (created === undefined) throw new Error("An inserted row was not returned.");
  await record(actor, transaction, { workspaceId: actor.workspaceId, action: "invitations.create", subject: id, detail: { roles, isAdmin, email } });
  return { ...created, secret };
}

/** The invitations of a workspace that can still be accepted, the newest first. */
export function listInvitations(database: Database, workspaceId: string): Promise<InvitationMeta[]> {
  return database.$queryRaw<InvitationMeta[]>`
    SELECT "id", "roles"::text[] AS "roles", "isAdmin", "email", "createdAt", "expiresAt" FROM "Invitation"
    WHERE "workspaceId" = ${workspaceId} AND "acceptedAt" IS NULL AND "revokedAt" IS NULL AND "expiresAt" > now()
    ORDER BY "createdAt" DESC, "id" LIMIT 200`;
}

/** Ends an invitation at once. Ending it twice is the same as ending it once. */
export async function revokeInvitation(actor: Member, database: Database, invitationId: string): Promise<void> {
  await database.$transaction(async (transaction) => {
    const revoked = await transaction.$executeRaw`
      UPDATE "Invitation" SET "revokedAt" = coalesce("revokedAt", now()) WHERE "id" = ${invitationId} AND "workspaceId" = ${actor.workspaceId}`;
    if (revoked === 0) throw notFound();
    await record(actor, transaction, { workspaceId: actor.workspaceId, action: "invitations.revoke", subject: invitationId });
  });
}

/**
 * What the secret of an invitation opens now. A wrong, an accepted, an ended and an expired one are answered alike.
 * Inside a transaction nobody else can accept it until the transaction ends.
 */
export async function readInvitation(database: Database | Transaction, secret: string): Promise<InvitationOffer> {
  const id = idOfSecret(secret);
  const { secretHash, ...offer } = await readOpen(database, id);
  if (!matchesSecret(secret, secretHash)) throw notFound();
  return offer;
}

/** The same for an invitation whose secret was shown before. */
export async function readInvitationById(transaction: Transaction, id: string): Promise<InvitationOffer> {
  const { secretHash: _hash, ...offer } = await readOpen(transaction, id);
  return offer;
}

async function readOpen(database: Database | Transaction, id: string | undefined): Promise<InvitationOffer & { readonly secretHash: Uint8Array }> {
  if (id === undefined) throw notFound();
  const [found] = await database.$queryRaw<readonly (InvitationOffer & { readonly secretHash: Uint8Array })[]>`
    SELECT invitation."id", invitation."workspaceId", workspace."title" AS "workspaceTitle", invitation."roles"::text[] AS "roles", invitation."isAdmin",
      invitation."email", invitation."secretHash"
    FROM "Invitation" invitation JOIN "Workspace" workspace ON workspace."id" = invitation."workspaceId"
    WHERE invitation."id" = ${id} AND invitation."acceptedAt" IS NULL AND invitation."revokedAt" IS NULL AND invitation."expiresAt" > now()
    FOR UPDATE OF invitation`;
  if (found === undefined) throw notFound();
  return found;
}

/** Makes a person a member by an invitation that `readInvitation` has just returned in the same transaction. */
export async function acceptInvitation(transaction: Transaction, offer: InvitationOffer, person: { readonly id: string; readonly email: string }): Promise<void> {
  if (offer.email !== null && offer.email !== person.email) throw wrongField("email", "The invitation is for another address.");
  const { workspaceId, roles, isAdmin } = offer;
  const known = await transaction.membership.findUnique({ where: { workspaceId_userId: { workspaceId, userId: person.id } }, select: { userId: true } });
  if (known !== null) throw new AppError("conflict", "You are a member of this workspace already. If your account there is closed, an administrator can open it again.");
  await transaction.membership.create({ data: { workspaceId, userId: person.id, roles: [...roles], isAdmin }, select: { userId: true } });
  await transaction.$executeRaw`UPDATE "Invitation" SET "acceptedAt" = now() WHERE "id" = ${offer.id}`;
  await record(`user:${person.id}`, transaction, { workspaceId, action: "invitations.accept", subject: offer.id, detail: { roles, isAdmin } });
}
