import * as z from "zod";
import { tidySessions } from "./accounts/sessions.ts";
import type { ServerContext } from "./context.ts";
import type { Database } from "./database/database.ts";
import { defineJob } from "./job.ts";
import { ANSWER_HOURS } from "./idempotency.ts";
import { thinVersions } from "./versions/thin.ts";

const EVERY_MS = 3_600_000;
/** How long a deleted design can be restored. */
const RESTORABLE_DAYS = 30;

/** Deletes for good what its time has come for. */
export const tidyUp = defineJob({ id: "housekeeping.tidy", input: z.object({}), handle: (_input, database: Database) => tidy(database) });

/** Throws away, once an hour, what was kept for a limited time. */
export class Housekeeping {
  readonly #timer: NodeJS.Timeout;

  constructor({ background, database }: ServerContext) {
    const start = (): void => background.start(tidyUp, {}, database);
    start();
    this.#timer = setInterval(start, EVERY_MS).unref();
  }

  /** Starts no more work. */
  stop(): void {
    clearInterval(this.#timer);
  }
}

/** Everything by the clock of the database. */
async function tidy(database: Database): Promise<void> {
  await database.$executeRaw`DELETE FROM "IdempotentAnswer" WHERE "createdAt" < now() - make_interval(hours => ${ANSWER_HOURS}::int)`;
  await database.$executeRaw`DELETE FROM "RealtimeTicket" WHERE "expiresAt" < now()`;
  await tidySessions(database);
  await database.$executeRaw`DELETE FROM "ShareVisit" WHERE "expiresAt" < now()`;
  await database.$executeRaw`DELETE FROM "AttemptCount" WHERE "expiresAt" < now()`;
  await database.$executeRaw`DELETE FROM "PasswordReset" WHERE "expiresAt" < now()`;
  await database.$executeRaw`DELETE FROM "DesignDocument" WHERE "deletedAt" < now() - make_interval(days => ${RESTORABLE_DAYS}::int)`;
  await thinVersions(database);
}
