import { open, rename, rm, stat } from "node:fs/promises";
import type { BackupEnd } from "#lib/server/backup/format.ts";
import { readBackup } from "#lib/server/backup/read-backup.ts";
import { restoreBackup } from "#lib/server/backup/restore-backup.ts";
import { writeBackup } from "#lib/server/backup/write-backup.ts";
import { migrate } from "#lib/server/migrate/migrate.ts";
import { StartError } from "#lib/server/start-error.ts";
import { withDatabase } from "./with-database.ts";

/** Tells the user what was done. */
type Say = (line: string) => void;

/** Saves the database in a file that only its owner may read. The file has its name only when it is whole. */
export async function backup(path: string, say: Say): Promise<void> {
  if (await isThere(path)) throw new StartError(`${path} exists already. Choose another name; a backup is not overwritten.`);
  const draft = `${path}.part`;
  try {
    await rm(draft, { force: true });
    // Never a file, or a link to one, that somebody else put there.
    const file = await open(draft, "wx", 0o600);
    const rows = await withDatabase("beside a server", (address) => writeBackup(address, file.createWriteStream({ flush: true })));
    await rename(draft, path);
    say(`Saved ${summary(rows)} in ${path} (${sizeOf((await stat(path)).size)}). Keep it where only you can read it: it holds every design, and who has which account.`);
  } catch (error) {
    await rm(draft, { force: true });
    throw isFileError(error) ? new StartError(`${path} cannot be written (${error.code}).`, { cause: error }) : error;
  }
}

/** Reads a backup to its end without restoring it. */
export async function check(path: string, say: Say): Promise<void> {
  let about = "";
  for await (const part of readBackup(path)) {
    if ("lintelBackup" in part) about = `made on ${part.madeAt} by Lintel ${part.lintel} with PostgreSQL ${part.postgres}`;
    else if ("end" in part) say(`${path} is whole: ${summary(part.rows)}, ${about}.`);
  }
}

/** Fills the empty database from a backup. */
export async function restore(path: string, say: Say): Promise<void> {
  const { header, rows, migrated } = await withDatabase("alone", (address) => restoreBackup(address, path));
  say(`Restored ${summary(rows)} from the backup of ${header.madeAt}.`);
  if (migrated.length > 0) say(`Brought up to date: ${migrated.join(", ")}.`);
  say("The next start asks what the copy is for: LINTEL_COPY=replaces npm start when the original does not run any more, LINTEL_COPY=beside npm start when it does.");
}

/** Brings the database up to date. */
export async function upgrade(say: Say): Promise<void> {
  const applied = await withDatabase("alone", (address) => migrate(address));
  say(applied.length === 0 ? "The database is up to date." : `Brought up to date: ${applied.join(", ")}.`);
}

const summary = (rows: BackupEnd["rows"]): string => `${Object.values(rows).reduce((sum, count) => sum + count, 0)} rows of ${Object.keys(rows).length} tables`;
const sizeOf = (bytes: number): string => (bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Failures of the file system that one can do something about. */
const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error && "path" in error && "code" in error && typeof error.code === "string";
