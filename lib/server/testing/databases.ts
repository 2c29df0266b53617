import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { EmbeddedPostgres, type PostgresAddress } from "#lib/server/postgres/embedded.ts";
import { temporaryFolder } from "#lib/server/postgres/throwaway.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** A PostgreSQL to test on. */
export interface TestDatabase {
  /** How it stands in the name of a test. */
  readonly name: string;
  /** Gives an empty database of this run's own. */
  open(): Promise<OpenTestDatabase>;
}

/** An empty database. */
export interface OpenTestDatabase {
  readonly address: PostgresAddress;
  /** Leaves nothing of it. */
  close(): Promise<void>;
}

const embedded: TestDatabase = {
  name: "the embedded PostgreSQL",
  open: async () => {
    const dataFolder = await temporaryFolder();
    const postgres = await EmbeddedPostgres.start({ dataFolder, root: ROOT, notice: () => undefined });
    return {
      address: postgres.address,
      close: async () => {
        await postgres.stop();
        await rm(dataFolder, { recursive: true, force: true });
      },
    };
  },
};

const server = (url: string): TestDatabase => ({
  name: `the PostgreSQL server at ${new URL(url).host}`,
  open: async () => {
    const name = `lintel_test_${randomBytes(6).toString("hex")}`;
    await ask(url, `CREATE DATABASE ${name}`);
    const own = new URL(url);
    own.pathname = `/${name}`;
    return { address: { connectionString: own.href }, close: () => ask(url, `DROP DATABASE ${name} WITH (FORCE)`) };
  },
});

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Where a server is looked for, in this order. */
const PLACES = [
  process.env["TEST_DATABASE_URL"],
  process.env["DATABASE_URL"],
  "postgres://postgres@127.0.0.1:5432/postgres",
  "postgres://postgres:postgres@127.0.0.1:5432/postgres",
];

async function reachableServer(): Promise<string | undefined> {
  for (const url of PLACES) {
    if (url === undefined || url === "") continue;
    const answers = await ask(url, "SELECT 1").then(
      () => true,
      () => false,
    );
    if (answers) return url;
    if (url === process.env["TEST_DATABASE_URL"]) throw new Error("No PostgreSQL answers at TEST_DATABASE_URL.");
  }
  return undefined;
}

/**
 * The databases that every test of the server runs on: the embedded one, and a server where one can be reached.
 * On CI (the variable CI is set) there has to be one.
 */
export async function testDatabases(): Promise<readonly TestDatabase[]> {
  const url = await reachableServer();
  if (url !== undefined) return [embedded, server(url)];
  if (process.env["CI"]) throw new Error("CI tests on a PostgreSQL server too, and none can be reached. Set TEST_DATABASE_URL.");
  process.stderr.write("SKIPPED the half of the server's tests that needs a PostgreSQL server: none answers at 127.0.0.1:5432. Set TEST_DATABASE_URL to run it.\n");
  return [embedded];
}
