import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { type Actor, LOCAL_ACTOR, type Scope } from "#lib/server/actor.ts";
import { appendUpdate } from "#lib/server/designs/append.ts";
import { createDesign, deleteDesign, readState } from "#lib/server/designs/designs.ts";
import { DEFAULT_WORKSPACE } from "#lib/server/database/instance.ts";
import { createShare, revokeShare } from "#lib/server/shares/shares.ts";
import { type OpenTestDatabase, testDatabases } from "#lib/server/testing/databases.ts";
import { createVersion, restoreVersion } from "#lib/server/versions/versions.ts";
import { type LiveServer, RawClient, startLiveServer } from "#lib/server/testing/live-server.ts";
import { changeRules, readRules } from "#lib/server/workspaces/rules.ts";
import type { StoreOptions } from "#lib/server/store.ts";
import { CLOSE, LARGEST_FRAME, REALTIME_PATH } from "#lib/sync/realtime-protocol.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import { issueTicket } from "./tickets.ts";

const shop = sketch("Shop").service("order").service("payment").call("order", "payment").design;

/** Somebody who draws: a document and what it changed since last asked. */
function drawing(state?: Uint8Array) {
  const shared = new SharedDesign();
  const pending: Uint8Array[] = [];
  if (state) shared.apply(state, "server");
  else shared.write(shop, "test");
  shared.document.on("update", (update: Uint8Array, origin: unknown) => void (origin === "server" || pending.push(update)));
  return {
    shared,
    rename: (name: string) => {
      shared.write(updateComponent(shared.design, "order", { name }), "test");
      return Y.mergeUpdates(pending.splice(0));
    },
  };
}

