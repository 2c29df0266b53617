import { once } from "node:events";
import { finished } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { applyMigration, MIGRATIONS_TABLE } from "#lib/server/migrate/apply.ts";
import { checksumOf, type Migration, readMigrations } from "#lib/server/migrate/files.ts";
import { migrate, MIGRATION_LOCK } from "#lib/server/migrate/migrate.ts";
import type { PostgresAddress } from "#lib/server/postgres/embedded.ts";
import { type BackupEnd, BackupError, type BackupHeader, type BackupSequence, type BackupTable } from "./format.ts";
import { type BackupPart, readBackup } from "./read-backup.ts";
import { quoted, readTables, SAME_TEXT } from "./tables.ts";

/** What was restored. */
export interface Restored {
  readonly header: BackupHeader;
  /** Rows of each table. */
  readonly rows: BackupEnd["rows"];
  /** Migrations that this version of Lintel has and the backup had not. */
  readonly migrated: readonly string[];
}

/**
 * Fills an empty database from a backup, and brings it up to date. All in one transaction up to the state of the backup: a file that turns
 * out to be damaged leaves the database as empty as it was.
 */
export async function restoreBackup(address: PostgresAddress, path: string): Promise<Restored> {
  const client = new pg.Client({ ...address, connectionTimeoutMillis: 10_000, application_name: "lintel restore" });
  // A connection that breaks fails the query that runs on it; without a listener it would also end the process.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query(SAME_TEXT);
    // A server that starts meanwhile waits, and then finds everything there.
    await client.query("SELECT pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    await refuseUnlessEmpty(client);
    const { header, rows } = await fill(client, path);
    await client.query("COMMIT");
    return { header, rows, migrated: await migrate(address) };
  } finally {
    await client.end();
  }
}

async function refuseUnlessEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ readonly name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S') ORDER BY relkind = 'r' DESC, relname LIMIT 1`,
  );
  const [first] = rows;
  if (first === undefined) return;
  throw new BackupError(
    `The database is not empty: it has "${first.name}". A backup goes into an empty one only, so that nothing is overwritten. Take another folder (LINTEL_DATA) or make another database (DATABASE_URL).`,
  );
}

async function fill(client: pg.Client, path: string): Promise<Pick<Restored, "header" | "rows">> {
  const parts = readBackup(path);
  try {
    const header = (await parts.next()).value;
    if (header === undefined || !("lintelBackup" in header)) throw new BackupError(`${path} is no backup of Lintel.`);
    for (const migration of await migrationsOf(header)) await applyMigration(client, migration);
    const tables = (await readTables(client)).filter(({ table }) => table !== MIGRATIONS_TABLE);
    const putBack = await suspendChecks(client, tables);
    // What a migration puts in is in the backup as well.
    await client.query(
      `TRUNCATE ${quoted(
        client,
        tables.map(({ table }) => table),
      )}`,
    );
    for (let next = await parts.next(); next.done !== true; next = await parts.next()) {
      const part = next.value;
      if ("table" in part) await fillTable(client, part, tables, parts);
      else if ("sequence" in part) await setSequence(client, part);
      else if ("end" in part) {
        // The generator has compared checksum and counts before it gave this part; nothing may follow.
        if ((await parts.next()).done !== true) throw new BackupError(`Something follows after the end of ${path}.`);
        await putBack();
        return { header, rows: part.rows };
      }
    }
    throw new BackupError(`${path} is cut off. Use another backup.`);
  } finally {
    await parts.return(undefined);
  }
}

/** The migrations that the tables of a backup have had. */
async function migrationsOf({ lintel, migrations }: BackupHeader): Promise<readonly Migration[]> {
  const known = new Map((await readMigrations()).map((migration) => [migration.name, migration]));
  return migrations.map(({ name, checksum }) => {
    const migration = known.get(name);
    if (migration === undefined)
      throw new BackupError(`The backup comes from a newer Lintel (${lintel}): this one does not know the step "${name}". Restore with that version or a newer one.`);
    if (checksumOf(migration.sql) !== checksum) throw new BackupError(`The backup comes from another Lintel (${lintel}): its step "${name}" is not the one of this version.`);
    return migration;
  });
}

/** Lets rows come in any order: takes away references between tables and silences triggers. Returns the way to put them back, which checks every row. */
async function suspendChecks(client: pg.Client, tables: readonly BackupTable[]): Promise<() => Promise<void>> {
  const { rows: references } = await client.query<{ readonly table: string; readonly name: string; readonly definition: string }>(`
    SELECT relname AS "table", conname AS "name", pg_get_constraintdef(pg_constraint.oid) AS "definition" FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
    WHERE contype = 'f' AND relnamespace = current_schema()::regnamespace`);
  const name = (text: string): string => client.escapeIdentifier(text);
  for (const { table, name: constraint } of references) await client.query(`ALTER TABLE ${name(table)} DROP CONSTRAINT ${name(constraint)}`);
  for (const { table } of tables) await client.query(`ALTER TABLE ${name(table)} DISABLE TRIGGER USER`);
  return async () => {
    for (const { table } of tables) await client.query(`ALTER TABLE ${name(table)} ENABLE TRIGGER USER`);
    for (const { table, name: constraint, definition } of references) await client.query(`ALTER TABLE ${name(table)} ADD CONSTRAINT ${name(constraint)} ${definition}`);
  };
}

async function fillTable(client: pg.Client, { table, columns }: BackupTable, tables: readonly BackupTable[], parts: AsyncGenerator<BackupPart>): Promise<void> {
  const target = tables.find((candidate) => candidate.table === table);
  if (target === undefined || columns.some((column) => !target.columns.includes(column)))
    throw new BackupError(`The backup has a table "${table}" that its own migrations do not make. It was changed after it was written.`);
  const into = client.query(copyFrom(`COPY ${client.escapeIdentifier(table)} (${quoted(client, columns)}) FROM STDIN`));
  const done = finished(into);
  // Awaited below; until then a failure must not count as unhandled.
  done.catch(() => undefined);
  for (let next = await parts.next(); next.done !== true && "row" in next.value; next = await parts.next()) {
    if (!into.write(next.value.row)) await Promise.race([once(into, "drain"), done]);
  }
  into.end();
  await done;
}

async function setSequence(client: pg.Client, { sequence, last, isCalled }: BackupSequence): Promise<void> {
  await client.query("SELECT setval(quote_ident($1)::regclass, $2::bigint, $3)", [sequence, last, isCalled]);
}
