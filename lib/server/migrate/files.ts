import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Path of the schema of the database. */
export const SCHEMA = fileURLToPath(new URL("../../../prisma/schema.prisma", import.meta.url));
/** Folder of the migrations; each is a folder with a `migration.sql`, applied in the order of their names. */
export const MIGRATIONS = fileURLToPath(new URL("../../../prisma/migrations", import.meta.url));

const SQL = "migration.sql";

/** One step in the history of the database. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** By which a migration is known to be as it was when it was applied; Prisma records the same. */
export const checksumOf = (sql: string): string => createHash("sha256").update(sql).digest("hex");

/** The schema of the database as text. */
export const readSchema = (): Promise<string> => readFile(SCHEMA, "utf8");

/** All migrations, the oldest first. */
export async function readMigrations(): Promise<readonly Migration[]> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.toSorted().map(async (name) => ({ name, sql: await readFile(join(MIGRATIONS, name, SQL), "utf8") })));
}

/** Writes a new migration; returns the path of its SQL. */
export async function writeMigration({ name, sql }: Migration): Promise<string> {
  const folder = join(MIGRATIONS, name);
  await mkdir(folder);
  await writeFile(join(folder, SQL), sql);
  return join(folder, SQL);
}