describe.each(await testDatabases())("live editing on $name", (database) => {
  let opened: OpenTestDatabase;
  const servers: LiveServer[] = [];
  beforeAll(async () => {
    opened = await database.open();
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });
  afterAll(() => opened.close());

  const start = async (options?: StoreOptions): Promise<LiveServer> => {
    const server = await startLiveServer(opened.address, options);
    servers.push(server);
    return server;
  };
  const create = async ({ store }: LiveServer) => {
    const person = drawing();
    const { id } = await store.context.database.$transaction((transaction) => createDesign(LOCAL_ACTOR, transaction, person.shared.encode()));
    return { id, person };
  };
  const link = async ({ store }: LiveServer, designId: string, { scope = "view", expiresAt = null }: { readonly scope?: Scope; readonly expiresAt?: Date | null } = {}) => {
    const share = await store.context.database.$transaction((transaction) => createShare(LOCAL_ACTOR, transaction, { designId, scope, expiresAt, password: null }));
    const actor: Actor = { kind: "guest", grants: [{ linkId: share.id, visitId: "visit", designId, scope }] };
    return { ...share, actor };
  };
  const stored = async ({ store }: LiveServer, id: string) => drawing((await readState(LOCAL_ACTOR, store.context, id)).state).shared.design;
  const rows = async ({ store }: LiveServer, designId: string) => (await store.context.database.designDocument.findUniqueOrThrow({ where: { id: designId } })).headSeq;

  test("an edit is acknowledged, stored, and seen by the others and not by whoever made it", async () => {
    const server = await start();
    const { id, person } = await create(server);
    const [one, two] = [await server.join(id), await server.join(id)];
    const loaded = one.updates.length;
    expect(await one.store("edit-0001", person.rename("Orders"))).toBe(2);
    const seen = drawing(Y.mergeUpdates(await two.until("the edit", () => two.updates.length > 1 && two.updates)));
    expect(seen.shared.design).toEqual(person.shared.design);
    expect(await stored(server, id)).toEqual(person.shared.design);
    expect(one.updates).toHaveLength(loaded);
  });

  test("how the workspace sets the rules is told on entering and when it changes, also through a link and at another process", async () => {
    const [server, other] = [await start(), await start()];
    const { id } = await create(server);
    const guest = await other.join(id, { actor: (await link(server, id)).actor });
    const member = await server.join(id);
    const told = (client: RawClient) => client.said.flatMap((message) => (message.type === "rules" ? [message.rules] : []));
    expect([told(guest), told(member)]).toEqual([[{}], [{}]]);
    const { version } = await readRules(server.store.context.database, DEFAULT_WORKSPACE);
    await changeRules(LOCAL_ACTOR, server.store.context.database, { version, rules: { preset: "tight" } });
    for (const client of [guest, member]) expect((await client.until("the new rules", () => told(client).length > 1 && told(client))).at(-1)).toEqual({ preset: "tight" });
    expect(told(await other.join(id))).toEqual([{ preset: "tight" }]);
    await changeRules(LOCAL_ACTOR, server.store.context.database, { version: version + 1, rules: {} });
  });

  test("nobody is answered before the commit; what was not committed was never acknowledged", async () => {
    const gate = Promise.withResolvers<void>();
    let isHeld = false;
    let mayFail = false;
    const server = await start({
      beforeCommit: async () => {
        if (isHeld) await gate.promise;
        if (mayFail) throw new Error("planted failure");
      },
    });
    const { id, person } = await create(server);
    const [one, two] = [await server.join(id), await server.join(id, { since: 1 })];
    isHeld = true;
    one.change("held-0001", person.rename("Held"));
    await sleep(200);
    expect(one.stored.size).toBe(0);
    expect(two.updates).toHaveLength(0);
    expect(await rows(server, id)).toBe(1);
    gate.resolve();
    await one.until("the acknowledgement", () => one.stored.get("held-0001"));
    expect(await rows(server, id)).toBe(2);

    mayFail = true;
    one.change("lost-0001", person.rename("Lost"));
    expect(await one.until("the end", () => one.closed), "no word of the failure itself").toEqual({ code: CLOSE.later, reason: "The server cannot store anything at the moment." });
    expect(one.stored.has("lost-0001")).toBe(false);
    expect(two.updates).toHaveLength(1);
    mayFail = false;
    // The copy in memory does not hold what was rolled back.
    const again = await server.join(id, { since: 2 });
    expect(again.updates).toHaveLength(0);
    expect(await again.store("lost-0001", Y.encodeStateAsUpdate(person.shared.document))).toBe(3);
    expect(await stored(server, id)).toEqual(person.shared.design);
  });

  test("edits that arrive together are committed together, in their order and each under its own id", async () => {
    const server = await start();
    const { id, person } = await create(server);
    const one = await server.join(id, { since: 1 });
    const two = await server.join(id, { since: 1 });
    for (let turn = 0; turn < 200; turn += 1) one.change(`many-${String(turn).padStart(4, "0")}`, person.rename(`Order ${turn}`));
    await one.until("every acknowledgement", () => one.stored.size === 200);
    expect([...one.stored.values()]).toEqual(Array.from({ length: 200 }, (_, index) => index + 2));
    await two.until("every edit", () => two.updates.length === 200);
    const commits = await server.store.context.database.$queryRaw<
      readonly { readonly count: bigint }[]
    >`SELECT count(DISTINCT xmin::text) AS count FROM "DesignUpdate" WHERE "designId" = ${id}`;
    expect(Number(commits[0]?.count)).toBeLessThan(100);
    expect(await stored(server, id)).toEqual(person.shared.design);
  });

  test("the same edit twice is stored once and acknowledged twice", async () => {
    const server = await start();
    const { id, person } = await create(server);
    const update = person.rename("Twice");
    const one = await server.join(id);
    await one.store("twice-001", update);
    one.end();
    const back = await server.join(id, { since: 1 });
    expect(await back.store("twice-001", update)).toBe(2);
    expect(await rows(server, id)).toBe(2);
  });

  test("whoever comes back gets what is missing, and only that", async () => {
    const server = await start();
    const { id, person } = await create(server);
    const one = await server.join(id, { since: 1 });
    for (let turn = 0; turn < 5; turn += 1) await one.store(`turn-000${turn}`, person.rename(`Order ${turn}`));
    const back = await server.join(id, { since: 4 });
    expect(back.welcome?.seq).toBe(6);
    await back.until("the last two", () => back.updates.length === 2);
  });

  test("bytes that are no change are refused, never stored, and nobody else notices", async () => {
    const server = await start();
    const { id, person } = await create(server);
    const [one, two] = [await server.join(id, { since: 1 }), await server.join(id, { since: 1 })];
    const good = person.rename("Good");
    for (const [name, bytes] of [
      ["random-01", Buffer.from("not a change at all")],
      ["empty-001", Buffer.alloc(0)],
      ["short-001", person.shared.encode().subarray(0, 60)],
    ] as const) {
      one.change(name, bytes);
      await one.until(`the refusal of ${name}`, () => one.refused.includes(name));
    }
    expect(await one.store("good-0001", good)).toBe(2);
    expect(two.closed).toBeUndefined();
    await two.until("the good one", () => two.updates.length === 1);
    one.socket.send(Buffer.alloc(LARGEST_FRAME + 1));
    expect((await one.until("the end", () => one.closed)).code).toBe(1009);
    expect(await rows(server, id)).toBe(2);
  });

  test("a damaged row is put aside and the design opens without it", async () => {
    const server = await start();
    const { id, person } = await create(server);
    const one = await server.join(id, { since: 1 });
    await one.store("before-01", person.rename("Before"));
    const damaged = Buffer.from("damaged on disk");
    await server.store.context.database.$executeRaw`UPDATE "DesignUpdate" SET "bytes" = ${damaged} WHERE "designId" = ${id} AND "seq" = 2`;
    const fresh = await start();
    expect((await stored(fresh, id)).components[0]?.name).toBe("order");
    const later = await fresh.join(id, { since: 2 });
    expect(await later.store("after-001", Y.encodeStateAsUpdate(person.shared.document))).toBe(3);
    expect(await stored(fresh, id)).toEqual(person.shared.design);
    const [aside] = await fresh.store.context.database.quarantinedUpdate.findMany({ where: { designId: id } });
    expect(aside).toMatchObject({ designId: id, seq: 2, actor: "local" });
    expect(fresh.logged.join("")).toContain("put aside");
  });

  test("a ticket opens once, for its own design, within its time", async () => {
    const server = await start();
    const { id } = await create(server);
    const ticket = await issueTicket(LOCAL_ACTOR, server.store.context.database, id);
    const use = async (hello: Parameters<RawClient["hello"]>[0]) => {
      const client = await RawClient.open(server.url);
      client.hello(hello);
      await client.until("an answer", () => client.welcome ?? client.closed);
      return client;
    };
    expect((await use({ ticket })).welcome?.self.canEdit).toBe(true);
    expect((await use({ ticket })).closed?.code).toBe(CLOSE.ticket);
    expect((await use({ ticket: "ltk_guess" })).closed?.code).toBe(CLOSE.ticket);
    const old = await issueTicket(LOCAL_ACTOR, server.store.context.database, id);
    await server.store.context.database.$executeRaw`UPDATE "RealtimeTicket" SET "expiresAt" = now() - interval '1 second'`;
    expect((await use({ ticket: old })).closed?.code).toBe(CLOSE.ticket);
    const hashes = await server.store.context.database.realtimeTicket.findMany();
    expect(JSON.stringify(hashes)).not.toContain(ticket);
  });

  test("a ticket by a link is given for the link's design only, and by the link that lets one do most", async () => {
    const server = await start();
    const [{ id }, other] = [await create(server), await create(server)];
    const [view, edit] = [await link(server, id), await link(server, id, { scope: "edit" })];
    await expect(issueTicket(view.actor, server.store.context.database, other.id)).rejects.toMatchObject({ code: "not_found" });
    const both: Actor = { kind: "guest", grants: [view.actor, edit.actor].flatMap((actor) => (actor.kind === "guest" ? actor.grants : [])), userId: "ada" };
    const client = await server.join(id, { actor: both, since: 1 });
    expect(client.welcome?.self.canEdit).toBe(true);
    await revokeShare(LOCAL_ACTOR, server.store.context, id, edit.id);
    expect((await client.until("the end", () => client.closed)).code).toBe(CLOSE.revoked);
    await expect(issueTicket(edit.actor, server.store.context.database, id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("a link to edit edits live, under the name of the link and of the person", async () => {
    const server = await start();
    const { id, person } = await create(server);
    const { id: linkId, actor } = await link(server, id, { scope: "edit" });
    await server.store.context.database.user.create({ data: { id: "ada", email: "ada@example.org", name: "Ada Lovelace" } });
    const [owner, guest] = [await server.join(id, { since: 1 }), await server.join(id, { actor: { ...actor, userId: "ada" } as Actor, since: 1 })];
    expect(guest.welcome?.self.canEdit).toBe(true);
    guest.text({ type: "presence", showing: { name: "Grace" } });
    const shown = await owner.until("what the guest shows", () => owner.said.find((message) => message.type === "person" && message.person.showing !== undefined));
    expect(shown, "the account's name, whatever is chosen").toMatchObject({ person: { name: "Ada Lovelace", showing: { name: "Grace" } } });
    expect(owner.welcome?.self).not.toHaveProperty("name");
    expect(await guest.store("guest-001", person.rename("By a guest"))).toBe(2);
    await owner.until("the edit", () => owner.updates.length === 1);
    await appendUpdate(actor, { designId: id, updateId: "guest-002", bytes: person.rename("By HTTP") }, server.store.context);
    expect(await stored(server, id)).toEqual(person.shared.design);
    const made = await server.store.context.database.designUpdate.findMany({ where: { designId: id }, orderBy: { seq: "asc" }, select: { actor: true } });
    // The next server of this block has no accounts, and would not start where somebody has one.
    await server.store.context.database.user.delete({ where: { id: "ada" } });
    expect(made.map((row) => row.actor)).toEqual([`share:${linkId}+user:ada`, `share:${linkId}`]);
  });

  test("nothing that comes by a link is stored once its end was answered, whichever way it was on", async () => {
    const gate = Promise.withResolvers<void>();
    let isHeld = false;
    const server = await start({ beforeCommit: () => (isHeld ? gate.promise : Promise.resolve()) });
    const { id, person } = await create(server);
    const { id: linkId, actor } = await link(server, id, { scope: "edit" });
    const guest = await server.join(id, { actor, since: 1 });
    isHeld = true;
    guest.change("before-01", person.rename("Before"));
    await sleep(100);
    // The end waits for what is being stored at this moment.
    let isEnded = false;
    const ending = revokeShare(LOCAL_ACTOR, server.store.context, id, linkId).then(() => (isEnded = true));
    await sleep(100);
    expect(isEnded).toBe(false);
    isHeld = false;
    gate.resolve();
    await ending;
    await expect(appendUpdate(actor, { designId: id, updateId: "too-late-1", bytes: person.rename("Too late") }, server.store.context)).rejects.toMatchObject({
      code: "forbidden",
    });
    guest.change("too-late-2", person.rename("Too late"));
    expect((await guest.until("the end", () => guest.closed, 2_000)).code).toBe(CLOSE.revoked);
    expect(await rows(server, id)).toBe(2);
  });

  test.each<readonly [string, Readonly<Record<string, string>>, string, string]>([
    ["a page of another site", { Origin: "http://evil.example", Host: "localhost" }, "403", REALTIME_PATH],
    ["a page without an origin", { Origin: "null", Host: "localhost" }, "403", REALTIME_PATH],
    ["a foreign host", { Host: "evil.example" }, "421", REALTIME_PATH],
    ["another address", { Host: "localhost" }, "404", "/_next/webpack-hmr"],
  ])("an upgrade asked for by %s is refused", async (_, headers, status, path) => {
    const server = await start();
    const lines = Object.entries({ ...headers, Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==" });
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(server.url).port), "127.0.0.1", () =>
        socket.write(`GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`),
      );
      socket.once("data", (data: Buffer) => resolve(data.toString().split("\r\n", 1)[0] ?? ""));
      socket.once("error", reject);
    });
    expect(answer).toContain(` ${status} `);
  });

  test("a viewer sees live edits and who else is there", async () => {
    const server = await start();
    const { id, person } = await create(server);
    const { actor } = await link(server, id);
    const [editor, viewer] = [await server.join(id, { since: 1 }), await server.join(id, { actor, since: 1 })];
    editor.text({ type: "presence", showing: { name: "Ada", cursor: { x: 10, y: 20 }, selection: ["order"] } });
    await editor.store("edit-0001", person.rename("Orders"));
    await viewer.until("the edit", () => viewer.updates.length === 1);
    const told = viewer.said.flatMap((message) => (message.type === "person" ? [message.person] : []));
    expect(told.at(-1)).toMatchObject({ id: editor.welcome?.self.id, showing: { name: "Ada", cursor: { x: 10, y: 20 } } });
    editor.end();
    await viewer.until("the farewell", () => viewer.said.some((message) => message.type === "left"));
  });

  test("a revoked link ends its connections at every process within two seconds; others stay", async () => {
    const [here, there] = [await start(), await start()];
    const { id, person } = await create(here);
    const [ended, kept] = [await link(here, id), await link(here, id)];
    const viewers = await Promise.all([here, there].map((server) => server.join(id, { actor: ended.actor, since: 1 })));
    const other = await there.join(id, { actor: kept.actor, since: 1 });
    const editor = await here.join(id, { since: 1 });
    const late = await issueTicket(ended.actor, here.store.context.database, id);
    const began = performance.now();
    await revokeShare(LOCAL_ACTOR, here.store.context, id, ended.id);
    for (const viewer of viewers) expect((await viewer.until("the end", () => viewer.closed, 2_000)).code).toBe(CLOSE.revoked);
    expect(performance.now() - began).toBeLessThan(2_000);
    await editor.store("edit-0001", person.rename("Secret"));
    await other.until("the edit", () => other.updates.length === 1);
    for (const viewer of viewers) expect(viewer.updates).toHaveLength(0);
    const again = await RawClient.open(there.url);
    again.hello({ ticket: late });
    expect((await again.until("the end", () => again.closed)).code).toBe(CLOSE.ticket);
  });

  test("a link that expires ends its connections by the clock of the database", async () => {
    const server = await start();
    const { id } = await create(server);
    const { actor } = await link(server, id, { expiresAt: new Date(Date.now() + 1_200) });
    const viewer = await server.join(id, { actor, since: 1 });
    expect(viewer.closed).toBeUndefined();
    expect((await viewer.until("the end", () => viewer.closed, 2_500)).code).toBe(CLOSE.revoked);
  });

  test("a deleted design ends its connections", async () => {
    const server = await start();
    const { id } = await create(server);
    const editor = await server.join(id);
    await deleteDesign(LOCAL_ACTOR, server.store.context, id);
    expect((await editor.until("the end", () => editor.closed)).code).toBe(CLOSE.gone);
  });

  test("a version put in place of the present one ends every connection, and nothing of the old generation is taken", async () => {
    const [here, there] = [await start(), await start()];
    const { id, person } = await create(here);
    const { database: db } = here.store.context;
    await db.$transaction((transaction) => createVersion(LOCAL_ACTOR, transaction, id, "Before"));
    const clients = [await here.join(id, { since: 1 }), await there.join(id, { since: 1 })];
    await clients[0]?.store("edit-0001", person.rename("To be undone"));
    expect(await db.$transaction((transaction) => restoreVersion(LOCAL_ACTOR, transaction, id, 1))).toMatchObject({ kind: "restored", seq: 3, before: 2 });
    for (const client of clients) expect((await client.until("the end", () => client.closed)).code).toBe(CLOSE.replaced);
    expect((await there.join(id, { generation: 1, since: 2 })).closed?.code).toBe(CLOSE.replaced);
    await expect(appendUpdate(LOCAL_ACTOR, { designId: id, updateId: "too-late-1", bytes: person.rename("Too late"), generation: 1 }, here.store.context)).rejects.toMatchObject({
      code: "conflict",
    });
    const fresh = await there.join(id, { generation: 2, since: 3 });
    const { state, generation } = await readState(LOCAL_ACTOR, here.store.context, id);
    expect(generation).toBe(2);
    expect(await fresh.store("edit-0002", drawing(state).rename("New"))).toBe(4);
    expect((await stored(here, id)).components[0]?.name).toBe("New");
  });

  test("two processes on one database: edits, HTTP changes and people are seen on both", async () => {
    const [here, there] = [await start(), await start()];
    const { id, person } = await create(here);
    const [one, two] = [await here.join(id, { since: 1 }), await there.join(id, { since: 1 })];
    const began = performance.now();
    await one.store("edit-0001", person.rename("Orders"));
    await two.until("the edit of the other process", () => two.updates.length === 1);
    expect(performance.now() - began).toBeLessThan(1_000);
    await appendUpdate(LOCAL_ACTOR, { designId: id, updateId: "by-http-01", bytes: person.rename("By HTTP") }, here.store.context);
    await Promise.all([one.until("the HTTP change", () => one.updates.length === 1), two.until("the HTTP change", () => two.updates.length === 2)]);
    one.text({ type: "presence", showing: { name: "Ada", cursor: { x: 1, y: 2 } } });
    await two.until("Ada", () => two.said.some((message) => message.type === "person" && message.person.showing?.name === "Ada"));
    one.end();
    await two.until("Ada leaving", () => two.said.some((message) => message.type === "left"));
    // Sixty edits on both sides at once end in the same design with the same numbers.
    const other = drawing((await readState(LOCAL_ACTOR, here.store.context, id)).state);
    const back = await here.join(id, { since: 3 });
    await Promise.all(
      Array.from({ length: 30 }, async (_, turn) => {
        await Promise.all([back.store(`here-${turn}----`, person.rename(`Here ${turn}`)), two.store(`there-${turn}---`, other.rename(`There ${turn}`))]);
      }),
    );
    await back.until("everything", () => back.updates.length === 30);
    await two.until("everything", () => two.updates.length === 32);
    expect(await rows(here, id)).toBe(63);
  });
});
