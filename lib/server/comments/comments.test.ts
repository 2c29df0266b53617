import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, LOCAL_ACTOR } from "#lib/server/actor.ts";
import { LINK_HEADER } from "#lib/server/http/actor-of.ts";
import { ask, type Asking } from "#lib/server/testing/ask.ts";
import { type OpenTestDatabase, testDatabases } from "#lib/server/testing/databases.ts";
import { type LiveServer, startLiveServer } from "#lib/server/testing/live-server.ts";
import type { Thread } from "./comments.ts";

/** What the tests read of answers. */
interface Body extends Thread {
  readonly secret: string;
  readonly items: readonly Thread[];
  readonly nextCursor: string | null;
}

const HOSTILE = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) \u202e\';DROP TABLE "CommentMessage";--';

describe.each(await testDatabases())("comments on $name", (database) => {
  let opened: OpenTestDatabase;
  let server: LiveServer;
  beforeAll(async () => {
    opened = await database.open();
    server = await startLiveServer(opened.address);
  });
  afterAll(async () => {
    await server.close();
    await opened.close();
  });

  const as = (asking: Asking) => (method: string, path: string, body?: unknown) =>
    ask<Body>(server.store.context, method, path, { ...asking, ...(body === undefined ? {} : { body }) });
  const local = as({ isLocal: true });
  const design = async () => (await local("POST", "/designs", { title: "Shop" })).body.id;
  const guest = async (designId: string, scope: string) => {
    const { id, secret } = (await local("POST", `/designs/${designId}/shares`, { scope })).body;
    const enter = async () => as({ cookie: (await as({})("POST", "/shares/exchange", { secret })).cookie, headers: { [LINK_HEADER]: id } });
    return { linkId: id, enter };
  };
  const begin = async (designId: string, body = "Why no timeout?") =>
    (await local("POST", `/designs/${designId}/comments`, { target: { kind: "connection", id: "a-b" }, body })).body;
  const list = async (designId: string, call = local) => (await call("GET", `/designs/${designId}/comments`)).body.items;

  test("a conversation is begun, answered, resolved, reopened by an answer, and read with who said what", async () => {
    const id = await design();
    const thread = await begin(id);
    expect(thread).toMatchObject({
      target: { kind: "connection", id: "a-b" },
      resolved: null,
      messages: [{ body: "Why no timeout?", isMine: true, author: { kind: "local", name: null } }],
    });
    const ada = await (await guest(id, "comment")).enter();
    const answered = await ada("POST", `/designs/${id}/comments/${thread.id}/replies`, { body: "Good *question*", name: " Ada " });
    expect(answered.body.messages).toMatchObject([
      { isMine: false, author: { kind: "local" } },
      { isMine: true, author: { kind: "link", name: "Ada" }, body: "Good *question*" },
    ]);
    const resolved = await ada("POST", `/designs/${id}/comments/${thread.id}/resolve`, { name: "Ada" });
    expect(resolved.body.resolved).toEqual({ at: expect.any(String), by: { kind: "link", name: "Ada" } });
    expect((await local("POST", `/designs/${id}/comments/${thread.id}/reopen`, {})).body.resolved).toBeNull();
    await ada("POST", `/designs/${id}/comments/${thread.id}/resolve`, {});
    expect((await local("POST", `/designs/${id}/comments/${thread.id}/replies`, { body: "One more thing" })).body.resolved).toBeNull();
    const other = await begin(id, "Another one");
    expect((await list(id)).map((found) => found.id)).toEqual([other.id, thread.id]);
    const page = await local("GET", `/designs/${id}/comments?limit=1`);
    expect((await local("GET", `/designs/${id}/comments?limit=1&cursor=${page.body.nextCursor}`)).body).toMatchObject({ items: [{ id: thread.id }], nextCursor: null });
  });

  test("one changes and deletes what one has said, of two guests of one link each their own; whoever manages the design deletes anything", async () => {
    const id = await design();
    const { enter } = await guest(id, "comment");
    const [ada, bob] = [await enter(), await enter()];
    const thread = (await ada("POST", `/designs/${id}/comments`, { target: { kind: "design" }, body: "By Ada", name: "Ada" })).body;
    const [first] = thread.messages;
    const path = `/designs/${id}/comments/${thread.id}/messages/${first?.id}`;
    for (const call of [bob, local]) expect(await call("PATCH", path, { body: "Forged" })).toMatchObject({ status: 403, body: { error: { code: "forbidden" } } });
    expect(await bob("DELETE", path)).toMatchObject({ status: 403 });
    expect((await ada("PATCH", path, { body: "By Ada, better" })).body.messages).toMatchObject([{ body: "By Ada, better", editedAt: expect.any(String) }]);
    await bob("POST", `/designs/${id}/comments/${thread.id}/replies`, { body: "By Bob", name: "Bob" });
    expect((await ada("DELETE", path)).status).toBe(200);
    const [left] = await list(id);
    expect(left?.messages).toMatchObject([{ isDeleted: true, isMine: false, body: "", author: { name: null } }, { body: "By Bob" }]);
    expect((await ada("PATCH", path, { body: "Back" })).status).toBe(404);
    expect((await local("DELETE", `/designs/${id}/comments/${thread.id}/messages/${left?.messages[1]?.id}`)).status).toBe(200);
    expect(await list(id)).toEqual([]);
  });

  test("somebody who may only look reads and says nothing; nothing is found through another design", async () => {
    const [id, other] = [await design(), await design()];
    const thread = await begin(id);
    const viewer = await (await guest(id, "view")).enter();
    expect(await list(id, viewer)).toHaveLength(1);
    for (const [method, path, body] of [
      ["POST", `/designs/${id}/comments`, { target: { kind: "design" }, body: "x" }],
      ["POST", `/designs/${id}/comments/${thread.id}/replies`, { body: "x" }],
      ["POST", `/designs/${id}/comments/${thread.id}/resolve`, {}],
    ] as const)
      expect((await viewer(method, path, body)).status).toBe(403);
    expect((await local("POST", `/designs/${other}/comments/${thread.id}/replies`, { body: "x" })).status).toBe(404);
    expect((await list(id))[0]?.messages).toHaveLength(1);
  });

  test.each([
    [{ target: { kind: "design" }, body: "  " }, "body"],
    [{ target: { kind: "design" }, body: "x".repeat(4_001) }, "body"],
    [{ target: { kind: "component", id: "a b" }, body: "x" }, "target.id"],
    [{ target: { kind: "finding", rule: "../x", id: "a" }, body: "x" }, "target.rule"],
    [{ target: { kind: "design", id: "a" }, body: "x" }, "target"],
    [{ target: { kind: "workspace" }, body: "x" }, "target.kind"],
  ])("%j is not said", async (body, field) => {
    expect(await local("POST", `/designs/${await design()}/comments`, body)).toMatchObject({ status: 400, body: { error: { fields: { [field]: expect.any(String) } } } });
  });

  test("hostile words are kept as they are, and change nothing but the words", async () => {
    const id = await design();
    const thread = await begin(id, HOSTILE);
    expect(thread.messages[0]?.body).toBe(HOSTILE);
    expect((await list(id))[0]?.messages[0]?.body).toBe(HOSTILE);
  });

  test("sixty messages a minute come by one link, however many guests send them", async () => {
    const id = await design();
    const { linkId, enter } = await guest(id, "comment");
    const guests = [await enter(), await enter()];
    const thread = await begin(id);
    const before = Array.from({ length: 57 }, (_, at) => ({ id: `${id.slice(0, 12)}${at}`, threadId: thread.id, author: "visit:somebody", linkId, body: "Said" }));
    await server.store.context.database.commentMessage.createMany({ data: before });
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => guests[at % 2]!("POST", `/designs/${id}/comments/${thread.id}/replies`, { body: `Message ${at}` })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(answers.find(({ status }) => status !== 201)).toMatchObject({ status: 429, body: { error: { code: "rate_limited" } } });
    expect((await local("POST", `/designs/${id}/comments/${thread.id}/replies`, { body: "Still open to others" })).status).toBe(201);
  });

  test("whoever has the design open is told at once that something was said, at every process, and nobody else", async () => {
    const there = await startLiveServer(opened.address);
    try {
      const [id, other] = [await design(), await design()];
      const { linkId } = await guest(id, "comment");
      const actor: Actor = { kind: "guest", grants: [{ linkId, visitId: "visit", designId: id, scope: "comment" }] };
      const clients = [await server.join(id), await there.join(id, { actor })];
      const stranger = await there.join(other, { actor: LOCAL_ACTOR });
      await begin(id);
      for (const client of clients) await client.until("word of it", () => client.said.some(({ type }) => type === "comments"));
      await sleep(50);
      expect(stranger.said.some(({ type }) => type === "comments")).toBe(false);
    } finally {
      await there.close();
    }
  });
});
