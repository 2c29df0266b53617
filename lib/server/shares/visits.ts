import { type Attempt, countAttempt, forgiveAttempts } from "#lib/server/accounts/attempts.ts";
import { matchesPassword, type StoredPassword } from "#lib/server/accounts/password.ts";
import type { Grant, Scope } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/database/database.ts";
import { AppError, notFound } from "#lib/server/errors.ts";
import { idOfSecret, makeSecret, matchesSecret } from "./secret.ts";

/*
 * A link's secret is traded once for a visit: a secret of one browser's own. So the password of a link cannot be gone around with the link
 * alone, guests of one link are told apart, and the link itself stands in no cookie.
 */

/** How long a browser is remembered after it was let in; its cookie lasts as long. */
export const VISIT_DAYS = 30;
/** How long a frame in another page goes on without being loaded anew. */
const EMBEDDED_HOURS = 12;

/** What a browser shows and types to be let in. */
export interface Knock {
  readonly secret: string;
  readonly password?: string | undefined;
  /** A frame in another page, where no cookie reaches. */
  readonly isEmbedded?: boolean;
}

/** A visit that began or goes on. */
export interface Visit {
  readonly grant: Grant;
  /** What the browser brings from now on. */
  readonly secret: string;
}

interface OpenVisit extends Grant {
  readonly secretHash: Uint8Array;
  readonly isStale: boolean;
}

/** What visits open now. Asked anew with every request, by the clock of the database: a link that ended opens nothing any more. */
export async function grantsOf(database: Database, secrets: readonly string[]): Promise<readonly Visit[]> {
  const byId = new Map(
    secrets.flatMap((secret) => {
      const id = idOfSecret(secret);
      return id === undefined ? [] : [[id, secret] as const];
    }),
  );
  if (byId.size === 0) return [];
  const visits = await database.$queryRaw<readonly OpenVisit[]>`
    SELECT visit."id" AS "visitId", link."id" AS "linkId", link."designId", visit."secretHash",
      CASE WHEN visit."isEmbedded" THEN 'view' ELSE link."scope"::text END AS "scope",
      visit."lastUsedAt" < now() - interval '1 minute' AS "isStale"
    FROM "ShareVisit" visit JOIN "ShareLink" link ON link."id" = visit."linkId" JOIN "DesignDocument" design ON design."id" = link."designId"
    WHERE visit."id" = ANY(${[...byId.keys()]}) AND visit."expiresAt" > now() AND link."revokedAt" IS NULL AND design."deletedAt" IS NULL
      AND (link."expiresAt" IS NULL OR link."expiresAt" > now())`;
  const mine = visits.filter(({ visitId, secretHash }) => matchesSecret(byId.get(visitId) ?? "", secretHash));
  const stale = mine.filter(({ isStale }) => isStale);
  if (stale.length > 0) await touch(database, stale);
  return mine.map(({ linkId, visitId, designId, scope }) => ({ grant: { linkId, visitId, designId, scope }, secret: byId.get(visitId) ?? "" }));
}

async function touch(database: Database, grants: readonly Grant[]): Promise<void> {
  await database.$executeRaw`UPDATE "ShareVisit" SET "lastUsedAt" = now() WHERE "id" = ANY(${grants.map(({ visitId }) => visitId)})`;
  await database.$executeRaw`UPDATE "ShareLink" SET "lastUsedAt" = now() WHERE "id" = ANY(${grants.map(({ linkId }) => linkId)})`;
}

interface OpenLink {
  readonly linkId: string;
  readonly designId: string;
  readonly scope: Scope;
  readonly secretHash: Uint8Array;
}

/**
 * Opens a share link with its secret, and its password where it has one. A wrong, an expired and a revoked link are answered alike; only whoever
 * has the link learns that a password is asked for.
 * @param known secrets of visits that this browser made before: with one of the same link it goes on, and no password is asked again
 * @param address where guesses at the password come from
 */
export async function enterByLink(database: Database, { secret, password, isEmbedded = false }: Knock, known: readonly string[], address: string): Promise<Visit> {
  const link = await findOpen(database, secret);
  const before = isEmbedded ? undefined : (await grantsOf(database, known)).find(({ grant }) => grant.linkId === link.linkId);
  if (before !== undefined) {
    await touch(database, [before.grant]);
    return before;
  }
  if (isEmbedded && link.scope !== "view") throw new AppError("forbidden", "Only a link to look at a design can be shown in another page. Make one for this page.");
  await askPassword(database, link.linkId, password, address);
  const visit = makeSecret();
  const seconds = isEmbedded ? EMBEDDED_HOURS * 3600 : VISIT_DAYS * 24 * 3600;
  await database.$executeRaw`
    INSERT INTO "ShareVisit" ("id", "linkId", "secretHash", "isEmbedded", "expiresAt")
    VALUES (${visit.id}, ${link.linkId}, ${visit.hash}, ${isEmbedded}, now() + make_interval(secs => ${seconds}::int))`;
  const { linkId, designId, scope } = link;
  const grant = { linkId, designId, scope, visitId: visit.id };
  await touch(database, [grant]);
  return { grant, secret: visit.secret };
}

async function findOpen(database: Database, secret: string): Promise<OpenLink> {
  const [link] = await database.$queryRaw<readonly OpenLink[]>`
    SELECT link."id" AS "linkId", link."designId", link."scope"::text AS "scope", link."secretHash"
    FROM "ShareLink" link JOIN "DesignDocument" design ON design."id" = link."designId"
    WHERE link."id" = ${idOfSecret(secret) ?? ""} AND link."revokedAt" IS NULL AND design."deletedAt" IS NULL AND (link."expiresAt" IS NULL OR link."expiresAt" > now())`;
  if (link === undefined || !matchesSecret(secret, link.secretHash)) throw notFound();
  return link;
}

/** From one place five wrong passwords; from all places together more, so that nobody locks the others out with five guesses. */
const attemptsAt = (linkId: string, address: string): readonly Attempt[] => [
  { about: ["share", linkId, address], points: 5, seconds: 300 },
  { about: ["share", linkId], points: 50, seconds: 900 },
];

async function askPassword(database: Database, linkId: string, password: string | undefined, address: string): Promise<void> {
  const stored: StoredPassword | null = await database.sharePassword.findUnique({
    where: { linkId },
    select: { cost: true, blockSize: true, parallel: true, salt: true, hash: true },
  });
  if (stored === null) return;
  if (password === undefined) throw refused("This link asks for a password. Whoever sent it knows it.");
  const attempts = attemptsAt(linkId, address);
  for (const attempt of attempts) await countAttempt(database, attempt);
  if (!(await matchesPassword(password, stored))) throw refused("This is not the password of this link.");
  const [here] = attempts;
  if (here) await forgiveAttempts(database, here);
}

const refused = (message: string): AppError => new AppError("unauthenticated", message, { fields: { password: message } });
