import { createHash } from "node:crypto";
import type { Database } from "#lib/server/database/database.ts";
import { AppError } from "#lib/server/errors.ts";

/** How often something may be tried within a number of seconds. */
interface AttemptLimit {
  readonly points: number;
  readonly seconds: number;
}

/** Something that can be guessed at, and how often it may be. */
export interface Attempt extends AttemptLimit {
  /** What is counted, and whose: only the hash of it is stored. */
  readonly about: readonly string[];
}

/**
 * Counts an attempt, in one statement, so that of any number of simultaneous ones, on any number of processes, exactly as many pass as may.
 * Throws `rate_limited` when there were too many.
 */
export async function countAttempt(database: Database, attempt: Attempt): Promise<void> {
  const [row] = await database.$queryRaw<readonly { readonly points: number; readonly wait: number }[]>`
    INSERT INTO "AttemptCount" AS counted ("key", "points", "expiresAt") VALUES (${keyOf(attempt)}, 1, now() + make_interval(secs => ${attempt.seconds}::int))
    ON CONFLICT ("key") DO UPDATE SET
      "points" = CASE WHEN counted."expiresAt" <= now() THEN 1 ELSE counted."points" + 1 END,
      "expiresAt" = CASE WHEN counted."expiresAt" <= now() THEN excluded."expiresAt" ELSE counted."expiresAt" END
    RETURNING "points", ceil(extract(epoch FROM "expiresAt" - now()))::int AS "wait"`;
  if (row !== undefined && row.points <= attempt.points) return;
  const retryAfter = Math.max(1, row?.wait ?? attempt.seconds);
  const minutes = Math.ceil(retryAfter / 60);
  throw new AppError("rate_limited", `Too many attempts. Wait ${minutes === 1 ? "a minute" : `${minutes} minutes`} and try again.`, { retryAfter });
}

/** Forgets the attempts so far, after one succeeded. */
export async function forgiveAttempts(database: Database, attempt: Attempt): Promise<void> {
  await database.attemptCount.deleteMany({ where: { key: keyOf(attempt) } });
}

const keyOf = ({ about }: Attempt): string => createHash("sha256").update(JSON.stringify(about)).digest("base64url");
