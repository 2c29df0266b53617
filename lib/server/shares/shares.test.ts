import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LINK_HEADER } from "#lib/server/http/actor-of.ts";
import { ask, type Asking } from "#lib/server/testing/ask.ts";
import { testDatabases } from "#lib/server/testing/databases.ts";
import { openTestStore, type TestStore } from "#lib/server/testing/test-store.ts";
import { emptyDesign } from "#lib/model/design.ts";
import { designUpdate } from "#lib/sync/shared-design.ts";

const PASSWORD = "orange kettle";
const update = Buffer.from(designUpdate(emptyDesign("design", "Shop"))).toString("base64");
const change = (updateId: string) => ({ updateId, update });

/** What the tests read of answers. */
interface Body {
  readonly id: string;
  readonly secret: string;
  readonly bearer: string;
  readonly items: readonly { readonly hasPassword: boolean; readonly isOpen: boolean; readonly lastUsedAt: string | null }[];
}

describe.each(await testDatabases())("share links on $name", (database) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore(database);
  });
  afterAll(() => store.close());

  const as = (asking: Asking) => (method: string, path: string, body?: unknown) => ask<Body>(store.context, method, path, { ...asking, ...(body === undefined ? {} : { body }) });
  const local = as({ isLocal: true });
  const guest = as({});
  const design = async () => (await local("POST", "/designs", { title: "Shop" })).body.id;
  const share = async (designId: string, body: unknown) => (await local("POST", `/designs/${designId}/shares`, body)).body;
  const exchange = (secret: string, password?: string, asking: Asking = {}) => as(asking)("POST", "/shares/exchange", { secret, password });

  test.each([
    ["view", 403],
    ["comment", 403],
    ["edit", 200],
  ])("a link to %s: changing is answered with %i, and managing never", async (scope, status) => {
    const id = await design();
    const { secret } = await share(id, { scope });
    const { cookie, body } = await exchange(secret);
    expect(body).toMatchObject({ designId: id, scope });
    const bearer = as({ cookie });
    expect((await bearer("POST", `/designs/${id}/updates`, change("change-0001"))).status).toBe(status);
    expect((await bearer("PATCH", `/designs/${id}`, { title: "Renamed" })).status).toBe(status);
    for (const [method, path, sent] of [
      ["DELETE", `/designs/${id}`],
      ["POST", `/designs/${id}/shares`, { scope: "view" }],
      ["GET", `/designs/${id}/shares`],
    ] as const)
      expect((await bearer(method, path, sent)).status).toBe(403);
  });

  test("a password is asked for before anything opens; the link alone opens nothing, in a cookie neither", async () => {
    const id = await design();
    const { id: shareId, secret } = await share(id, { scope: "edit", password: PASSWORD });
    expect(await exchange(secret)).toMatchObject({
      status: 401,
      cookie: "",
      body: { error: { code: "unauthenticated", fields: { password: expect.stringContaining("asks for a password") } } },
    });
    expect(await exchange(secret, "kettle orange")).toMatchObject({
      status: 401,
      cookie: "",
      body: { error: { fields: { password: expect.stringContaining("not the password") } } },
    });
    expect((await as({ cookie: `ltl_share_${shareId}=${secret}` })("GET", `/designs/${id}/state`)).status).toBe(404);
    const opened = await exchange(secret, PASSWORD);
    expect(opened.cookie).not.toContain(secret);
    expect((await as({ cookie: opened.cookie })("GET", `/designs/${id}/state`)).status).toBe(200);
    // The same browser is not asked again, and goes on with the visit that it has.
    expect(await exchange(secret, undefined, { cookie: opened.cookie })).toMatchObject({ status: 200, cookie: opened.cookie });
    expect((await local("GET", `/designs/${id}/shares`)).body.items).toMatchObject([{ hasPassword: true, lastUsedAt: expect.any(String) }]);
    const rows = await store.context.database
      .$queryRaw`SELECT "ShareLink"::text AS row FROM "ShareLink" UNION ALL SELECT "SharePassword"::text FROM "SharePassword" UNION ALL SELECT "ShareVisit"::text FROM "ShareVisit"`;
    for (const told of [secret, opened.cookie.split("_").at(-1), PASSWORD]) {
      expect(JSON.stringify(rows)).not.toContain(told);
      expect(store.logged.join("")).not.toContain(told);
    }
  });

  test("of many guesses at a password at the same moment five are looked at; somebody elsewhere still gets in", async () => {
    const { secret } = await share(await design(), { password: PASSWORD });
    const guesses = await Promise.all(Array.from({ length: 40 }, (_, at) => exchange(secret, `guess number ${at}`)));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(5);
    const late = await exchange(secret, PASSWORD);
    expect(late).toMatchObject({ status: 429, body: { error: { code: "rate_limited" } } });
    expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await exchange(secret, PASSWORD, { address: "192.0.2.99" })).status).toBe(200);
  });

  test("the end of a link counts at once, by the clock of the database, for a browser that was let in too", async () => {
    const id = await design();
    const { id: shareId, secret } = await share(id, { scope: "edit", expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    const { cookie } = await exchange(secret);
    const bearer = as({ cookie });
    expect((await bearer("POST", `/designs/${id}/updates`, change("change-0001"))).status).toBe(200);
    await store.context.database.$executeRaw`UPDATE "ShareLink" SET "expiresAt" = now() - interval '1 millisecond' WHERE "id" = ${shareId}`;
    expect((await bearer("GET", `/designs/${id}/state`)).status).toBe(404);
    expect((await bearer("POST", `/designs/${id}/updates`, change("change-0002"))).status).toBe(404);
    expect((await exchange(secret)).status).toBe(404);
    expect((await local("GET", `/designs/${id}/shares`)).body.items).toMatchObject([{ isOpen: false }]);
  });

  test.each([
    [{ expiresAt: "2020-01-01T00:00:00Z" }, "expiresAt"],
    [{ password: "short" }, "password"],
    [{ scope: "manage" }, "scope"],
  ])("a link like %j is not made", async (body, field) => {
    const answer = await local("POST", `/designs/${await design()}/shares`, body);
    expect(answer).toMatchObject({ status: 400, body: { error: { fields: { [field]: expect.any(String) } } } });
  });

  test("whoever acts through a link does no more than the link, also at the machine itself", async () => {
    const id = await design();
    const [view, edit] = [await share(id, { scope: "view" }), await share(id, { scope: "edit" })];
    const cookie = (await Promise.all([view, edit].map(({ secret }) => exchange(secret)))).map((answer) => answer.cookie).join("; ");
    const through = (linkId: string, asking: Asking) => as({ ...asking, headers: { [LINK_HEADER]: linkId } });
    for (const isLocal of [true, false]) {
      expect((await through(view.id, { cookie, isLocal })("POST", `/designs/${id}/updates`, change(`view-${String(isLocal)}-1`))).status).toBe(403);
      expect((await through(edit.id, { cookie, isLocal })("POST", `/designs/${id}/updates`, change(`edit-${String(isLocal)}-1`))).status).toBe(200);
      expect((await through("unknown", { cookie, isLocal })("GET", `/designs/${id}/state`)).status).toBe(404);
      expect((await through(edit.id, { isLocal })("GET", `/designs/${id}/state`)).status).toBe(404);
    }
    const made = await store.context.database.designUpdate.findMany({ where: { designId: id }, select: { actor: true } });
    expect(new Set(made.map(({ actor }) => actor))).toEqual(new Set([`share:${edit.id}`]));
    await local("DELETE", `/designs/${id}/shares/${edit.id}`);
    expect((await through(edit.id, { cookie, isLocal: true })("GET", `/designs/${id}/state`)).status).toBe(404);
    expect((await guest("GET", `/designs/${id}/state`)).status).toBe(404);
  });

  test("a frame in another page gets a secret of its own that looks and does nothing else, and ends with the link", async () => {
    const id = await design();
    const { id: shareId, secret } = await share(id, { scope: "view", password: PASSWORD });
    expect(await guest("POST", "/shares/embed", { secret })).toMatchObject({ status: 401, body: { error: { fields: { password: expect.any(String) } } } });
    const opened = await guest("POST", "/shares/embed", { secret, password: PASSWORD });
    expect(opened).toMatchObject({ status: 200, cookie: "", body: { designId: id, shareId, bearer: expect.stringMatching(/^ltl_/u) } });
    const { bearer } = opened.body;
    expect(bearer).not.toBe(secret);
    for (const isLocal of [true, false]) {
      const frame = as({ isLocal, headers: { authorization: `Bearer ${bearer}` } });
      expect((await frame("GET", `/designs/${id}/state`)).status).toBe(200);
      expect((await frame("POST", `/designs/${id}/realtime-tickets`, {})).status).toBe(200);
      expect((await frame("POST", `/designs/${id}/updates`, change("change-0001"))).status).toBe(403);
      expect((await frame("POST", `/designs/${id}/comments`, { target: { kind: "design" }, body: "x" })).status).toBe(403);
      expect((await frame("GET", "/designs")).status).toBe(403);
    }
    await local("DELETE", `/designs/${id}/shares/${shareId}`);
    expect((await as({ headers: { authorization: `Bearer ${bearer}` } })("GET", `/designs/${id}/state`)).status).toBe(404);
    // What is in a page that others see must not let them write.
    const edit = await share(id, { scope: "edit" });
    expect(await guest("POST", "/shares/embed", { secret: edit.secret })).toMatchObject({ status: 403, body: { error: { code: "forbidden" } } });
  });
});
