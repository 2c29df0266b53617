import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenTestDatabase, testDatabases } from "#lib/server/testing/databases.ts";
import { sqlToSchema } from "./engine.ts";
import { readMigrations } from "./files.ts";
import { migrate } from "./migrate.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const MIGRATE = `
  const { migrate } = await import("#lib/server/migrate/migrate.ts");
  process.stdout.write(JSON.stringify(await migrate(JSON.parse(process.env.ADDRESS))), () => process.exit());
`;

describe.each(await testDatabases())("migrations on $name", (database) => {
  let opened: OpenTestDatabase;
  beforeAll(async () => {
    opened = await database.open();
  });
  afterAll(() => opened.close());

  const migrateInProcess = async (): Promise<string[]> => {
    const env = { ...process.env, ADDRESS: JSON.stringify(opened.address) };
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", MIGRATE], { cwd: ROOT, env });
    return JSON.parse(stdout) as string[];
  };

  test("two processes that start together: one migrates, the other finds nothing to do", async () => {
    const names = (await readMigrations()).map(({ name }) => name);
    const applied = await Promise.all([migrateInProcess(), migrateInProcess()]);
    expect(applied.toSorted((a, b) => a.length - b.length)).toEqual([[], names]);
  });

  test("lead to the schema, with nothing left over", async () => {
    await migrate(opened.address);
    expect(await sqlToSchema(opened.address)).toBe("");
  });

  test("a difference between database and schema is seen", async () => {
    const client = new pg.Client(opened.address);
    await client.connect();
    await client.query('ALTER TABLE "Workspace" ADD COLUMN "planted" TEXT');
    await client.end();
    expect(await sqlToSchema(opened.address)).toContain('DROP COLUMN "planted"');
  });

  test("are recorded as Prisma records them", async () => {
    const client = new pg.Client(opened.address);
    await client.connect();
    const { rows } = await client.query('SELECT migration_name, finished_at IS NOT NULL AS finished FROM "_prisma_migrations" ORDER BY 1');
    await client.end();
    expect(rows).toEqual((await readMigrations()).map(({ name }) => ({ migration_name: name, finished: true })));
  });
});
