import { type Actor, actorName, type Grant } from "#lib/server/actor.ts";
import type { ServerContext } from "#lib/server/context.ts";
import type { Database, Transaction } from "#lib/server/database/database.ts";
import { notify } from "#lib/server/database/notice.ts";
import { notFound } from "#lib/server/errors.ts";
import { readHead } from "#lib/server/designs/log.ts";
import { idOfSecret, makeSecret, matchesSecret } from "./secret.ts";

/** A share link as its owner sees it: everything but the secret. */
export interface ShareMeta {
  readonly id: string;
  readonly scope: "view";
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

const META = { id: true, scope: true, createdAt: true, lastUsedAt: true, expiresAt: true, revokedAt: true } as const;

/** Makes a share link; the secret is told here and never again. */
export async function createShare(
  actor: Actor,
  transaction: Transaction,
  { designId, scope, expiresAt }: { readonly designId: string; readonly scope: "view"; readonly expiresAt: Date | null },
): Promise<ShareMeta & { readonly secret: string }> {
  await readHead(transaction, designId);
  const { id, secret, hash } = makeSecret();
  const share = await transaction.shareLink.create({ data: { id, designId, secretHash: hash, scope, expiresAt, createdBy: actorName(actor) }, select: META });
  return { ...share, secret };
}

/** The share links of a design, the newest first. */
export async function listShares(_actor: Actor, { database }: ServerContext, designId: string): Promise<ShareMeta[]> {
  await readHead(database, designId);
  return database.shareLink.findMany({ where: { designId }, orderBy: [{ createdAt: "desc" }, { id: "asc" }], take: 200, select: META });
}

/** Ends a share link at once. Ending it twice is the same as ending it once. */
export async function revokeShare(_actor: Actor, { database }: ServerContext, designId: string, shareId: string): Promise<void> {
  await database.$transaction(async (transaction) => {
    const revoked = await transaction.$executeRaw`
      UPDATE "ShareLink" SET "revokedAt" = coalesce("revokedAt", now()) WHERE "id" = ${shareId} AND "designId" = ${designId}`;
    if (revoked === 0) throw notFound();
    // Whoever looks at the design through this link right now is sent away, by whichever process.
    await notify(transaction, { kind: "link", linkId: shareId });
  });
}

interface OpenLink extends Grant {
  readonly secretHash: Uint8Array;
}

/** What secrets open now. Asked anew with every request, by the clock of the database: a link that ended opens nothing any more. */
export async function grantsOf(database: Database, secrets: readonly string[]): Promise<readonly (Grant & { readonly secret: string })[]> {
  const byId = new Map(
    secrets.flatMap((secret) => {
      const id = idOfSecret(secret);
      return id === undefined ? [] : [[id, secret] as const];
    }),
  );
  if (byId.size === 0) return [];
  const links = await database.$queryRaw<readonly OpenLink[]>`
    SELECT link."id" AS "linkId", link."designId", link."scope"::text AS "scope", link."secretHash"
    FROM "ShareLink" link JOIN "DesignDocument" design ON design."id" = link."designId"
    WHERE link."id" = ANY(${[...byId.keys()]}) AND link."revokedAt" IS NULL AND design."deletedAt" IS NULL
      AND (link."expiresAt" IS NULL OR link."expiresAt" > now())`;
  return links.flatMap(({ secretHash, ...grant }) => {
    const secret = byId.get(grant.linkId) ?? "";
    return matchesSecret(secret, secretHash) ? [{ ...grant, secret }] : [];
  });
}

/** Opens a share link with its secret. A wrong, an expired and a revoked one are answered alike. */
export async function exchangeSecret(_actor: Actor, { database }: ServerContext, secret: string): Promise<Grant> {
  const [grant] = await grantsOf(database, [secret]);
  if (grant === undefined) throw notFound();
  await database.$executeRaw`UPDATE "ShareLink" SET "lastUsedAt" = now() WHERE "id" = ${grant.linkId}`;
  return { linkId: grant.linkId, designId: grant.designId, scope: grant.scope };
}
