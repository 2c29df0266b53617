import * as z from "zod";
import { StartError } from "#lib/server/start-error.ts";

/*
 * A backup is a gzip file of lines (docs/operating.md describes it for people):
 *
 *   header        what it is, and which migrations the tables have had
 *   table         name and columns, then a line for each row in the text format of PostgreSQL's COPY, then the line \.
 *   sequence      where a counter stands
 *   end           rows of each table, and the SHA-256 of everything before this line
 *
 * Every line but the rows is a JSON object.
 */

/** Version of the format; a reader refuses newer ones. */
export const BACKUP_VERSION = 1;

/** Ends the rows of a table. No row looks like that: COPY writes a backslash twice. */
export const ROWS_END = "\\.";

const migration = z.strictObject({ name: z.string(), checksum: z.string() });

const header = z.object({
  /** Version of the format. */
  lintelBackup: z.int().positive(),
  /** Version of Lintel that wrote it. */
  lintel: z.string(),
  madeAt: z.iso.datetime(),
  postgres: z.string(),
  /** Id of the installation. */
  instance: z.string().nullable(),
  migrations: z.array(migration).min(1),
});
const table = z.strictObject({ table: z.string(), columns: z.array(z.string()).min(1) });
const sequence = z.strictObject({ sequence: z.string(), last: z.string().regex(/^-?\d+$/), isCalled: z.boolean() });
const end = z.strictObject({ end: z.literal(true), rows: z.record(z.string(), z.int().nonnegative()), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** A line of a backup that is no row. */
export const backupLine = { header, table, sequence, end, afterHeader: z.union([table, sequence, end]) } as const;

/** What stands at the beginning of a backup. */
export type BackupHeader = z.output<typeof header>;
/** What stands before the rows of a table. */
export type BackupTable = z.output<typeof table>;
/** Where a counter stands. */
export type BackupSequence = z.output<typeof sequence>;
/** What stands at the end of a backup. */
export type BackupEnd = z.output<typeof end>;

/** A backup that cannot be used, or a database that it cannot go into. The message says what to do. */
export class BackupError extends StartError {}
