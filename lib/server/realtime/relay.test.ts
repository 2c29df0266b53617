import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { createClient } from "@redis/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { sketch } from "#lib/model/sketch.ts";
import { LOCAL_ACTOR } from "#lib/server/actor.ts";
import { createDesign } from "#lib/server/designs/designs.ts";
import { type OpenTestDatabase, testDatabases } from "#lib/server/testing/databases.ts";
import { type LiveServer, startLiveServer } from "#lib/server/testing/live-server.ts";
import { designUpdate } from "#lib/sync/shared-design.ts";

/* Two processes that tell each other changes through a real Redis, which is killed while they do. */

const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
if (!hasRedis && process.env["CI"]) throw new Error("CI tests with Redis too, and there is no redis-server. Install it.");
if (!hasRedis) process.stderr.write("SKIPPED the tests with Redis: there is no redis-server on this machine.\n");

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on TCP has an address of this form.
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const startRedis = (port: number): ChildProcess => spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"], { stdio: "ignore" });

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** Somebody who draws: each call makes the next change. */
function drawer(): { next(): Uint8Array; readonly document: Y.Doc } {
  const document = new Y.Doc();
  let made: Uint8Array = new Uint8Array();
  let count = 0;
  document.on("update", (update: Uint8Array) => (made = update));
  return {
    document,
    next: () => {
      document.getMap("drawn").set(`key-${(count += 1)}`, count);
      return made;
    },
  };
}

describe.runIf(hasRedis)("with Redis", async () => {
  const [database] = await testDatabases();
  let opened: OpenTestDatabase;
  let port: number;
  let redis: ChildProcess;
  let one: LiveServer;
  let other: LiveServer;
  let designId: string;
  const heard: string[] = [];
  let listening: ReturnType<typeof createClient>;

  beforeAll(async () => {
    if (database === undefined) throw new Error("There is no database to test on.");
    opened = await database.open();
    port = await freePort();
    redis = startRedis(port);
    const redisUrl = `redis://127.0.0.1:${port}`;
    one = await startLiveServer(opened.address, { redisUrl });
    other = await startLiveServer(opened.address, { redisUrl });
    ({ id: designId } = await one.store.context.database.$transaction((transaction) => createDesign(LOCAL_ACTOR, transaction, designUpdate(sketch("Shared").design))));
    listening = createClient({ url: redisUrl, socket: { reconnectStrategy: () => 50 } });
    listening.on("error", () => undefined);
    await listening.connect();
    await listening.pSubscribe("lintel:*", (text) => void heard.push(text));
  });
  afterAll(async () => {
    listening.destroy();
    await one.close();
    await other.close();
    await kill(redis);
    await opened.close();
  });

  test("changes come to the other process through it, in order; when it is killed, comes back, or says nonsense, nothing is lost", async () => {
    const writer = await one.join(designId);
    const reader = await other.join(designId);
    const seen = new Y.Doc();
    reader.onUpdate = (update) => Y.applyUpdate(seen, update);
    for (const update of reader.updates) Y.applyUpdate(seen, update);
    const { next, document } = drawer();
    let written = 0;
    const draw = async (times: number): Promise<void> => {
      for (let count = 0; count < times; count += 1) await writer.store(`change-${(written += 1)}------`, next());
    };
    const isSame = (): boolean => seen.getMap("drawn").size === document.getMap("drawn").size;

    // The two know of each other after a moment; from then on changes go this way.
    await writer.until("a change through Redis", () => heard.length > 0 || void draw(1), 15_000);
    await draw(50);
    await reader.until("every change", isSame);
    expect(heard.length).toBeGreaterThan(40);
    expect(JSON.parse(heard.at(-1) ?? "")).toMatchObject({ designId, generation: 1 });

    const drawing = draw(200);
    await writer.until("the middle of drawing", () => writer.stored.size > 80);
    await kill(redis);
    await drawing;
    await reader.until("every change without Redis", isSame, 12_000);
    expect(one.logged.concat(other.logged).join("")).toContain("Redis does not answer");

    heard.length = 0;
    redis = startRedis(port);
    await writer.until("Redis to be used again", () => heard.length > 0 || void draw(1), 15_000);
    await draw(20);
    await reader.until("every change with Redis again", isSame);

    const { id } = await one.store.context.database.instance.findFirstOrThrow();
    const speaking = await createClient({ url: `redis://127.0.0.1:${port}` }).connect();
    for (const nonsense of ["", "{}", '{"process":1}', "\u0000"]) await speaking.publish(`lintel:${id}`, nonsense);
    speaking.destroy();
    await draw(5);
    await reader.until("every change after nonsense", isSame);
    expect(other.logged.join("")).toContain("cannot be read");
    expect([writer.closed, reader.closed]).toEqual([undefined, undefined]);
    writer.end();
    reader.end();
  });

  test("a server starts and works while there is no Redis", async () => {
    const third = await startLiveServer(opened.address, { redisUrl: `redis://127.0.0.1:${await freePort()}` });
    const client = await third.join(designId);
    const { next } = drawer();
    expect(await client.store("without-redis-1", next())).toBeGreaterThan(0);
    client.end();
    await third.close();
  });
});
