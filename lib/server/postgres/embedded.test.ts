import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { chmod, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { EmbeddedPostgres } from "./embedded.ts";
import { temporaryFolder } from "./throwaway.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

const started: { readonly postgres: EmbeddedPostgres; readonly folder: string }[] = [];
afterEach(async () => {
  // The last first: an earlier owner of the same folder would stop the server of a later one, which would start it again.
  for (const { postgres, folder } of started.splice(0).toReversed()) {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

const start = async (dataFolder: string, notices: string[] = []) => {
  const postgres = await EmbeddedPostgres.start({ dataFolder, root: ROOT, notice: (line) => notices.push(line) });
  started.push({ postgres, folder: dataFolder });
  return postgres;
};

const query = async <Row extends pg.QueryResultRow>(postgres: EmbeddedPostgres, sql: string, values: unknown[] = []): Promise<Row[]> => {
  const client = new pg.Client(postgres.address);
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
};

const until = async (isTrue: () => boolean | Promise<boolean>): Promise<void> => {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (await isTrue()) return;
    await sleep(50);
  }
  throw new Error("It did not come about in time.");
};

test("what was acknowledged survives kill -9 of the database, which is started again by itself", async () => {
  const notices: string[] = [];
  const postgres = await start(await temporaryFolder(), notices);
  await query(postgres, "CREATE TABLE written (n integer PRIMARY KEY)");
  const acknowledged: number[] = [];
  const client = new pg.Client(postgres.address);
  client.on("error", () => undefined);
  await client.connect();
  const writing = (async () => {
    for (let n = 0; ; n += 1) {
      await client.query("INSERT INTO written VALUES ($1)", [n]);
      acknowledged.push(n);
    }
  })().catch(() => undefined);
  await until(() => acknowledged.length > 200);
  const killed = postgres.pid;
  if (killed === undefined) throw new Error("The database does not run.");
  // The whole group, so that no worker closes anything properly.
  process.kill(-killed, "SIGKILL");
  await writing;
  await until(
    async () =>
      postgres.pid !== undefined &&
      postgres.pid !== killed &&
      (await query(postgres, "SELECT 1").then(
        () => true,
        () => false,
      )),
  );
  const rows = await query<{ n: number }>(postgres, "SELECT n FROM written");
  const present = new Set(rows.map(({ n }) => n));
  expect(acknowledged.filter((n) => !present.has(n))).toEqual([]);
  expect(notices.join("\n")).toContain("started again");
});

test("only the server process killed: it starts again as soon as its workers are gone", async () => {
  const postgres = await start(await temporaryFolder());
  const killed = postgres.pid;
  if (killed === undefined) throw new Error("The database does not run.");
  process.kill(killed, "SIGKILL");
  await until(
    async () =>
      postgres.pid !== undefined &&
      postgres.pid !== killed &&
      (await query(postgres, "SELECT 1").then(
        () => true,
        () => false,
      )),
  );
});

test("a database that survived its owner is adopted, not started twice", async () => {
  const folder = await temporaryFolder();
  const owner = `
    const { EmbeddedPostgres } = await import("#lib/server/postgres/embedded.ts");
    await EmbeddedPostgres.start({ dataFolder: ${JSON.stringify(folder)}, root: ${JSON.stringify(ROOT)}, notice: () => undefined });
    process.stdout.write("started");
    setInterval(() => undefined, 1000);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", owner], { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  child.kill("SIGKILL");
  const notices: string[] = [];
  const postgres = await start(folder, notices);
  expect(notices).toEqual([expect.stringContaining("still running from before")]);
  expect(await query(postgres, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a process number that another program has meanwhile does not keep it from starting", async () => {
  const folder = await temporaryFolder();
  const first = await start(folder);
  await first.stop();
  const data = join(folder, "postgres/data");
  // Ours: it lives, and it is no database.
  writeFileSync(join(data, "postmaster.pid"), `${process.pid}\n${data}\n1700000000\n5432\n\n\n\n`);
  writeFileSync(join(String(first.address.host), ".s.PGSQL.5432.lock"), `${process.pid}\n${data}\n1700000000\n5432\n`);
  const second = await start(folder);
  expect(second.pid).not.toBe(process.pid);
  expect(await query(second, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a data folder with a long path works: the socket goes elsewhere", async () => {
  const folder = await temporaryFolder();
  const deep = join(folder, "a-very-long-name-of-a-folder".repeat(3), "and-another-one".repeat(3));
  mkdirSync(deep, { recursive: true });
  const postgres = await start(deep);
  started.push({ postgres, folder });
  expect(String(postgres.address.host).length).toBeLessThan(90);
  expect(await query(postgres, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("nobody gets in without the password, and nothing listens on the network", async () => {
  const postgres = await start(await temporaryFolder());
  const client = new pg.Client({ ...postgres.address, password: "wrong" });
  await expect(client.connect()).rejects.toMatchObject({ code: "28P01" });
  expect(await query(postgres, "SHOW listen_addresses")).toEqual([{ listen_addresses: "" }]);
  expect(await query(postgres, "SHOW fsync")).toEqual([{ fsync: "on" }]);
});

test.runIf(process.getuid?.() === 0)("as root it runs as somebody else, in a folder that was closed to them", async () => {
  const folder = await temporaryFolder();
  await chmod(folder, 0o700);
  const notices: string[] = [];
  const postgres = await start(folder, notices);
  expect(notices).toEqual([]);
  expect(String(postgres.address.host)).toContain(folder);
  expect((await stat(join(folder, "postgres/data"))).uid).not.toBe(0);
  expect((await stat(join(folder, "postgres"))).mode & 0o777).toBe(0o700);
});

test.runIf(process.getuid?.() === 0)("as root below a folder that is not ours to open its files go where they can be reached", async () => {
  const folder = await temporaryFolder();
  await chmod(folder, 0o700);
  const notices: string[] = [];
  const postgres = await start(join(folder, "clone/.lintel"), notices);
  started.push({ postgres, folder });
  expect(notices).toEqual([expect.stringContaining("/var/lib/lintel")]);
  expect(await query(postgres, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  const host = String(postgres.address.host);
  await postgres.stop();
  await rm(join(host, "../.."), { recursive: true, force: true });
});
