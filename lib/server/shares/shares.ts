import { record } from "#lib/server/accounts/audit.ts";
import { hashPassword } from "#lib/server/accounts/password.ts";
import { type Actor, actorName, type Scope } from "#lib/server/actor.ts";
import type { ServerContext } from "#lib/server/context.ts";
import type { Database, Transaction } from "#lib/server/database/database.ts";
import { notify } from "#lib/server/database/notice.ts";
import { readHead } from "#lib/server/designs/log.ts";
import { notFound, wrongField } from "#lib/server/errors.ts";
import { makeSecret } from "./secret.ts";

/** A share link as whoever manages the design sees it: everything but the secret. */
export interface ShareMeta {
  readonly id: string;
  readonly scope: Scope;
  readonly hasPassword: boolean;
  /** Name of the person who made it; nothing when it was whoever sat at the machine. */
  readonly creator: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** Whether it opens the design now, by the clock of the database. */
  readonly isOpen: boolean;
}

/** What a link is to be like. */
export interface NewShare {
  readonly designId: string;
  readonly scope: Scope;
  readonly expiresAt: Date | null;
  /** Has to be typed beside having the link. */
  readonly password: string | null;
}

/** Makes a share link; the secret is told here and never again. */
export async function createShare(actor: Actor, transaction: Transaction, { designId, scope, expiresAt, password }: NewShare): Promise<ShareMeta & { readonly secret: string }> {
  await readHead(transaction, designId);
  const { id, secret, hash } = makeSecret();
  const isStored = await transaction.$executeRaw`
    INSERT INTO "ShareLink" ("id", "designId", "secretHash", "scope", "expiresAt", "createdBy")
    SELECT ${id}, ${designId}, ${hash}, ${scope}::"ShareScope", ${expiresAt}::timestamptz, ${actorName(actor)}
    WHERE ${expiresAt}::timestamptz IS NULL OR ${expiresAt}::timestamptz > now()`;
  if (isStored === 0) throw wrongField("expiresAt", "The link would have ended already. Choose a later moment.");
  if (password !== null) await transaction.sharePassword.create({ data: { linkId: id, ...(await hashPassword(password)) }, select: { linkId: true } });
  await recordShare(actor, transaction, designId, "shares.create", id, scope);
  const [share] = await findShares(transaction, designId, id);
  if (share === undefined) throw new Error("A link that was just made is not there.");
  return { ...share, secret };
}

/** The share links of a design, the newest first. */
export async function listShares(_actor: Actor, { database }: ServerContext, designId: string): Promise<ShareMeta[]> {
  await readHead(database, designId);
  return findShares(database, designId, null);
}

function findShares(database: Database | Transaction, designId: string, only: string | null): Promise<ShareMeta[]> {
  return database.$queryRaw<ShareMeta[]>`
    SELECT link."id", link."scope"::text AS "scope", password."linkId" IS NOT NULL AS "hasPassword", creator."name" AS "creator",
      link."createdAt", link."lastUsedAt", link."expiresAt", link."revokedAt",
      link."revokedAt" IS NULL AND (link."expiresAt" IS NULL OR link."expiresAt" > now()) AS "isOpen"
    FROM "ShareLink" link
      LEFT JOIN "SharePassword" password ON password."linkId" = link."id"
      LEFT JOIN "User" creator ON link."createdBy" = 'user:' || creator."id"
    WHERE link."designId" = ${designId} AND (${only}::text IS NULL OR link."id" = ${only})
    ORDER BY link."createdAt" DESC, link."id" LIMIT 200`;
}

/** Ends a share link at once. Ending it twice is the same as ending it once. */
export async function revokeShare(actor: Actor, { database }: ServerContext, designId: string, shareId: string): Promise<void> {
  await database.$transaction(async (transaction) => {
    const revoked = await transaction.$queryRaw<readonly { readonly scope: Scope }[]>`
      UPDATE "ShareLink" SET "revokedAt" = coalesce("revokedAt", now()) WHERE "id" = ${shareId} AND "designId" = ${designId} RETURNING "scope"::text AS "scope"`;
    const [link] = revoked;
    if (link === undefined) throw notFound();
    await recordShare(actor, transaction, designId, "shares.revoke", shareId, link.scope);
    // Whoever looks at the design through this link right now is sent away, by whichever process.
    await notify(transaction, { kind: "link", linkId: shareId });
  });
}

async function recordShare(actor: Actor, transaction: Transaction, designId: string, action: string, shareId: string, scope: Scope): Promise<void> {
  const { workspaceId } = await transaction.designDocument.findUniqueOrThrow({ where: { id: designId }, select: { workspaceId: true } });
  await record(actor, transaction, { workspaceId, action, subject: shareId, detail: { scope, designId } });
}
