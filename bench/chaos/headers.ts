import { byLink, PASSWORD, setUp, WITH_ACCOUNTS } from "./accounts.ts";
import { type PromiseTrial, Verdict } from "./promise.ts";
import { withInstallation } from "#lib/server/testing/installation.ts";

/** Where the crawl begins; it follows every link to the server itself. */
const DOORS = [
  "/",
  "/sign-in",
  "/sign-up",
  "/setup",
  "/reset",
  "/invitation",
  "/external",
  "/s",
  "/view",
  "/sample",
  "/designs",
  "/account",
  "/workspace",
  "/rules",
  "/no-such-page",
];
const MOST = 600;

/** Walks through every page, with and without an account, and reads the headers. */
export const headers: PromiseTrial = {
  id: "P30",
  title: "Every page: scripts by nonce only, not framed, not sniffed, no referrer, not stored; cookies closed to scripts",
  run: () =>
    withInstallation(async (installation) => {
      const server = await installation.server({ environment: WITH_ACCOUNTS });
      const verdict = new Verdict();
      const setup = await server.ask("GET", "/openapi.json");
      verdict.expect(setup.headers.get("x-content-type-options") === "nosniff", "the API may be sniffed");
      const admin = { ...(await setUp(server)) };
      const { id } = await server.answer<{ id: string }>("POST", "/designs", { title: "Shop" }, admin);
      const visitor = await byLink(server, admin, id, { scope: "view" });
      let pages = 0;
      for (const known of [{}, admin, visitor.headers]) pages += await crawl(server.url, [...DOORS, `/d/${id}`], known, verdict);
      const given = await server.ask("POST", "/sign-in", { email: "ada@example.org", password: PASSWORD });
      for (const cookie of given.headers.getSetCookie())
        verdict.expect(/HttpOnly/u.test(cookie) && /SameSite=(?:Lax|Strict)/u.test(cookie) && /Path=\//u.test(cookie), `a cookie: ${cookie.replace(/=[^;]*/u, "=…")}`);
      verdict.expect(given.headers.get("cache-control")?.includes("no-store") === true, "the answer of signing in may be kept");
      return verdict.outcome(`${pages} pages seen by a stranger, an administrator and somebody with a link`);
    }),
};

async function crawl(origin: string, doors: readonly string[], known: Readonly<Record<string, string>>, verdict: Verdict): Promise<number> {
  const seen = new Set(doors);
  let pages = 0;
  const nonces = new Set<string>();
  for (const path of seen) {
    if (pages >= MOST) break;
    const response = await fetch(`${origin}${path}`, { headers: { ...known, accept: "text/html" }, redirect: "manual" });
    const text = await response.text();
    if (!response.headers.get("content-type")?.startsWith("text/html")) continue;
    pages += 1;
    const header = (name: string): string => response.headers.get(name) ?? "";
    const policy = header("content-security-policy");
    const scripts = /script-src ([^;]*)/u.exec(policy)?.[1] ?? "";
    const nonce = /'nonce-([\w-]{22})'/u.exec(scripts)?.[1];
    verdict.expect(nonce !== undefined && !scripts.includes("unsafe"), `${path}: script-src ${scripts}`);
    verdict.expect(nonce === undefined || !nonces.has(nonce), `${path}: the nonce was there before`);
    if (nonce !== undefined) nonces.add(nonce);
    for (const part of ["frame-ancestors", "object-src 'none'", "base-uri 'none'", "form-action 'self'"]) verdict.expect(policy.includes(part), `${path}: no ${part}`);
    for (const [name, value] of [
      ["x-content-type-options", "nosniff"],
      ["referrer-policy", "no-referrer"],
      ["cross-origin-opener-policy", "same-origin"],
    ] as const)
      verdict.expect(header(name) === value, `${path}: ${name} is "${header(name)}"`);
    verdict.expect(/no-store/u.test(header("cache-control")), `${path}: cache-control is "${header("cache-control")}"`);
    verdict.expect(header("x-powered-by") === "", `${path}: tells what it is made with`);
    for (const [, tag = ""] of text.matchAll(/<script([^>]*)>/gu)) verdict.expect(tag.includes("nonce=") || tag.includes("src="), `${path}: a script without nonce`);
    for (const [, link = ""] of text.matchAll(/href="(\/[^"#?]*)/gu)) if (!/^\/(?:_next|api|\/)|\.\w{2,5}$/u.test(link)) seen.add(link);
  }
  return pages;
}
