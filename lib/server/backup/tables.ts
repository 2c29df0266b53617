import type pg from "pg";
import type { BackupSequence, BackupTable } from "./format.ts";

/** So that the same value is the same text on every server. */
export const SAME_TEXT =
  "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'iso_8601'; SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = 'hex'";

/** Names in a statement. */
export const quoted = (client: pg.ClientBase, names: readonly string[]): string => names.map((name) => client.escapeIdentifier(name)).join(", ");

/** The tables of a database with the columns that are stored, by name. */
export async function readTables(client: pg.ClientBase): Promise<readonly BackupTable[]> {
  const { rows } = await client.query<BackupTable>(`
    SELECT relname AS "table", array_agg(attname::text ORDER BY attnum) AS "columns"
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    GROUP BY relname ORDER BY relname COLLATE "C"`);
  return rows;
}

/** The counters of a database, by name. */
export async function readSequences(client: pg.ClientBase): Promise<readonly BackupSequence[]> {
  const { rows } = await client.query<{ readonly name: string }>(`
    SELECT relname AS "name" FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'S' ORDER BY relname COLLATE "C"`);
  const sequences: BackupSequence[] = [];
  for (const { name } of rows) {
    const { rows: states } = await client.query<BackupSequence>(
      `SELECT $1::text AS "sequence", last_value::text AS "last", is_called AS "isCalled" FROM ${client.escapeIdentifier(name)}`,
      [name],
    );
    sequences.push(...states);
  }
  return sequences;
}
