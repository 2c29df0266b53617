import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSession } from "#lib/server/accounts/sessions.ts";
import type { Role } from "#lib/server/actor.ts";
import { DEFAULT_WORKSPACE } from "#lib/server/database/instance.ts";
import { ask } from "#lib/server/testing/ask.ts";
import { testDatabases } from "#lib/server/testing/databases.ts";
import { openTestStore, type TestStore } from "#lib/server/testing/test-store.ts";

/* How a workspace sets the rules for its designs, over the API, on a real PostgreSQL. */

interface Answer {
  readonly version: number;
  readonly rules: Record<string, unknown>;
  readonly canChange: boolean;
}
interface Failure {
  readonly error: { readonly code: string; readonly message: string; readonly fields?: Readonly<Record<string, string>> };
}

describe.each(await testDatabases())("rules of a workspace on $name", (database) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore(database, { accounts: { isSignUpOpen: false, publicUrl: "http://localhost", mail: undefined, oidc: undefined } });
    await store.context.database.workspace.create({ data: { id: "other", title: "Other" } });
  });
  afterAll(() => store.close());

  let people = 0;
  const somebody = async (workspaceId: string, roles: Role[]) => {
    const { database: db } = store.context;
    const id = `person${(people += 1)}`;
    await db.user.create({ data: { id, email: `${id}@example.org`, name: id, memberships: { create: { workspaceId, roles } } } });
    return `ltl_session=${await startSession(db, { userId: id, workspaceId, client: "" })}`;
  };
  const read = (cookie: string) => ask<Answer>(store.context, "GET", "/workspace/rules", { cookie });
  const change = (cookie: string, version: number, rules: unknown) => ask<Answer & Failure>(store.context, "PATCH", "/workspace/rules", { cookie, body: { version, rules } });
  const create = async (cookie: string) => (await ask<{ id: string }>(store.context, "POST", "/designs", { cookie, body: { title: "Shop" } })).body.id;
  const around = async (cookie: string, designId: string) => (await ask<Answer>(store.context, "GET", `/designs/${designId}/state`, { cookie })).body.rules;

  test("a principal engineer sets them, everybody of the workspace reads them, and they come with each of its designs", async () => {
    const [engineer, viewer, stranger] = [await somebody(DEFAULT_WORKSPACE, ["PE"]), await somebody(DEFAULT_WORKSPACE, ["viewer"]), await somebody("other", ["PE"])];
    expect((await read(engineer)).body).toEqual({ version: 0, rules: {}, canChange: true });
    const rules = {
      preset: "tight",
      rules: { "mesh/consider-mesh": "off" },
      thresholds: { "resilience.timeoutMs": "2s" },
      own: [{ id: "teams", title: "Team", must: [{ property: "team", set: true }] }],
    };
    expect((await change(engineer, 0, rules)).body).toEqual({ version: 1, rules });
    expect((await read(viewer)).body).toEqual({ version: 1, rules, canChange: false });
    const [designId, elsewhere] = [await create(engineer), await create(stranger)];
    expect(await around(viewer, designId)).toEqual(rules);
    expect((await read(stranger)).body).toEqual({ version: 0, rules: {}, canChange: true });
    expect(await around(stranger, elsewhere)).toEqual({});
    const { secret } = (await ask<{ secret: string }>(store.context, "POST", `/designs/${designId}/shares`, { cookie: engineer, body: { scope: "view" } })).body;
    const { cookie: visit } = await ask(store.context, "POST", "/shares/exchange", { body: { secret } });
    expect(await around(visit, designId)).toEqual(rules);
    const events = await store.context.database.auditEvent.findMany({ where: { action: "workspace.rules" } });
    expect(events).toMatchObject([{ workspaceId: DEFAULT_WORKSPACE, detail: { changed: ["preset", "rules", "thresholds", "own"] } }]);
  });

  test("of two who change them from the same version the second is told; what changes nothing is no change", async () => {
    const engineer = await somebody(DEFAULT_WORKSPACE, ["PE"]);
    const { version } = (await read(engineer)).body;
    const answers = await Promise.all(["2s", "3s"].map((value) => change(engineer, version, { thresholds: { "resilience.timeoutMs": value } })));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409]);
    const after = (await read(engineer)).body;
    expect(after.version).toBe(version + 1);
    expect((await change(engineer, after.version, after.rules)).body.version).toBe(after.version);
    expect((await change(engineer, version, {})).body.error.code).toBe("conflict");
  });

  test.each([
    [{ preset: "strict" }, "There is no preset"],
    [{ thresholds: { "resilience.timeoutMs": "soon" } }, "Threshold"],
    [{ rules: { "resilience/missing-timout": "off" } }, "Did you mean resilience/missing-timeout?"],
    [{ rules: { "resilience/missing-timeout": "loud" } }, "rules"],
    [{ presets: "tight" }, "presets"],
  ])("%j is refused with the reason", async (rules, reason) => {
    const engineer = await somebody(DEFAULT_WORKSPACE, ["PE"]);
    const { version } = (await read(engineer)).body;
    const { status, body } = await change(engineer, version, rules);
    expect(status).toBe(400);
    expect(body.error.message).toContain(reason);
    expect((await read(engineer)).body.version).toBe(version);
  });

  test("what was stored by another version of Lintel does not keep anybody from changing the rest", async () => {
    const engineer = await somebody("other", ["PE"]);
    const old = { "old/rule": "off" };
    await store.context.database.workspace.update({ where: { id: "other" }, data: { rules: { rules: old } } });
    const { version } = (await read(engineer)).body;
    expect((await change(engineer, version, { preset: "tight", rules: old })).status).toBe(200);
  });
});
