import pg from "pg";
import type { PostgresAddress } from "#lib/server/postgres/embedded.ts";
import { checksumOf, readMigrations } from "./files.ts";

/** Number of the lock that a process holds while it migrates, or must not be migrated under; any fixed number will do. */
export const MIGRATION_LOCK = 7_205_831_946;

/**
 * Brings a database up to date; returns the names of the migrations that were applied.
 * Processes that start together wait for each other: one migrates, the others find nothing left to do.
 */
export async function migrate(address: PostgresAddress): Promise<readonly string[]> {
  const client = new pg.Client({ ...address, connectionTimeoutMillis: 10_000 });
  // A connection that breaks fails the query that runs on it; without a listener it would also end the process.
  client.on("error", () => undefined);
  await client.connect();
  try {
    if (await isUpToDate(client)) return [];
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    // The engine takes some tenths of a second to load, which a start with nothing to migrate is spared.
    const { applyMissing } = await import("./engine.ts");
    return await applyMissing(address);
  } finally {
    await client.end();
  }
}

/** Whether every migration was applied, whole and as it is written today. */
async function isUpToDate(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ exists: boolean }>(`SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS "exists"`);
  if (rows[0]?.exists !== true) return false;
  const applied = await client.query<{ migration_name: string; checksum: string }>(
    'SELECT migration_name, checksum FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  const checksums = new Map(applied.rows.map((row) => [row.migration_name, row.checksum]));
  return (await readMigrations()).every(({ name, sql }) => checksums.get(name) === checksumOf(sql));
}
