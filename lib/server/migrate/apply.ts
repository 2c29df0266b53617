import { randomUUID } from "node:crypto";
import type pg from "pg";
import { StartError } from "#lib/server/start-error.ts";
import { checksumOf, type Migration } from "./files.ts";

/** Prisma's own record of what was applied; ours is the same, so that its tools can go on from here. */
export const MIGRATIONS_TABLE = "_prisma_migrations";

/** Which of the migrations a database lacks, in order. Refuses a database that these migrations did not make. */
export async function missingOf(client: pg.ClientBase, migrations: readonly Migration[]): Promise<readonly Migration[]> {
  const { rows } = await client.query<{ exists: boolean }>(`SELECT to_regclass('"${MIGRATIONS_TABLE}"') IS NOT NULL AS "exists"`);
  if (rows[0]?.exists !== true) return migrations;
  const applied = await client.query<{ readonly name: string; readonly checksum: string; readonly isFinished: boolean }>(
    `SELECT migration_name AS "name", checksum, finished_at IS NOT NULL AS "isFinished" FROM "${MIGRATIONS_TABLE}" WHERE rolled_back_at IS NULL`,
  );
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const done = new Set<string>();
  for (const { name, checksum, isFinished } of applied.rows) {
    const migration = known.get(name);
    if (migration === undefined)
      throw new StartError(`A newer Lintel has used this database: this one does not know its step "${name}". Start that version, or restore a backup of before.`);
    if (!isFinished) throw new StartError(`Somebody began the step "${name}" of this database and did not finish it. Restore a backup of before.`);
    if (checksum !== checksumOf(migration.sql)) throw new StartError(`Another Lintel has used this database: its step "${name}" is not the one of this version.`);
    done.add(name);
  }
  return migrations.filter(({ name }) => !done.has(name));
}

/** Applies a migration and records it. Belongs into a transaction, so that there is never one without the other. */
export async function applyMigration(client: pg.ClientBase, { name, sql }: Migration): Promise<void> {
  await client.query(`CREATE TABLE IF NOT EXISTS "${MIGRATIONS_TABLE}" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ, "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT, "rolled_back_at" TIMESTAMPTZ, "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`);
  await client.query(sql);
  await client.query(`INSERT INTO "${MIGRATIONS_TABLE}" ("id", "checksum", "finished_at", "migration_name", "applied_steps_count") VALUES ($1, $2, clock_timestamp(), $3, 1)`, [
    randomUUID(),
    checksumOf(sql),
    name,
  ]);
}
