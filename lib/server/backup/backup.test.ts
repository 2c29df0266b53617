import { createWriteStream } from "node:fs";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { LOCAL_ACTOR } from "#lib/server/actor.ts";
import { createDesign, readState } from "#lib/server/designs/designs.ts";
import type { PostgresAddress } from "#lib/server/postgres/embedded.ts";
import { issueTicket } from "#lib/server/realtime/tickets.ts";
import { sketch } from "#lib/model/sketch.ts";
import { designUpdate } from "#lib/sync/shared-design.ts";
import { openStore, type Store } from "#lib/server/store.ts";
import { type OpenTestDatabase, testDatabases } from "#lib/server/testing/databases.ts";
import { quoted, readSequences, readTables, SAME_TEXT } from "./tables.ts";
import { readBackup } from "./read-backup.ts";
import { restoreBackup } from "./restore-backup.ts";
import { writeBackup } from "./write-backup.ts";

/** With everything that a line of text can be mistaken for. */
const titleOf = (index: number): string => `Tab\there, \\N, \\. and "${index}"`;

const WITH_ACCOUNTS = { accounts: { isSignUpOpen: false, publicUrl: undefined, mail: undefined, oidc: undefined } } as const;
const log = pino({ level: "silent" });
const CLIENTS = 20;

