import { fileURLToPath } from "node:url";
import process from "node:process";
import { isUnreachable } from "#lib/server/database/database.ts";
import { alreadyRunning, releaseInstanceLock, runningInstance, takeInstanceLock } from "#lib/server/instance-lock.mjs";
import { EmbeddedPostgres, type PostgresAddress } from "#lib/server/postgres/embedded.ts";
import { readSettings } from "#lib/server/settings.ts";
import { StartError } from "#lib/server/start-error.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/**
 * Works on the database that a server with the present variables would use.
 * The embedded one is started for it, unless a server runs already: then it is used `beside` that, or the work is refused.
 */
export async function withDatabase<Result>(company: "alone" | "beside a server", work: (address: PostgresAddress) => Promise<Result>): Promise<Result> {
  const { dataFolder, databaseUrl } = readSettings(process.env, ROOT);
  if (databaseUrl !== undefined) {
    return work({ connectionString: databaseUrl }).catch((cause: unknown) => {
      if (!isUnreachable(cause)) throw cause;
      throw new StartError(`No database answers at DATABASE_URL (${cause instanceof Error ? cause.message : String(cause)}).`, { cause });
    });
  }
  const start = (): Promise<EmbeddedPostgres> => EmbeddedPostgres.start({ dataFolder, root: ROOT, notice: () => undefined });
  if (company === "beside a server" && runningInstance(dataFolder) !== undefined) return work((await start()).address);
  const holder = takeInstanceLock(dataFolder);
  if (holder !== undefined) throw new StartError(alreadyRunning(holder, dataFolder));
  process.on("exit", () => releaseInstanceLock(dataFolder));
  const postgres = await start();
  try {
    return await work(postgres.address);
  } finally {
    await postgres.stop();
  }
}
