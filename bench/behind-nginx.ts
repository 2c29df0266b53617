import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium, type Page } from "@playwright/test";
import { temporaryFolder, withThrowawayPostgres } from "#lib/server/postgres/throwaway.ts";
import { ensureBrowser } from "../.config/setup/browser.mjs";
import { Studio } from "../e2e/studio.ts";

/*
 * npm run test:nginx: two servers on one PostgreSQL behind a real nginx with docs/nginx.conf, two browsers. Needs nginx and built pages.
 * Shows that people at different servers draw together, that a server that is killed is taken over, that limits count the visitors of both
 * servers together and believe no header of theirs, and that answers come through nginx with what protects them.
 */
const ROOT = join(import.meta.dirname, "..");
const PASSWORD = "orange kettle quietly";
const problems: string[] = [];

function report(what: string, isRight: boolean, figure = ""): void {
  process.stdout.write(`${isRight ? "ok  " : "FAIL"}  ${what}${figure === "" ? "" : `: ${figure}`}\n`);
  if (!isRight) problems.push(what);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (typeof address !== "object" || address === null) throw new Error("No free port.");
  return address.port;
}

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  readonly metrics: string;
  readonly said: () => string;
}

async function startServer(folder: string, name: string, databaseUrl: string, url: string): Promise<Running> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, ["lib/server/main.ts"], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(port),
      LINTEL_DATA: join(folder, name),
      DATABASE_URL: databaseUrl,
      NODE_ENV: "production",
      LINTEL_ACCOUNTS: "1",
      LINTEL_URL: url,
      LINTEL_PROXIES: "127.0.0.1",
      LINTEL_METRICS_PORT: String(metricsPort),
      REDIS_URL: process.env["REDIS_URL"] ?? "",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await until(`server ${name}`, () => said.includes("Lintel is ready"), 60_000);
  return { child, port, metrics: `http://127.0.0.1:${metricsPort}/metrics`, said: () => said };
}

async function startNginx(folder: string, port: number, servers: readonly Running[]): Promise<ChildProcess> {
  const [first, second] = servers.map((server) => `127.0.0.1:${server.port}`);
  const site = (await readFile(join(ROOT, "docs/nginx.conf"), "utf8"))
    .replace("lintel-1:3000", first ?? "")
    .replace("lintel-2:3000", second ?? "")
    .replace("listen 80;", `listen 127.0.0.1:${port};`);
  const home = join(folder, "nginx");
  await mkdir(home);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${home}/${kind};`).join(" ");
  await writeFile(
    join(home, "nginx.conf"),
    `daemon off; worker_processes 1; pid ${home}/pid; error_log ${home}/error.log; events {} http { access_log off; ${temporary}\n${site}\n}\n`,
  );
  const nginx = spawn("nginx", ["-p", home, "-c", join(home, "nginx.conf"), "-e", `${home}/error.log`], { stdio: "inherit" });
  await until("nginx", () => reaches(port), 10_000);
  return nginx;
}

const reaches = (port: number): Promise<boolean> =>
  fetch(`http://localhost:${port}/livez`).then(
    ({ ok }) => ok,
    () => false,
  );

async function until(what: string, holds: () => boolean | Promise<boolean>, milliseconds: number): Promise<number> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > milliseconds) throw new Error(`Not in time: ${what}`);
    await sleep(10);
  }
  return performance.now() - began;
}

const connectionsAt = async ({ metrics }: Running): Promise<number> => Number(/^lintel_live_connections (\d+)/mu.exec(await (await fetch(metrics)).text())?.[1]);

/** The workspace with its first administrator; returns the cookie and a design. */
async function setUp(url: string, servers: readonly Running[]): Promise<{ readonly cookie: string; readonly designId: string }> {
  for (const { said } of servers) {
    const token = /\/setup#(\S+)/u.exec(said())?.[1] ?? "";
    const response = await send(`${url}/api/v1/setup`, { token, workspace: "Shop", name: "Ada", email: "ada@example.org", password: PASSWORD });
    if (!response.ok) continue;
    const cookie = response.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
    const created = await send(`${url}/api/v1/designs`, { title: "Behind nginx" }, { cookie });
    return { cookie, designId: ((await created.json()) as { readonly id: string }).id };
  }
  throw new Error("No set-up token was taken.");
}

const send = (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });

