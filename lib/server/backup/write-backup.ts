import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { MIGRATIONS_TABLE } from "#lib/server/migrate/apply.ts";
import { MIGRATION_LOCK } from "#lib/server/migrate/migrate.ts";
import type { PostgresAddress } from "#lib/server/postgres/embedded.ts";
import { BACKUP_VERSION, type BackupEnd, BackupError, type BackupHeader, type BackupTable, ROWS_END } from "./format.ts";
import { quoted, readSequences, readTables, SAME_TEXT } from "./tables.ts";

/** How a backup is made. */
export interface WriteOptions {
  /** Told the name of the snapshot that is saved, so that somebody else can look at the same moment. */
  readonly onSnapshot?: (name: string) => Promise<void>;
}

/**
 * Saves a database as it is at one moment. Others go on reading and writing meanwhile; only migrations wait.
 * @returns the number of rows of each table
 */
export async function writeBackup(address: PostgresAddress, sink: Writable, { onSnapshot }: WriteOptions = {}): Promise<BackupEnd["rows"]> {
  const client = new pg.Client({ ...address, connectionTimeoutMillis: 10_000, application_name: "lintel backup" });
  // A connection that breaks fails the query that runs on it; without a listener it would also end the process.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await client.query(SAME_TEXT);
    await client.query("SELECT pg_advisory_xact_lock_shared($1)", [MIGRATION_LOCK]);
    if (onSnapshot !== undefined) {
      const { rows } = await client.query<{ readonly name: string }>("SELECT pg_export_snapshot() AS name");
      await onSnapshot(rows[0]?.name ?? "");
    }
    const rows: Record<string, number> = {};
    await pipeline(linesOf(client, rows), createGzip(), sink);
    await client.query("COMMIT");
    return rows;
  } finally {
    await client.end();
  }
}

async function* linesOf(client: pg.Client, rows: Record<string, number>): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  const hashed = (bytes: Uint8Array): Uint8Array => {
    hash.update(bytes);
    return bytes;
  };
  yield hashed(line(await headerOf(client)));
  for (const table of await readTables(client)) {
    if (table.table === MIGRATIONS_TABLE) continue;
    rows[table.table] = 0;
    yield hashed(line(table));
    for await (const chunk of copyOf(client, table)) {
      rows[table.table] = (rows[table.table] ?? 0) + lineEndsIn(chunk);
      yield hashed(chunk);
    }
    yield hashed(Buffer.from(`${ROWS_END}\n`));
  }
  for (const sequence of await readSequences(client)) yield hashed(line(sequence));
  yield line({ end: true, rows, sha256: hash.digest("hex") } satisfies BackupEnd);
}

async function headerOf(client: pg.Client): Promise<BackupHeader> {
  const tables = (await readTables(client)).map(({ table }) => table);
  if (!tables.includes(MIGRATIONS_TABLE) || !tables.includes("Instance")) throw new BackupError("There is nothing to save: this database never belonged to a Lintel.");
  const { rows: migrations } = await client.query<BackupHeader["migrations"][number]>(
    `SELECT migration_name AS name, checksum FROM ${client.escapeIdentifier(MIGRATIONS_TABLE)} WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name COLLATE "C"`,
  );
  const { rows: about } = await client.query<{ readonly postgres: string; readonly madeAt: Date; readonly instance: string | null }>(
    `SELECT current_setting('server_version') AS postgres, now() AS "madeAt", (SELECT "id" FROM "Instance" LIMIT 1) AS instance`,
  );
  const [{ postgres, madeAt, instance } = { postgres: "", madeAt: new Date(0), instance: null }] = about;
  return { lintelBackup: BACKUP_VERSION, lintel: await versionOfLintel(), madeAt: madeAt.toISOString(), postgres, instance, migrations };
}

async function versionOfLintel(): Promise<string> {
  // Our own file.
  const { version } = JSON.parse(await readFile(new URL("../../../package.json", import.meta.url), "utf8")) as { readonly version: string };
  return version;
}

const copyOf = (client: pg.Client, { table, columns }: BackupTable): AsyncIterable<Buffer> =>
  client.query(copyTo(`COPY ${client.escapeIdentifier(table)} (${quoted(client, columns)}) TO STDOUT`));

const line = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value)}\n`);

/** Each row is a line: COPY writes a line end inside a value as \n. */
function lineEndsIn(chunk: Uint8Array): number {
  let count = 0;
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count += 1;
  return count;
}
