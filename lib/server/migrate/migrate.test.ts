import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { restoreBackup } from "#lib/server/backup/restore-backup.ts";
import { openStore } from "#lib/server/store.ts";
import { ask } from "#lib/server/testing/ask.ts";
import { type OpenTestDatabase, testDatabases } from "#lib/server/testing/databases.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import { applyMigration, missingOf } from "./apply.ts";
import { applyWithPrisma, sqlToSchema } from "./engine.ts";
import { readMigrations } from "./files.ts";
import { FIXTURES } from "./fixtures.ts";
import { migrate } from "./migrate.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const MIGRATE = `
  const { migrate } = await import("#lib/server/migrate/migrate.ts");
  process.stdout.write(JSON.stringify(await migrate(JSON.parse(process.env.ADDRESS))), () => process.exit());
`;
const fixtures = (await readdir(FIXTURES)).filter((name) => name.endsWith(".backup")).toSorted();

describe.each(await testDatabases())("migrations on $name", (database) => {
  let opened: OpenTestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    opened = await database.open();
    client = new pg.Client(opened.address);
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await opened.close();
  });
  beforeEach(() => client.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public"));

  const program = ["--input-type=module", "-e", MIGRATE];
  const options = () => ({ cwd: ROOT, env: { ...process.env, ADDRESS: JSON.stringify(opened.address) } });
  const migrateInProcess = async (): Promise<string[]> => JSON.parse((await promisify(execFile)(process.execPath, program, options())).stdout) as string[];
  const recorded = async () => (await client.query('SELECT migration_name, finished_at IS NOT NULL AS finished FROM "_prisma_migrations" ORDER BY 1')).rows;

  test("two processes that start together: one migrates, the other finds nothing to do", async () => {
    const names = (await readMigrations()).map(({ name }) => name);
    const applied = await Promise.all([migrateInProcess(), migrateInProcess()]);
    expect(applied.toSorted((a, b) => a.length - b.length)).toEqual([[], names]);
  });

  test("lead to the schema with nothing left over, and are recorded so that Prisma itself finds nothing to do", async () => {
    await migrate(opened.address);
    expect(await sqlToSchema(opened.address)).toBe("");
    expect(await recorded()).toEqual((await readMigrations()).map(({ name }) => ({ migration_name: name, finished: true })));
    expect(await applyWithPrisma(opened.address)).toEqual([]);
  });

  test("a difference between database and schema is seen", async () => {
    await migrate(opened.address);
    await client.query('ALTER TABLE "Workspace" ADD COLUMN "planted" TEXT');
    expect(await sqlToSchema(opened.address)).toContain('DROP COLUMN "planted"');
  });

  test("killed in the middle of one, the database stands at the last whole one, and the next start goes on", async () => {
    const [first, ...others] = await readMigrations();
    if (first === undefined) throw new Error("There are no migrations.");
    await client.query("BEGIN");
    await applyMigration(client, first);
    await client.query("COMMIT");
    // Somebody reads, so that the next change to a table that it needs has to wait.
    await client.query(`BEGIN; LOCK TABLE "DesignDocument" IN ACCESS SHARE MODE`);
    const child = spawn(process.execPath, program, { ...options(), stdio: "ignore" });
    await until(async () => (await waiting(opened)) > 0, child);
    child.kill("SIGKILL");
    await once(child, "exit");
    await client.query("COMMIT");
    await until(async () => (await migrators(opened)) === 0);
    const left = await missingOf(client, [first, ...others]);
    expect(left.length).toBeGreaterThan(0);
    expect(await recorded()).toHaveLength(1 + others.length - left.length);
    expect(await migrate(opened.address)).toEqual(left.map(({ name }) => name));
    expect(await sqlToSchema(opened.address)).toBe("");
  });

  test("a database of a newer version, of another one, or one that was left half done is refused in words", async () => {
    await migrate(opened.address);
    const [{ name } = { name: "" }] = await readMigrations();
    const refusal = async (sql: string): Promise<string> => {
      await client.query(`SAVEPOINT before; ${sql}`);
      const error = await missingOf(client, await readMigrations()).then(
        () => undefined,
        (refused: unknown) => refused,
      );
      await client.query("ROLLBACK TO SAVEPOINT before");
      return error instanceof Error ? error.message : "It was taken.";
    };
    await client.query("BEGIN");
    expect(await refusal(`UPDATE "_prisma_migrations" SET migration_name = '29991231000000_future' WHERE migration_name = '${name}'`)).toContain(
      "A newer Lintel has used this database",
    );
    expect(await refusal(`UPDATE "_prisma_migrations" SET checksum = '0' WHERE migration_name = '${name}'`)).toContain("Another Lintel has used this database");
    expect(await refusal(`UPDATE "_prisma_migrations" SET finished_at = NULL WHERE migration_name = '${name}'`)).toContain("did not finish it");
    expect(await refusal("SELECT")).toBe("It was taken.");
    await client.query("ROLLBACK");
  });

  test.each(fixtures)("an installation as it was at %s is brought up to date and goes on", async (fixture) => {
    const migrations = (await readMigrations()).map(({ name }) => name);
    const level = migrations.indexOf(basename(fixture, ".backup"));
    const { migrated } = await restoreBackup(opened.address, join(FIXTURES, fixture));
    expect(level).toBeGreaterThanOrEqual(0);
    expect(migrated).toEqual(migrations.slice(level + 1));
    expect(await sqlToSchema(opened.address)).toBe("");

    const hadAccounts = fixture >= "20261121071716";
    const accounts = { isSignUpOpen: false, publicUrl: undefined, mail: undefined, oidc: undefined };
    const store = await openStore(opened.address, pino({ level: "silent" }), { copy: "replaces", ...(hadAccounts && { accounts }) });
    try {
      const signIn = () => ask(store.context, "POST", "/sign-in", { body: { email: "ada@example.org", password: "orange kettle quietly" } });
      const caller = hadAccounts ? { cookie: (await signIn()).cookie } : { isLocal: true };
      const { items } = (await ask<{ items: { id: string; title: string }[] }>(store.context, "GET", "/designs", caller)).body;
      expect(items).toMatchObject([{ title: "Renamed design" }]);
      const path = `/designs/${items[0]?.id}`;
      const shared = new SharedDesign();
      shared.apply(Buffer.from((await ask<{ state: string }>(store.context, "GET", `${path}/state`, caller)).body.state, "base64"), "server");
      expect(shared.design).toMatchObject({ title: "Renamed design", components: [{ id: "order" }] });
      expect((await ask<{ items: unknown[] }>(store.context, "GET", `${path}/shares`, caller)).body.items).toHaveLength(1);
      expect(await ask(store.context, "PATCH", path, { ...caller, body: { title: "Changed after" } })).toMatchObject({ status: 200, body: { title: "Changed after" } });
      if (hadAccounts) expect((await ask<{ items: unknown[] }>(store.context, "GET", "/workspace/members", caller)).body.items).toHaveLength(2);
    } finally {
      await store.close();
    }
  });
});

/** Processes that migrate a database. */
const migrators = ({ address }: OpenTestDatabase): Promise<number> => count(address, "");
/** Those of them that wait for somebody. */
const waiting = ({ address }: OpenTestDatabase): Promise<number> => count(address, "AND wait_event_type = 'Lock'");

async function count(address: OpenTestDatabase["address"], which: string): Promise<number> {
  const client = new pg.Client(address);
  await client.connect();
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'lintel migrate' AND datname = current_database() ${which}`,
  );
  await client.end();
  return rows[0]?.count ?? 0;
}

async function until(holds: () => Promise<boolean>, child?: ChildProcess): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > deadline || (child !== undefined && child.exitCode !== null)) throw new Error("It never came to that.");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
