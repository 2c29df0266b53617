import { performance } from "node:perf_hooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Limits } from "#lib/server/http/limits.ts";
import { openStore, type Store } from "#lib/server/store.ts";
import { ask } from "#lib/server/testing/ask.ts";
import { type OpenTestDatabase, testDatabases } from "#lib/server/testing/databases.ts";
import { pino } from "pino";
import { issueSetupToken } from "./setup.ts";

/* The journeys of accounts, over the API, each on a real PostgreSQL. The tests of a block build on each other: an installation is set up once only. */

const ACCOUNTS = { isSignUpOpen: false, publicUrl: "http://localhost", mail: undefined, oidc: undefined } as const;
const PASSWORD = "orange kettle quietly";
const OTHER_PASSWORD = "purple anchor melody";

/** The statuses of simultaneous calls, in order: which of them came first is chance. */
const statuses = (answers: readonly { readonly status: number }[]): readonly number[] => answers.map(({ status }) => status).toSorted((one, other) => one - other);

interface Secret {
  readonly secret: string;
}
interface Items<Item> {
  readonly items: readonly Item[];
}
interface Failure {
  readonly error: { readonly code: string; readonly message: string; readonly fields?: Readonly<Record<string, string>> };
}

describe.each(await testDatabases())("accounts on $name", (database) => {
  let opened: OpenTestDatabase;
  let store: Store;
  const logged: string[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => void logged.push(line) });
  let designId: string;
  let admin: string;
  beforeAll(async () => {
    opened = await database.open();
    // An installation that was used without accounts before.
    const before = await openStore(opened.address, log);
    designId = (await ask<{ id: string }>(before.context, "POST", "/designs", { isLocal: true, body: { title: "Of before" } })).body.id;
    await before.close();
    store = await openStore(opened.address, log, { accounts: ACCOUNTS });
  });
  afterAll(async () => {
    await store.close();
    await opened.close();
  });

  const call = <Body>(cookie: string | undefined, method: string, path: string, body?: unknown, address?: string) =>
    ask<Body>(store.context, method, path, { cookie, ...(body !== undefined && { body }), ...(address !== undefined && { address }) });
  const signIn = (email: string, password: string, address?: string) => call<Failure>(undefined, "POST", "/sign-in", { email, password }, address);
  const invite = async (roles: readonly string[], more: Record<string, unknown> = {}) =>
    (await call<Secret>(admin, "POST", "/workspace/invitations", { roles, ...more })).body.secret;
  const join = async (email: string, roles: readonly string[], more?: Record<string, unknown>) =>
    (await call(undefined, "POST", "/sign-up", { invitation: await invite(roles, more), name: email.split("@", 1)[0], email, password: PASSWORD })).cookie;
  const idOf = async (cookie: string) => (await call<{ person: { id: string } }>(cookie, "GET", "/me")).body.person.id;

  test("whoever sits at the machine has no rights of their own once there are accounts", async () => {
    expect((await ask(store.context, "GET", "/designs", { isLocal: true })).status).toBe(401);
    expect((await ask(store.context, "GET", `/designs/${designId}`, { isLocal: true })).status).toBe(404);
  });

  test("of many who have the set-up token at the same moment one becomes the administrator, and the designs of before are theirs", async () => {
    const token = await issueSetupToken(store.context.database);
    const person = (index: number) => ({ token, workspace: "Shop", name: "Ada", email: `ada${index}@example.org`, password: PASSWORD });
    expect((await call<Failure>(undefined, "POST", "/setup", { ...person(0), token: `${token?.slice(0, -1)}!` })).status).toBe(404);
    const answers = await Promise.all([1, 2, 3, 4].map((index) => call(undefined, "POST", "/setup", person(index))));
    expect(statuses(answers)).toEqual([200, 404, 404, 404]);
    admin = answers.find(({ status }) => status === 200)?.cookie ?? "";
    expect(admin).toMatch(/^ltl_session=ltl_[0-9a-z]{12}_[0-9a-z]{50}$/);
    expect((await call(admin, "GET", "/me")).body).toMatchObject({ needsSetup: false, workspace: { id: "default", title: "Shop", isAdmin: true, isOwner: true, canEdit: true } });
    expect((await call<Items<{ title: string }>>(admin, "GET", "/designs")).body.items.map(({ title }) => title)).toEqual(["Of before"]);
    expect(await issueSetupToken(store.context.database)).toBeUndefined();
    expect((await call(undefined, "POST", "/setup", person(9))).status).toBe(404);
  });

  test("the session's cookie cannot be read by scripts, and lasts as long as the session", async () => {
    const { email } = await store.context.database.user.findFirstOrThrow();
    const { headers } = await signIn(email, PASSWORD);
    expect(headers.get("set-cookie")).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000$/);
  });

  test("an installation that has accounts does not start without them", async () => {
    await expect(openStore(opened.address, log)).rejects.toThrow("LINTEL_ACCOUNTS=1");
  });

  test.each([
    ["short", "10 characters"],
    ["Password1234", "tried first"],
    ["qwertyuiop", "tried first"],
    ["abcabcabcabc", "repeats"],
    ["grace.hopper12", "your name"],
  ])("%j is no password", async (password, why) => {
    const invitation = await invite(["BE"]);
    const { status, body } = await call<Failure>(undefined, "POST", "/sign-up", { invitation, name: "Grace Hopper", email: "grace.hopper@example.org", password });
    expect(status).toBe(400);
    expect(body.error.fields?.["password"]).toContain(why);
  });

  test("an invitation is accepted once, by one of those who try, and only with its address when it has one", async () => {
    const invitation = await invite(["FE"], { email: "linus@example.org" });
    expect((await call(undefined, "POST", "/invitations/exchange", { secret: invitation })).body).toEqual({
      workspaceTitle: "Shop",
      roles: ["FE"],
      isAdmin: false,
      email: "linus@example.org",
    });
    const wrong = await call<Failure>(undefined, "POST", "/sign-up", { invitation, name: "Eve", email: "eve@example.org", password: PASSWORD });
    expect(wrong).toMatchObject({ status: 400, body: { error: { fields: { email: expect.any(String) } } } });
    expect(await store.context.database.user.count({ where: { email: "eve@example.org" } })).toBe(0);
    expect((await call(undefined, "POST", "/sign-up", { invitation, name: "Linus", email: "Linus@Example.org", password: PASSWORD })).status).toBe(200);
    const open = await invite(["BE"]);
    const answers = await Promise.all(
      [1, 2, 3].map((index) => call(undefined, "POST", "/sign-up", { invitation: open, name: "Race", email: `race${index}@example.org`, password: PASSWORD })),
    );
    expect(statuses(answers)).toEqual([200, 404, 404]);
    const [ended, expired] = [await invite(["BE"]), await invite(["BE"])];
    expect((await call(admin, "DELETE", `/workspace/invitations/${ended.split("_")[1]}`)).status).toBe(200);
    await store.context.database.invitation.update({ where: { id: expired.split("_")[1] ?? "" }, data: { expiresAt: new Date(Date.now() - 1_000) } });
    for (const secret of [invitation, ended, expired, "nonsense"]) expect((await call(undefined, "POST", "/invitations/exchange", { secret })).status).toBe(404);
    expect((await call<Failure>(undefined, "POST", "/sign-up", { name: "No", email: "no@example.org", password: PASSWORD })).body.error.code).toBe("forbidden");
  });

  test("no account, a wrong password and a closed account are answered alike, and take as long", async () => {
    const closed = await join("closed@example.org", ["BE"]);
    await call(admin, "POST", `/workspace/members/${await idOf(closed)}/deactivate`);
    const times: number[] = [];
    const bodies: unknown[] = [];
    for (const [email, password] of [
      ["nobody@example.org", PASSWORD],
      ["linus@example.org", OTHER_PASSWORD],
      ["closed@example.org", PASSWORD],
    ] as const) {
      const began = performance.now();
      const { status, body } = await signIn(email, password);
      times.push(performance.now() - began);
      bodies.push([status, body]);
    }
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    // An answer without hashing would take a hundredth of the others' time.
    expect(Math.min(...times)).toBeGreaterThan(Math.max(...times) / 5);
  });

  test("of 200 simultaneous guesses on two processes exactly 5 are evaluated", async () => {
    const second = await openStore(opened.address, log, { accounts: ACCOUNTS });
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        ask<Failure>((index % 2 === 0 ? store : second).context, "POST", "/sign-in", {
          address: "198.51.100.1",
          body: { email: "linus@example.org", password: `guess ${index}` },
        }),
      ),
    );
    await second.close();
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(195);
    expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await signIn("linus@example.org", PASSWORD, "198.51.100.1")).status, "also the right one has to wait").toBe(429);
    expect((await signIn("linus@example.org", PASSWORD, "198.51.100.2")).status, "somebody else's guesses lock nobody out").toBe(200);
  });

  test("guesses at any secret are counted for all processes together, and for each address by itself", async () => {
    const second = await openStore(opened.address, log, { accounts: ACCOUNTS });
    const limits = () => new Limits();
    const guess = (index: number, address: string) =>
      ask(index % 2 === 0 ? store.context : second.context, "POST", "/invitations/exchange", { address, limits: limits(), body: { secret: `guess-${index}` } });
    const answers = await Promise.all(Array.from({ length: 80 }, (_, index) => guess(index, "198.51.100.9")));
    expect((await guess(0, "198.51.100.10")).status).not.toBe(429);
    await second.close();
    expect(answers.filter(({ status }) => status !== 429)).toHaveLength(30);
  });

  test("another password ends every session and gives this one a new name", async () => {
    const [here, there] = [await join("ken@example.org", ["BE"]), (await signIn("ken@example.org", PASSWORD)).cookie];
    const wrong = await call<Failure>(here, "POST", "/me/password", { current: OTHER_PASSWORD, password: OTHER_PASSWORD });
    expect(wrong.body.error.fields).toEqual({ current: expect.any(String) });
    const { cookie } = await call(here, "POST", "/me/password", { current: PASSWORD, password: OTHER_PASSWORD });
    expect(cookie).not.toBe(here);
    for (const old of [here, there]) expect((await call(old, "GET", "/me/sessions")).status).toBe(401);
    expect((await call<Items<{ isThis: boolean }>>(cookie, "GET", "/me/sessions")).body.items).toMatchObject([{ isThis: true }]);
    expect((await signIn("ken@example.org", PASSWORD)).status).toBe(401);
  });

  test("a session ends when it is signed out, revoked, unused for a week, or a month old, by the clock of the database", async () => {
    const fresh = async () => (await signIn("ken@example.org", OTHER_PASSWORD)).cookie;
    const idIn = (cookie: string) => cookie.split("_")[2] ?? "";
    const [out, revoked, idle, old, mine] = [await fresh(), await fresh(), await fresh(), await fresh(), await fresh()];
    await call(out, "POST", "/sign-out");
    expect((await call(mine, "DELETE", `/me/sessions/${idIn(revoked)}`)).status).toBe(200);
    await store.context.database.$executeRaw`UPDATE "Session" SET "lastUsedAt" = now() - interval '8 days' WHERE "id" = ${idIn(idle)}`;
    await store.context.database.$executeRaw`UPDATE "Session" SET "expiresAt" = now() - interval '1 second' WHERE "id" = ${idIn(old)}`;
    for (const cookie of [out, revoked, idle, old]) expect((await call(cookie, "GET", "/me/sessions")).status).toBe(401);
    expect((await call(mine, "GET", "/me/sessions")).status).toBe(200);
    expect((await call(admin, "DELETE", `/me/sessions/${idIn(mine)}`)).status, "nobody ends a session of somebody else").toBe(404);
    const other = `${mine.slice(0, -1)}${mine.endsWith("a") ? "b" : "a"}`;
    expect((await call(other, "GET", "/me/sessions")).status).toBe(401);
  });

  test("a viewer looks and changes nothing; another role counts with the next request", async () => {
    const vera = await join("vera@example.org", ["viewer"]);
    expect((await call(vera, "GET", `/designs/${designId}/state`)).status).toBe(200);
    expect((await call<Failure>(vera, "PATCH", `/designs/${designId}`, { title: "Mine" })).body.error.code).toBe("forbidden");
    await call(admin, "PATCH", `/workspace/members/${await idOf(vera)}`, { roles: ["BE"] });
    expect((await call(vera, "PATCH", `/designs/${designId}`, { title: "Ours" })).status).toBe(200);
    await call(admin, "PATCH", `/workspace/members/${await idOf(vera)}`, { roles: ["viewer"] });
    expect((await call(vera, "PATCH", `/designs/${designId}`, { title: "Mine" })).status).toBe(403);
  });

  test("whoever becomes an administrator signs in anew; e-mail addresses are told to administrators only", async () => {
    const tim = await join("tim@example.org", ["PE"]);
    const seen = async (cookie: string) => (await call<Items<{ name: string; email: string | null }>>(cookie, "GET", "/workspace/members")).body.items;
    expect((await seen(tim)).filter(({ name, email }) => email !== null && name !== "tim")).toEqual([]);
    await call(admin, "PATCH", `/workspace/members/${await idOf(tim)}`, { isAdmin: true });
    expect((await call(tim, "GET", "/me/sessions")).status).toBe(401);
    const { cookie } = await signIn("tim@example.org", PASSWORD);
    expect((await seen(cookie)).some(({ email }) => email === "linus@example.org")).toBe(true);
  });

  test("deactivation ends every session at once, and reactivation does not bring them back", async () => {
    const out = await join("out@example.org", ["BE"]);
    const id = await idOf(out);
    await call(admin, "POST", `/workspace/members/${id}/deactivate`);
    expect((await call(out, "GET", "/designs")).status).toBe(401);
    expect((await signIn("out@example.org", PASSWORD)).status).toBe(401);
    await call(admin, "POST", `/workspace/members/${id}/reactivate`);
    expect((await call(out, "GET", "/designs")).status).toBe(401);
    expect((await signIn("out@example.org", PASSWORD)).status).toBe(200);
  });

  test("the owner cannot be shut out or demoted; a workspace is handed on to one of two at the same moment", async () => {
    const owner = await idOf(admin);
    for (const [method, path, body] of [
      ["POST", `/workspace/members/${owner}/deactivate`, {}],
      ["PATCH", `/workspace/members/${owner}`, { isAdmin: false }],
    ] as const)
      expect((await call(admin, method, path, body)).status).toBe(409);
    const [ann, bob] = [await idOf(await join("ann@example.org", ["PM"])), await idOf(await join("bob@example.org", ["PM"]))];
    const answers = await Promise.all([ann, bob].map((userId) => call(admin, "POST", "/workspace/transfer", { userId })));
    const done = answers.filter(({ status }) => status === 200);
    expect(done).toHaveLength(1);
    admin = done[0]?.cookie ?? "";
    expect((await call(admin, "GET", "/me")).body).toMatchObject({ workspace: { isAdmin: true, isOwner: false } });
    expect((await call(admin, "POST", `/workspace/members/${answers[0]?.status === 200 ? ann : bob}/reset-link`, {})).status, "nobody becomes the owner by a link").toBe(403);
  });

  test("an administrator's link sets a new password once and ends every session", async () => {
    const rob = await join("rob@example.org", ["BE"]);
    const link = async () => (await call<Secret>(admin, "POST", `/workspace/members/${await idOf(rob)}/reset-link`, {})).body.secret;
    const older = await link();
    const secret = await link();
    expect((await call(undefined, "POST", "/password-resets/use", { secret: older, password: OTHER_PASSWORD })).status).toBe(404);
    const answers = await Promise.all([1, 2].map(() => call(undefined, "POST", "/password-resets/use", { secret, password: OTHER_PASSWORD })));
    expect(statuses(answers)).toEqual([200, 404]);
    expect((await call(rob, "GET", "/me/sessions")).status).toBe(401);
    expect((await signIn("rob@example.org", OTHER_PASSWORD)).status).toBe(200);
  });

  test("a team has members of its workspace only", async () => {
    const ids = (await call<Items<{ id: string }>>(admin, "GET", "/workspace/members")).body.items
      .map(({ id }) => id)
      .slice(0, 2)
      .toSorted();
    const { body } = await call<{ id: string }>(admin, "POST", "/workspace/teams", { title: "Checkout", memberIds: ids });
    expect((await call(admin, "POST", "/workspace/teams", { title: "Checkout" })).status).toBe(409);
    expect((await call(admin, "PATCH", `/workspace/teams/${body.id}`, { title: "Payments", memberIds: ["stranger"] })).status).toBe(404);
    expect((await call(admin, "GET", "/workspace/teams")).body).toEqual({ items: [{ id: body.id, title: "Checkout", memberIds: ids }] });
    expect((await call(admin, "DELETE", `/workspace/teams/${body.id}`)).status).toBe(200);
  });

  test("what was done stands in the audit log, which is only added to", async () => {
    const { items } = (await call<Items<{ action: string }>>(admin, "GET", "/workspace/audit?limit=100")).body;
    const actions = new Set(items.map(({ action }) => action));
    for (const action of [
      "setup.complete",
      "invitations.accept",
      "sign-in",
      "sign-in.refused",
      "members.deactivate",
      "password.change",
      "workspace.transfer",
      "resets.use",
      "sessions.revoke",
    ])
      expect.soft(actions).toContain(action);
    const { database: rows } = store.context;
    await expect(rows.auditEvent.updateMany({ data: { actor: "nobody" } })).rejects.toThrow("The audit log is only added to.");
    await expect(rows.auditEvent.deleteMany()).rejects.toThrow("The audit log is only added to.");
    await expect(rows.$executeRaw`TRUNCATE "AuditEvent"`).rejects.toThrow("The audit log is only added to.");
  });

  test("no password and no secret is stored or logged in clear", async () => {
    const kept = await store.context.database.$queryRaw`
      SELECT "PasswordCredential"::text AS row FROM "PasswordCredential" UNION ALL SELECT "Session"::text FROM "Session" UNION ALL SELECT "Invitation"::text FROM "Invitation"
      UNION ALL SELECT "PasswordReset"::text FROM "PasswordReset" UNION ALL SELECT "AuditEvent"::text FROM "AuditEvent" UNION ALL SELECT "IdempotentAnswer"::text FROM "IdempotentAnswer"`;
    const text = JSON.stringify(kept) + logged.join("");
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toMatch(/ltl_[0-9a-z]{12}_/);
  });
});
