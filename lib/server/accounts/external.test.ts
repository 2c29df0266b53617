import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "#lib/server/testing/ask.ts";
import { testDatabases } from "#lib/server/testing/databases.ts";
import { openTestStore, type TestStore } from "#lib/server/testing/test-store.ts";
import { issueSetupToken } from "./setup.ts";

/* Against a real identity provider on this machine. Whoever comes to it is signed in there under the name that the test asks for. */

const PUBLIC = "http://localhost:3999";
const [database] = await testDatabases();
if (database === undefined) throw new Error("There is no database to test on.");

let store: TestStore;
let provider: Server;
let issuer: string;
beforeAll(async () => {
  provider = createServer();
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  // A server that listens on TCP has an address of this form.
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const oidc = new Provider(issuer, {
    clients: [{ client_id: "lintel", client_secret: "a secret of the provider", redirect_uris: [`${PUBLIC}/external`] }],
    pkce: { required: () => true },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id.replace(/-.*$/u, "")}@example.org`, email_verified: !id.endsWith("-unverified"), name: id }),
    }),
  });
  const answer = oidc.callback();
  provider.on("request", (request, response) => void answer(request, response));
  store = await openTestStore(database, {
    accounts: { isSignUpOpen: false, publicUrl: PUBLIC, mail: undefined, oidc: { issuer, clientId: "lintel", clientSecret: "a secret of the provider", title: "the company" } },
  });
  const token = await issueSetupToken(store.context.database);
  admin = (await call(undefined, "POST", "/setup", { token, workspace: "Shop", name: "Ada", email: "ada@example.org", password: "orange kettle quietly" })).cookie;
});
afterAll(async () => {
  provider.close();
  await store.close();
});

let admin: string;
const call = <Body = { readonly error: { readonly code: string; readonly message: string } }>(cookie: string | undefined, method: string, path: string, body?: unknown) =>
  ask<Body>(store.context, method, path, { cookie, ...(body !== undefined && { body }) });
const begin = (cookie?: string, invitation?: string) => call<{ readonly url: string }>(cookie, "POST", "/external/begin", invitation === undefined ? {} : { invitation });
const invite = async (more: Record<string, unknown> = {}) =>
  (await call<{ readonly secret: string }>(admin, "POST", "/workspace/invitations", { roles: ["BE"], ...more })).body.secret;
const me = async (cookie: string) => (await call<{ readonly person: { readonly name: string } | null }>(cookie, "GET", "/me")).body.person;

/** Walks through the provider's own pages as somebody, and returns the query that it sends the browser back with. */
async function walk(url: string, login: string): Promise<string> {
  const jar = new Map<string, string>();
  let next = url;
  let body: URLSearchParams | undefined;
  for (let step = 0; step < 12; step += 1) {
    const response = await fetch(next, {
      redirect: "manual",
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(body && { method: "POST", body }),
    });
    body = undefined;
    for (const header of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (header.split(";", 1)[0] ?? "").split(/=(.*)/su);
      jar.set(name, value);
    }
    const location = response.headers.get("location");
    if (location !== null) {
      next = new URL(location, next).href;
      if (next.startsWith(PUBLIC)) return new URL(next).search;
      continue;
    }
    const page = await response.text();
    const action = /action="([^"]+)"/u.exec(page)?.[1];
    const prompt = /name="prompt" value="(\w+)"/u.exec(page)?.[1];
    if (action === undefined || prompt === undefined) throw new Error(`The provider showed something else: ${page.slice(0, 300)}`);
    next = new URL(action, next).href;
    body = new URLSearchParams({ prompt, login, password: "any" });
  }
  throw new Error("The provider did not send the browser back.");
}

const finish = (cookie: string, query: string) =>
  call<{ readonly linked?: boolean; readonly error?: { readonly code: string; readonly message: string } }>(cookie, "POST", "/external/finish", { query });
const session = (cookie: string) => cookie.split("; ").find((pair) => /^ltl_session=./u.test(pair)) ?? "";

test("nobody comes in whom no account knows, also with the address of an account", async () => {
  const begun = await begin();
  const url = new URL(begun.body.url);
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    code_challenge_method: "S256",
    state: expect.any(String),
    nonce: expect.any(String),
    redirect_uri: `${PUBLIC}/external`,
  });
  expect(begun.headers.get("set-cookie")).toMatch(/^ltl_external=ltl_\w+; Path=\/; HttpOnly; SameSite=Strict/u);
  const answer = await finish(begun.cookie, await walk(begun.body.url, "ada"));
  expect(answer).toMatchObject({ status: 403 });
  expect(session(answer.cookie)).toBe("");
});

test("an invitation makes an account; afterwards the provider is enough; a closed account stays closed", async () => {
  const begun = await begin(undefined, await invite());
  const joined = await finish(begun.cookie, await walk(begun.body.url, "grace"));
  expect(joined.status).toBe(200);
  expect(await me(session(joined.cookie))).toMatchObject({ name: "grace", email: "grace@example.org" });
  const again = await begin();
  const back = await finish(again.cookie, await walk(again.body.url, "grace"));
  const person = await me(session(back.cookie));
  expect(person).toMatchObject({ name: "grace" });
  const { userId } = await store.context.database.externalIdentity.findFirstOrThrow({ where: { subject: "grace", issuer } });
  await call(admin, "POST", `/workspace/members/${userId}/deactivate`);
  const closed = await begin();
  expect((await finish(closed.cookie, await walk(closed.body.url, "grace"))).status).toBe(401);
});

test("an invitation does not give somebody the account that has the same address, nor an address that is not confirmed", async () => {
  for (const [login, status] of [
    ["ada-other", 409],
    ["eve-unverified", 403],
  ] as const) {
    const begun = await begin(undefined, await invite());
    const answer = await finish(begun.cookie, await walk(begun.body.url, login));
    expect(answer.status, login).toBe(status);
  }
});

test("whoever is signed in links an identity, and comes in by it from then on", async () => {
  const begun = await begin(admin);
  const answer = await finish(`${admin}; ${begun.cookie}`, await walk(begun.body.url, "ada-at-work"));
  expect(answer).toMatchObject({ status: 200, body: { linked: true } });
  const again = await begin();
  const back = await finish(again.cookie, await walk(again.body.url, "ada-at-work"));
  expect(await me(session(back.cookie))).toMatchObject({ name: "Ada" });
  const twice = await begin(session(back.cookie));
  expect((await finish(`${session(back.cookie)}; ${twice.cookie}`, await walk(twice.body.url, "ada-at-work"))).status).toBe(409);
});

test("what the provider gives works once, and only in the browser and for the sign-in that it was given to", async () => {
  const [one, other] = [await begin(), await begin()];
  const query = await walk(one.body.url, "ada-at-work");
  expect((await finish("", query)).status, "another browser").toBe(400);
  expect((await finish(other.cookie, query)).status, "another sign-in: its state differs").toBe(401);
  expect((await finish(one.cookie, query)).status).toBe(200);
  expect((await finish(one.cookie, query)).status, "a second time").toBe(400);
  const third = await begin();
  const forged = new URLSearchParams(await walk(third.body.url, "ada-at-work"));
  forged.set("iss", "http://127.0.0.1:1");
  expect((await finish(third.cookie, `?${forged}`)).status, "another issuer").toBe(401);
  const late = await begin();
  const lateQuery = await walk(late.body.url, "ada-at-work");
  await store.context.database.$executeRaw`UPDATE "ExternalSignIn" SET "expiresAt" = now() - interval '1 second'`;
  expect((await finish(late.cookie, lateQuery)).status, "too late").toBe(400);
});