async function main(folder: string, databaseUrl: string): Promise<void> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const servers: Running[] = [];
  let nginx: ChildProcess | undefined;
  const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: ["--no-sandbox"] });
  try {
    for (const name of ["a", "b"]) servers.push(await startServer(folder, name, databaseUrl, url));
    nginx = await startNginx(folder, port, servers);
    const { cookie, designId } = await setUp(url, servers);

    const answer = await fetch(`${url}/d/${designId}`, { headers: { cookie } });
    const policy = answer.headers.get("content-security-policy") ?? "";
    report("pages come with a policy of their own nonce", /script-src 'self' 'nonce-[\w-]+'/u.test(policy) && !/script-src[^;]*unsafe-inline/u.test(policy));
    for (const name of ["x-content-type-options", "referrer-policy", "cross-origin-opener-policy", "x-frame-options", "x-request-id"])
      report(`the header ${name} comes through`, answer.headers.has(name));
    const foreign = request({ host: "127.0.0.1", port, path: "/livez", headers: { host: "evil.example" } }).end();
    const [refused] = (await once(foreign, "response")) as [IncomingMessage];
    report("a foreign host ends at the front", refused.statusCode === 421, String(refused.statusCode));
    refused.resume();

    const [name = "", value = ""] = cookie.split("=");
    const people: Studio[] = [];
    for (let index = 0; index < 2; index += 1) {
      const context = await browser.newContext();
      await context.addCookies([{ name, value, url }]);
      const page: Page = await context.newPage();
      await page.goto(`${url}/d/${designId}`);
      await page.getByRole("button", { name: /^People: / }).waitFor();
      people.push(new Studio(page));
    }
    const [ada, linus] = people;
    const [first, second] = servers;
    if (ada === undefined || linus === undefined || first === undefined || second === undefined) throw new Error("Somebody is missing.");
    await until("two live connections", async () => (await connectionsAt(first)) + (await connectionsAt(second)) === 2, 15_000);
    // Which server nginx chooses depends on what else is under way; the second browser comes back until it is the other one.
    for (let attempt = 0; attempt < 20 && (await connectionsAt(first)) !== 1; attempt += 1) {
      await linus.page.reload();
      await until("two live connections", async () => (await connectionsAt(first)) + (await connectionsAt(second)) === 2, 15_000);
    }
    report("the two browsers are at different servers", (await connectionsAt(first)) === 1 && (await connectionsAt(second)) === 1);

    await ada.dropOn("Service", { x: 200, y: 200 }, "Orders");
    report("what one draws the other sees", (await until("Orders", () => linus.card("Orders").isVisible(), 5_000)) < 5_000);

    // The server of the first browser dies without a word; that browser has to find the other one.
    const alive = servers.filter((server) => server !== first);
    const began = performance.now();
    first.child.kill("SIGKILL");
    await until("a new connection", async () => (await Promise.all(alive.map(connectionsAt))).reduce((sum, count) => sum + count, 0) === 2, 20_000);
    const back = performance.now() - began;
    report("after kill -9 of one server everybody is at the other within 5 s", back < 5_000, `${(back / 1000).toFixed(1)} s`);
    await ada.dropOn("Cache", { x: 620, y: 420 }, "Prices");
    await until("Prices", () => linus.card("Prices").isVisible(), 5_000);
    await linus.dropOn("Database", { x: 620, y: 200 }, "Ledger");
    await until("Ledger", () => ada.card("Ledger").isVisible(), 5_000);
    report("and both go on drawing together", true);
    const failures = await Promise.all(Array.from({ length: 50 }, () => fetch(`${url}/readyz`).then(({ status }) => status)));
    report(
      "no request fails on the dead server",
      failures.every((status) => status === 200),
    );

    servers.push(await startServer(folder, "c", databaseUrl, url));
    nginx.kill("SIGTERM");
    await once(nginx, "exit");
    await rm(join(folder, "nginx"), { recursive: true, force: true });
    nginx = await startNginx(folder, port, servers.slice(1));
    const guesses = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        send(
          `${url}/api/v1/sign-in`,
          { email: "ada@example.org", password: `guess number ${index}` },
          { "x-forwarded-for": `203.0.113.${index}`, forwarded: `for=203.0.113.${index}` },
        ).then(({ status }) => status),
      ),
    );
    const evaluated = guesses.filter((status) => status === 401).length;
    report(
      "of 60 guesses over two servers, each with an address of its own in the header, 5 are evaluated",
      evaluated === 5,
      `${evaluated} evaluated, ${guesses.filter((status) => status === 429).length} refused`,
    );
  } finally {
    await browser.close();
    nginx?.kill("SIGTERM");
    for (const { child } of servers) child.kill("SIGTERM");
    await Promise.all(servers.filter(({ child }) => child.exitCode === null && child.signalCode === null).map(({ child }) => once(child, "exit")));
  }
}

const folder = await temporaryFolder();
await withThrowawayPostgres(({ host, port, user, password, database }) =>
  main(folder, `postgres://${user}:${encodeURIComponent(String(password))}@localhost:${port}/${database}?host=${encodeURIComponent(host ?? "")}`),
);
await rm(folder, { recursive: true, force: true });
process.stdout.write(problems.length === 0 ? "Everything holds.\n" : `${problems.length} do not hold.\n`);
process.exit(problems.length === 0 ? 0 : 1);
