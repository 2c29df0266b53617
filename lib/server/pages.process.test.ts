import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { temporaryFolder } from "./postgres/throwaway.ts";

/* What every page and every route of the built product tells a browser, and what it tells when everything behind it fails. */

const ROOT = join(import.meta.dirname, "../..");
/** One address of each page with a part that is filled in. */
const FILLED: Readonly<Record<string, string>> = { "[id]": "nothing-here", "[category]": "resilience", "[name]": "missing-timeout" };
const addressesOf = (file: string): readonly string[] =>
  readdirSync(join(ROOT, "app"), { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => (path === file || path.endsWith(`/${file}`)) && !path.includes("[..."))
    .map((path) => `/${path.slice(0, -file.length - 1)}`.replaceAll(/\[\w+\]/gu, (part) => FILLED[part] ?? part));
const PAGES = addressesOf("page.tsx");
const ROUTES = [...addressesOf("route.ts"), "/api/v1/me", "/api/v1/openapi.json", "/api/v1/no-such-thing"];

let dataFolder: string;
let child: ChildProcess;
let url = "";
let said = "";
let cookie = "";

beforeAll(async () => {
  dataFolder = await temporaryFolder();
  child = spawn(process.execPath, ["lib/server/testing/breakable-server.ts"], {
    cwd: ROOT,
    env: { ...process.env, PORT: "0", LINTEL_DATA: dataFolder, DATABASE_URL: "", LINTEL_ACCOUNTS: "1", NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  url = await vi.waitUntil(() => /ready: (http:\S+)/u.exec(said)?.[1], { timeout: 60_000 });
});
afterAll(async () => {
  child.kill("SIGTERM");
  await once(child, "exit");
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

const get = (path: string): Promise<Response> => fetch(`${url}${path}`, { redirect: "manual", headers: { cookie, accept: "text/html" } });
const scriptsOf = (policy: string | null): string => /script-src ([^;]*)/u.exec(policy ?? "")?.[1] ?? "";

test("a session's cookie is kept from scripts and from other sites", async () => {
  const token = /\/setup#(\S+)/u.exec(said)?.[1] ?? "";
  const body = JSON.stringify({ token, name: "Ada", email: "ada@example.org", password: "orange kettle quietly" });
  const answer = await fetch(`${url}/api/v1/setup`, { method: "POST", headers: { "content-type": "application/json" }, body });
  expect(answer.status, await answer.text()).toBe(200);
  const [given = ""] = answer.headers.getSetCookie();
  expect(given).toMatch(/^ltl_session=\S+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/u);
  cookie = given.split(";", 1)[0] ?? "";
});

test.each([...PAGES, "/no-such-page"])("%s: scripts of this answer only, framed by nobody else, kept by nobody", async (path) => {
  const [answer, again] = [await get(path), await get(path)];
  const { headers } = answer;
  const policy = headers.get("content-security-policy") ?? "";
  const nonce = /'nonce-([\w-]{22})'/u.exec(scriptsOf(policy))?.[1];
  expect(nonce).toBeDefined();
  expect(scriptsOf(policy)).not.toMatch(/unsafe|http|\*/u);
  expect(scriptsOf(again.headers.get("content-security-policy")), "a nonce is used once").not.toContain(nonce);
  for (const directive of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors "]) expect(policy).toContain(directive);
  expect(policy).not.toContain("frame-ancestors *");
  expect(Object.fromEntries(headers)).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cross-origin-opener-policy": "same-origin" });
  expect(headers.get("cache-control")).toMatch(/no-store|private/u);
  for (const name of ["x-powered-by", "server", "access-control-allow-origin"]) expect(headers.get(name), name).toBeNull();
  const scripts = [...(await answer.text()).matchAll(/<script\b([^>]*)>/gu)].map(([, attributes = ""]) => attributes);
  expect(scripts.filter((attributes) => !attributes.includes(`nonce="${nonce}"`) && !/\bsrc="\/_next\//u.test(attributes))).toEqual([]);
});

test.each(ROUTES)("%s is taken for nothing but what it is", async (path) => {
  const { headers } = await get(path);
  expect(Object.fromEntries(headers)).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
  expect(scriptsOf(headers.get("content-security-policy"))).not.toContain("unsafe");
  expect(headers.get("content-security-policy")).toContain("frame-ancestors ");
  expect(headers.get("cache-control")).toContain("no-store");
  expect(headers.get("access-control-allow-origin")).toBeNull();
});

test("when everything behind them fails, pages and routes tell a number and nothing else", async () => {
  child.send("break");
  await once(child, "message");
  const failed: string[] = [];
  for (const path of [...PAGES, ...ROUTES]) {
    const answer = await get(path);
    const body = await answer.text();
    expect(`${body} ${JSON.stringify(Object.fromEntries(answer.headers))}`, path).not.toMatch(
      /SELECT|PasswordCredential|\/srv\/|password\.ts|ltl_000|at \w+ \(|node_modules|\/work\//u,
    );
    const number = answer.headers.get("x-request-id") ?? "none";
    expect(number, path).toMatch(/^[\da-f-]{36}$/u);
    if (answer.status !== 500) continue;
    failed.push(path);
    expect(said, path).toContain(number);
    if (PAGES.includes(path)) expect(body, path).toContain(number);
  }
  expect(failed).toEqual(expect.arrayContaining(["/", "/account", "/d/nothing-here", "/designs", "/readyz", "/workspace", "/api/v1/me"]));
  expect(said, "the log has more").toContain("PasswordCredential");
});
