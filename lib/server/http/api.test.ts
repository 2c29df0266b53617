import { rm } from "node:fs/promises";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { OPERATIONS } from "#lib/server/operations/catalogue.ts";
import { EmbeddedPostgres } from "#lib/server/postgres/embedded.ts";
import { temporaryFolder } from "#lib/server/postgres/throwaway.ts";
import { openStore } from "#lib/server/store.ts";
import { testDatabases } from "#lib/server/testing/databases.ts";
import { openTestStore, type TestStore } from "#lib/server/testing/test-store.ts";
import { designUpdate, SharedDesign } from "#lib/sync/shared-design.ts";
import { handleApi } from "./api.ts";
import { Limits } from "./limits.ts";
import { withRequestContext } from "./request-context.ts";

/** What the tests read of answers; a property that an answer lacks fails the test that reads it. */
interface Body {
  readonly id: string;
  readonly secret: string;
  readonly state: string;
  readonly nextCursor: string;
  readonly items: readonly { readonly title: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
}
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

describe.each(await testDatabases())("the API on $name", (database) => {
  let store: TestStore;
  let limits: Limits;
  beforeAll(async () => {
    store = await openTestStore(database);
  });
  afterAll(() => store.close());
  beforeEach(() => {
    limits = new Limits();
  });

  const ask = async (isLocal: boolean, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const request = new Request(`http://localhost/api/v1${path}`, {
      method,
      headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const about = { requestId: "request-1", remoteAddress: isLocal ? "127.0.0.1" : "192.0.2.7", isLocal, isSecure: false };
    const response = await withRequestContext(about, () => handleApi(request, store.context, limits));
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  };
  const local = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => ask(true, method, path, body, headers);
  const guest = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => ask(false, method, path, body, headers);
  const newDesign = async (title = "Shop"): Promise<string> => (await local("POST", "/designs", { title })).body.id;
  const notFound = { error: { code: "not_found", message: expect.any(String), requestId: "request-1" } };

  test("a design is created from a title, a document or an update, and listed with its title", async () => {
    const design = sketch("From a document").service("order").design;
    const update = Buffer.from(designUpdate(sketch("From an update").service("order").design)).toString("base64");
    for (const body of [{ title: "From a title" }, { design }, { update }, {}]) expect((await local("POST", "/designs", body)).status).toBe(201);
    const { body } = await local("GET", "/designs?limit=4");
    expect(body.items.map(({ title }) => title)).toEqual(["Untitled design", "From an update", "From a document", "From a title"]);
    const page = await local("GET", "/designs?limit=2");
    const next = await local("GET", `/designs?limit=2&cursor=${page.body.nextCursor}`);
    expect(next.body.items[0]?.title).toBe("From a document");
  });

  test("changes travel as base64 and come back as one state or one by one", async () => {
    const id = await newDesign();
    const shared = new SharedDesign();
    shared.apply(Buffer.from((await local("GET", `/designs/${id}/state`)).body.state, "base64"), "server");
    const updates: Uint8Array[] = [];
    shared.document.on("update", (update: Uint8Array) => updates.push(update));
    shared.write({ ...shared.design, title: "Changed", components: [{ id: "order", kind: "service", name: "Order" }] }, "test");
    const change = { updateId: "change-0001", update: Buffer.from(updates[0] ?? []).toString("base64") };
    expect((await local("POST", `/designs/${id}/updates`, change)).body).toEqual({ generation: 1, seq: 2 });
    expect((await local("POST", `/designs/${id}/updates`, change)).body).toEqual({ generation: 1, seq: 2 });
    expect((await local("GET", `/designs/${id}`)).body).toMatchObject({ title: "Changed", headSeq: 2 });
    expect((await local("GET", `/designs/${id}/updates?since=1`)).body).toMatchObject({ headSeq: 2, entries: [{ kind: "update", seq: 2, bytes: change.update }] });
    const other = new SharedDesign();
    other.apply(Buffer.from((await local("GET", `/designs/${id}/state`)).body.state, "base64"), "server");
    expect(other.design).toEqual(shared.design);
  });

  test("a renamed design has the new name inside too", async () => {
    const id = await newDesign();
    expect((await local("PATCH", `/designs/${id}`, { title: "  Renamed " })).body).toMatchObject({ title: "Renamed", headSeq: 2 });
    const shared = new SharedDesign();
    shared.apply(Buffer.from((await local("GET", `/designs/${id}/state`)).body.state, "base64"), "server");
    expect(shared.design.title).toBe("Renamed");
  });

  describe("a share link", () => {
    const share = async (designId: string, body: unknown = { scope: "view" }) => (await local("POST", `/designs/${designId}/shares`, body)).body;
    const exchange = async (secret: string) => guest("POST", "/shares/exchange", { secret });
    const cookieOf = (answer: Answer) => ({ cookie: answer.headers.get("set-cookie")?.split(";", 1)[0] ?? "" });

    test("opens its one design to look at, from being made to being ended", async () => {
      const [mine, other] = [await newDesign("Mine"), await newDesign("Other")];
      const { id, secret } = await share(mine);
      expect(secret).toMatch(/^ltl_[0-9a-z]{12}_[0-9a-z]{26}$/);
      const opened = await exchange(secret);
      expect(opened.body).toEqual({ designId: mine, shareId: id, scope: "view" });
      expect(opened.headers.get("set-cookie")).toMatch(/; Path=\/; HttpOnly; SameSite=Strict;/);
      const cookie = cookieOf(opened);
      expect((await guest("GET", `/designs/${mine}/state`, undefined, cookie)).status).toBe(200);
      expect((await guest("GET", `/designs/${other}/state`, undefined, cookie)).body).toEqual(notFound);
      for (const [method, path, body] of [
        ["PATCH", `/designs/${mine}`, { title: "Stolen" }],
        ["DELETE", `/designs/${mine}`],
        ["POST", `/designs/${mine}/updates`, { updateId: "change-0001", update: "AAA=" }],
        ["POST", `/designs/${mine}/shares`, {}],
        ["GET", `/designs/${mine}/shares`],
        ["GET", "/designs"],
      ] as const) {
        expect.soft(await guest(method, path, body, cookie), `${method} ${path}`).toMatchObject({ status: 403, body: { error: { code: "forbidden" } } });
      }
      const listed = (await local("GET", `/designs/${mine}/shares`)).body.items;
      expect(listed).toEqual([
        {
          id,
          scope: "view",
          hasPassword: false,
          creator: null,
          createdAt: expect.any(String),
          lastUsedAt: expect.any(String),
          expiresAt: null,
          revokedAt: null,
          isOpen: true,
        },
      ]);

      expect((await local("DELETE", `/designs/${mine}/shares/${id}`)).status).toBe(200);
      expect((await guest("GET", `/designs/${mine}/state`, undefined, cookie)).body).toEqual(notFound);
      expect((await exchange(secret)).body).toEqual(notFound);
    });

    test("that is wrong, expired, ended, or of a deleted design is answered alike", async () => {
      const designId = await newDesign();
      const [live, ended, expired] = [await share(designId), await share(designId), await share(designId)];
      await store.context.database.$executeRaw`UPDATE "ShareLink" SET "expiresAt" = now() - interval '1 second' WHERE "id" = ${expired.id}`;
      await local("DELETE", `/designs/${designId}/shares/${ended.id}`);
      const wrongKey = `${live.secret.slice(0, -1)}${live.secret.endsWith("a") ? "b" : "a"}`;
      for (const secret of [wrongKey, ended.secret, expired.secret, "ltl_", "", "nonsense"]) expect(await exchange(secret)).toMatchObject({ status: 404, body: notFound });
      expect((await exchange(live.secret)).status).toBe(200);
      await local("DELETE", `/designs/${designId}`);
      expect(await exchange(live.secret)).toMatchObject({ status: 404, body: notFound });
    });

    test("cannot be ended through another design", async () => {
      const [mine, other] = [await newDesign(), await newDesign()];
      const { id, secret } = await share(mine);
      expect((await local("DELETE", `/designs/${other}/shares/${id}`)).status).toBe(404);
      expect((await exchange(secret)).status).toBe(200);
    });

    test("is nowhere stored in clear, and its secret is told once", async () => {
      const designId = await newDesign();
      const key = { "idempotency-key": `once-${designId}` };
      const first = await local("POST", `/designs/${designId}/shares`, {}, key);
      const again = await local("POST", `/designs/${designId}/shares`, {}, key);
      expect(again).toMatchObject({ status: 409, body: { error: { code: "conflict" } } });
      const rows = await store.context.database.$queryRaw`SELECT "ShareLink"::text AS row FROM "ShareLink" UNION ALL SELECT "IdempotentAnswer"::text FROM "IdempotentAnswer"`;
      expect(JSON.stringify(rows)).not.toContain(first.body.secret.slice(17));
      expect(store.logged.join("")).not.toContain(first.body.secret.slice(17));
    });

    test("can be guessed at a few times a minute only", async () => {
      const { secret } = await share(await newDesign());
      await store.context.database.attemptCount.deleteMany();
      const answers = await Promise.all(Array.from({ length: 60 }, () => exchange("ltl_000000000000_00000000000000000000000000")));
      expect(answers.filter(({ status }) => status === 404)).toHaveLength(30);
      const refused = await exchange(secret);
      expect(refused).toMatchObject({ status: 429, body: { error: { code: "rate_limited" } } });
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(refused.headers.get("ratelimit-remaining")).toBe("0");
    });
  });

  test("a stranger is let into nothing, and learns nothing about what exists", async () => {
    const id = await newDesign();
    for (const operation of OPERATIONS.filter(({ policy, needsAccounts }) => policy !== "public" && !needsAccounts)) {
      const path = operation.path
        .replace("{designId}", id)
        .replace("{version}", "1")
        .replace(/\{\w+Id\}/gu, "0".repeat(12));
      const title = { title: "Mine now" };
      const bodies: Record<string, unknown> = {
        "designs.append": { updateId: "change-0001", update: "AAA=" },
        "designs.rename": title,
        "comments.create": { target: { kind: "design" }, body: "Mine" },
        "comments.edit": { body: "Mine" },
        "comments.reply": { body: "Mine" },
        "versions.create": title,
        "versions.rename": title,
      };
      const answer = await guest(operation.method, path, operation.method === "GET" || operation.method === "DELETE" ? undefined : (bodies[operation.id] ?? {}));
      expect.soft(answer.status, operation.id).toBe(operation.policy.startsWith("workspace") ? 401 : 404);
    }
  });

  describe("a repeated request", () => {
    test("with the same key has one effect, also at the same moment", async () => {
      const before = await store.context.database.designDocument.count();
      const key = { "idempotency-key": "create-just-once" };
      const answers = await Promise.all(Array.from({ length: 8 }, () => local("POST", "/designs", { title: "Once" }, key)));
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      expect(answers.every(({ status }) => status === 201)).toBe(true);
      expect(await store.context.database.designDocument.count()).toBe(before + 1);
    });

    test("with the same key and another content is a conflict", async () => {
      const key = { "idempotency-key": "create-another" };
      await local("POST", "/designs", { title: "One" }, key);
      expect(await local("POST", "/designs", { title: "Two" }, key)).toMatchObject({ status: 409, body: { error: { code: "conflict" } } });
    });

    test("that failed leaves its key free", async () => {
      const key = { "idempotency-key": "create-after-failure" };
      expect((await local("POST", "/designs", { update: "bm90IGEgY2hhbmdl" }, key)).status).toBe(400);
      expect((await local("POST", "/designs", { title: "Now" }, key)).status).toBe(201);
    });
  });

  test.each([
    ["GET", "/nothing", undefined, {}, 404, "not_found"],
    ["GET", "/designs/../../etc", undefined, {}, 404, "not_found"],
    ["PUT", "/designs", "{}", {}, 405, "method_not_allowed"],
    ["POST", "/designs", "{", {}, 400, "invalid_input"],
    ["POST", "/designs", "[]", {}, 400, "invalid_input"],
    ["POST", "/designs", "title=x", { "content-type": "application/x-www-form-urlencoded" }, 415, "unsupported_media_type"],
    ["POST", "/designs", { title: "x", workspaceId: "other" }, {}, 400, "invalid_input"],
    ["POST", "/designs", { title: { not: "" } }, {}, 400, "invalid_input"],
    ["POST", "/designs", { title: "x" }, { "idempotency-key": "short" }, 400, "invalid_input"],
    ["PATCH", "/designs/abc", { title: "x".repeat(70_000) }, {}, 413, "too_large"],
    ["PATCH", "/designs/abc", { title: "x", designId: "def" }, {}, 400, "invalid_input"],
    ["PATCH", "/designs/ABC'--", { title: "x" }, {}, 400, "invalid_input"],
    ["GET", "/designs?limit=100000", undefined, {}, 400, "invalid_input"],
    ["GET", "/designs?cursor=%00", undefined, {}, 400, "invalid_input"],
    ["GET", "/designs?where=1", undefined, {}, 400, "invalid_input"],
  ] as const)("%s %s is refused in the one form", async (method, path, body, headers, status, code) => {
    const answer = await local(method, path, body, headers);
    expect(answer).toMatchObject({ status, body: { error: { code, message: expect.any(String), requestId: "request-1" } } });
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
  });

  test("our own mistake is told by its number only", async () => {
    const broken = { ...store.context, database: { designDocument: { findMany: () => Promise.reject(new Error("SELECT secret FROM /etc/passwd")) } } };
    const about = { requestId: "request-2", remoteAddress: "127.0.0.1", isLocal: true, isSecure: false };
    // Only what this operation touches is there.
    const context = broken as unknown as TestStore["context"];
    const response = await withRequestContext(about, () => handleApi(new Request("http://localhost/api/v1/designs"), context, limits));
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(JSON.parse(text)).toEqual({ error: { code: "internal", message: expect.any(String), requestId: "request-2" } });
    expect(text).not.toMatch(/SELECT|passwd|\.ts/);
    expect(store.logged.join("")).toContain("SELECT secret");
  });

  test("calls are counted and the count is told", async () => {
    const { headers } = await local("GET", "/designs");
    expect(headers.get("ratelimit-limit")).toBe("600");
    expect(headers.get("ratelimit-remaining")).toBe("599");
  });

  test("describes itself: every operation, with its input and its failures", async () => {
    const { body } = await guest("GET", "/openapi.json");
    const paths = body.paths;
    const described = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(described.toSorted()).toEqual(OPERATIONS.map(({ id }) => id).toSorted());
    expect(body).toMatchObject({ openapi: "3.1.0", components: { schemas: { Error: { type: "object" } } } });
  });
});

test("while the database is away requests are told when to try again; afterwards everything works unaided", async () => {
  const dataFolder = await temporaryFolder();
  const start = () => EmbeddedPostgres.start({ dataFolder, root: process.cwd(), notice: () => undefined });
  const first = await start();
  const store = await openStore(first.address, pino({ level: "silent" }));
  const limits = new Limits();
  const ask = () => {
    const about = { requestId: "request-3", remoteAddress: "127.0.0.1", isLocal: true, isSecure: false };
    return withRequestContext(about, () => handleApi(new Request("http://localhost/api/v1/designs"), store.context, limits));
  };
  expect((await ask()).status).toBe(200);
  await first.stop();
  const away = await ask();
  expect(away.status).toBe(503);
  expect(away.headers.get("retry-after")).toBe("2");
  expect(await away.json()).toMatchObject({ error: { code: "unavailable" } });
  await expect(store.ping()).rejects.toBeInstanceOf(Error);

  const second = await start();
  expect((await ask()).status).toBe(200);
  await store.close();
  await second.stop();
  await rm(dataFolder, { recursive: true, force: true });
});