async function withClient<Result>(address: PostgresAddress, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client(address);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Everything in a database, table by table, in one order; `snapshot` looks at a moment that somebody else holds. */
function dump(address: PostgresAddress, snapshot?: string): Promise<Readonly<Record<string, unknown>>> {
  return withClient(address, async (client) => {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    if (snapshot !== undefined) await client.query(`SET TRANSACTION SNAPSHOT '${snapshot}'`);
    await client.query(SAME_TEXT);
    const content: Record<string, unknown> = { sequences: await readSequences(client) };
    for (const { table, columns } of await readTables(client)) {
      // Prisma records when a migration ran.
      if (table === "_prisma_migrations") continue;
      const { rows } = await client.query<{ row: string }>(`SELECT (${quoted(client, columns)})::text AS row FROM ${client.escapeIdentifier(table)} ORDER BY 1`);
      content[table] = rows.map(({ row }) => row);
    }
    return content;
  });
}

describe.each(await testDatabases())("a backup of $name", (database) => {
  let folder: string;
  let opened: OpenTestDatabase;
  let empty: OpenTestDatabase;
  let store: Store;
  const designIds: string[] = [];
  const path = (name: string): string => join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lintel-backup-"));
    opened = await database.open();
    empty = await database.open();
    store = await openStore(opened.address, log);
    for (let index = 0; index < 4; index += 1) {
      const { id } = await store.context.database.$transaction((transaction) => createDesign(LOCAL_ACTOR, transaction, designUpdate(sketch(titleOf(index)).design)));
      designIds.push(id);
    }
    await issueTicket(LOCAL_ACTOR, store.context.database, designIds[0] ?? "");
    await store.context.database.user.create({ data: { id: "ada", email: "ada@example.org", name: "Ada" } });
    await store.context.database.workspace.updateMany({ data: { ownerId: "ada" } });
    await store.context.database.auditEvent.createMany({ data: [{ actor: "user:ada", action: "tried", detail: { quote: '"\\' } }] });
  });
  beforeEach(() => withClient(empty.address, (client) => client.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public")));
  afterAll(async () => {
    await store.close();
    await opened.close();
    await empty.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Somebody who changes a design again and again until told to stop; returns how often. */
  async function draw(name: string, designId: string, isOver: () => boolean): Promise<number> {
    const document = new Y.Doc();
    const updates: Uint8Array[] = [];
    document.on("update", (update: Uint8Array) => updates.push(update));
    let written = 0;
    while (!isOver()) {
      document.getMap("drawn").set(`${name}-${(written += 1)}`, written);
      for (const change of updates.splice(0)) await store.context.door.append(designId, { actor: name, updateId: `${name}-${written}-------`, change });
    }
    return written;
  }

  test("holds one moment, though 20 people draw meanwhile, and is restored to the row", async () => {
    let isOver = false;
    const drawing = Array.from({ length: CLIENTS }, (_, index) => draw(`person${index}`, designIds[index % designIds.length] ?? "", () => isOver));
    await new Promise((resolve) => setTimeout(resolve, 200));
    let atSnapshot: Readonly<Record<string, unknown>> = {};
    const rows = await writeBackup(opened.address, createWriteStream(path("live")), {
      onSnapshot: async (name) => {
        atSnapshot = await dump(opened.address, name);
        // What is committed from here on must not be in the file.
        const before = await headOf(opened.address);
        while ((await headOf(opened.address)) < before + 50) await new Promise((resolve) => setTimeout(resolve, 5));
      },
    });
    isOver = true;
    const written = (await Promise.all(drawing)).reduce((sum, count) => sum + count, 0);
    expect(written).toBeGreaterThan(100);
    expect(await dump(opened.address), "people went on").not.toEqual(atSnapshot);

    const restored = await restoreBackup(empty.address, path("live"));
    expect(restored).toMatchObject({ rows, migrated: [] });
    expect(await dump(empty.address)).toEqual(atSnapshot);

    await expect(openStore(empty.address, log, WITH_ACCOUNTS), "a copy does not take itself for the original").rejects.toThrow("LINTEL_COPY=replaces");
    const copy = await openStore(empty.address, log, { ...WITH_ACCOUNTS, copy: "replaces" });
    const document = new Y.Doc();
    Y.applyUpdate(document, (await readState(LOCAL_ACTOR, copy.context, designIds[0] ?? "")).state);
    expect(document.getMap("drawn").size).toBeGreaterThan(0);
    expect((await copy.context.database.designDocument.findUniqueOrThrow({ where: { id: designIds[0] ?? "" } })).title).toBe(titleOf(0));
    await withClient(empty.address, (client) => expect(client.query(`DELETE FROM "AuditEvent"`), "triggers are awake again").rejects.toThrow("only added to"));
    await withClient(empty.address, (client) =>
      expect(client.query(`UPDATE "Workspace" SET "ownerId" = 'nobody'`), "references are there again").rejects.toThrow("violates foreign key"),
    );
    const { seq } = await copy.context.database.auditEvent.create({ data: { actor: "user:ada", action: "after" } });
    expect(seq, "counters go on").toBe(2n);
    await copy.close();
    await (await openStore(empty.address, log, WITH_ACCOUNTS)).close();
  });

  test("restored beside the original has an identity of its own, and nothing that the original gave out opens it", async () => {
    await store.context.database
      .$executeRaw`INSERT INTO "Session" ("id", "userId", "workspaceId", "secretHash", "client", "expiresAt") VALUES ('s', 'ada', 'default', '\\x00', '', now() + interval '1 day')`;
    await writeBackup(opened.address, createWriteStream(path("beside")));
    await restoreBackup(empty.address, path("beside"));
    const copy = await openStore(empty.address, log, { ...WITH_ACCOUNTS, copy: "beside" });
    const [original, other] = await Promise.all([store, copy].map(({ context }) => context.database.instance.findFirstOrThrow()));
    expect(other?.id).not.toBe(original?.id);
    expect(await copy.context.database.session.count()).toBe(0);
    expect(await copy.context.database.realtimeTicket.count()).toBe(0);
    expect(await store.context.database.session.count()).toBe(1);
    await copy.close();
  });

  test("goes into an empty database only", async () => {
    await writeBackup(opened.address, createWriteStream(path("whole")));
    await expect(restoreBackup(opened.address, path("whole"))).rejects.toThrow(/^The database is not empty: it has "/);
    await withClient(empty.address, (client) => client.query("CREATE TABLE mine (id int)"));
    await expect(restoreBackup(empty.address, path("whole"))).rejects.toThrow('it has "mine"');
  });

  test("that is damaged, cut off, changed, foreign or newer is refused in words, and leaves the database empty", async () => {
    await writeBackup(opened.address, createWriteStream(path("sound")));
    const bytes = await readFile(path("sound"));
    const text = gunzipSync(bytes).toString("latin1");
    const attempt = async (content: Uint8Array | string): Promise<string> => {
      await writeFile(path("bad"), typeof content === "string" ? gzipSync(Buffer.from(content, "latin1")) : content);
      const error = await restoreBackup(empty.address, path("bad")).then(
        () => undefined,
        (refused: unknown) => refused,
      );
      return error instanceof Error ? error.message : "It was restored.";
    };
    expect(await attempt(bytes.subarray(0, bytes.length - 20))).toContain("is cut off");
    expect(await attempt(text.slice(0, text.lastIndexOf('{"end"')))).toContain("is cut off");
    expect(await attempt(text.replace("Ada", "Eve"))).toContain("is damaged: its checksum");
    expect(await attempt(text.replace(/\n\\\.\n(?=\{"table":"Workspace")/, (all) => `${all.slice(0, 1)}x\ty\n${all.slice(1)}`))).not.toBe("It was restored.");
    expect(await attempt(`${text}{"end":true}\n`)).toContain("Something follows after the end");
    expect(await attempt("hello\n")).toContain("is no backup of Lintel");
    expect(await attempt(Buffer.from("hello"))).toContain("is no backup of Lintel");
    expect(await attempt(text.replace('"lintelBackup":1', '"lintelBackup":2'))).toContain("was written by a newer Lintel");
    expect(await attempt(text.replace('"migrations":[', '"migrations":[{"name":"29991231000000_future","checksum":"0"},'))).toMatch(
      /comes from a newer Lintel .*29991231000000_future/,
    );
    expect(await attempt(text.replace(/"checksum":"[0-9a-f]{64}"/, `"checksum":"${"0".repeat(64)}"`))).toContain("comes from another Lintel");
    await expect(restoreBackup(empty.address, path("missing"))).rejects.toThrow(/^There is no file /);
    expect(Object.keys(await dump(empty.address))).toEqual(["sequences"]);
    await restoreBackup(empty.address, path("sound"));
  });

  test("reads a row to the end, however it lies in the file", async () => {
    await withClient(opened.address, (client) => client.query(`UPDATE "User" SET "name" = repeat('é', 300000)`));
    await writeBackup(opened.address, createWriteStream(path("wide")));
    await restoreBackup(empty.address, path("wide"));
    const { rows } = await withClient(empty.address, (client) => client.query<{ length: number }>(`SELECT length("name") FROM "User"`));
    expect(rows).toEqual([{ length: 300_000 }]);
  });

  test("says so when there is nothing to save, and when the disk is full", async () => {
    await expect(writeBackup(empty.address, createWriteStream(path("none")))).rejects.toThrow("There is nothing to save");
    await expect(writeBackup(opened.address, createWriteStream("/dev/full"))).rejects.toThrow("ENOSPC");
    const parts: string[] = [];
    await appendFile(path("sound"), "");
    for await (const part of readBackup(path("sound"))) parts.push(Object.keys(part)[0] ?? "");
    expect(new Set(parts)).toEqual(new Set(["lintelBackup", "table", "row", "rowsEnd", "sequence", "end"]));
  });
});

/** How many changes all designs have had. */
const headOf = (address: PostgresAddress): Promise<number> =>
  withClient(address, async (client) => Number((await client.query<{ sum: string }>(`SELECT sum("headSeq") FROM "DesignDocument"`)).rows[0]?.sum));
