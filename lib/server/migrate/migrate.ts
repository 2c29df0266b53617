import pg from "pg";
import type { PostgresAddress } from "#lib/server/postgres/embedded.ts";
import { applyMigration, missingOf } from "./apply.ts";
import { readMigrations } from "./files.ts";

/** Number of the lock that a process holds while it migrates, or must not be migrated under; any fixed number will do. */
export const MIGRATION_LOCK = 7_205_831_946;

/**
 * Brings a database up to date; returns the names of the migrations that were applied. Each is one transaction with its record: whoever is
 * killed in the middle leaves the database at the last whole one, and the next start goes on from there.
 * Processes that start together wait for each other: one migrates, the others find nothing left to do.
 */
export async function migrate(address: PostgresAddress): Promise<readonly string[]> {
  const migrations = await readMigrations();
  const client = new pg.Client({ ...address, connectionTimeoutMillis: 10_000, application_name: "lintel migrate" });
  // A connection that breaks fails the query that runs on it; without a listener it would also end the process.
  client.on("error", () => undefined);
  await client.connect();
  try {
    if ((await missingOf(client, migrations)).length === 0) return [];
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const missing = await missingOf(client, migrations);
    for (const migration of missing) {
      await client.query("BEGIN");
      await applyMigration(client, migration);
      await client.query("COMMIT");
    }
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}
