import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { JOBS } from "./jobs.ts";
import { OPERATIONS } from "./operations/catalogue.ts";
import { MESSAGES } from "./realtime/messages/catalogue.ts";

/*
 * Everything that the server can be asked for is declared: a name, an input, a policy, a handler. This walks the sources for whatever is not: a
 * door that nobody has listed fails here until somebody has thought about who may go through.
 */
const ROOT = join(import.meta.dirname, "../..");
const sourcesIn = (folder: string): readonly { readonly path: string; readonly text: string }[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .toSorted()
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((path) => /\.(tsx?|mjs)$/u.test(path) && !/\.test\.ts$|\/testing\/|\/generated\/|\/make-/u.test(path))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
const server = sourcesIn("lib/server");
const app = sourcesIn("app");
/** Files that hold something, with what they hold. */
const found = (sources: typeof server, pattern: RegExp): string[] =>
  sources.flatMap(({ path, text }) => [...text.matchAll(pattern)].map((match) => `${path}${match[1] === undefined ? "" : `: ${match[1]}`}`));

describe("everything is declared", () => {
  test("and listed: operations, messages, jobs", async () => {
    const lists: Readonly<Record<string, readonly unknown[]>> = { Operation: OPERATIONS, Message: MESSAGES, Job: JOBS };
    for (const [kind, listed] of Object.entries(lists)) {
      const declared = server.flatMap(({ path, text }) =>
        [...text.matchAll(new RegExp(`^(?:export )?const (\\w+) = define${kind}\\(`, "gmu"))].map(([, name = ""]) => ({ path, name })),
      );
      const unlisted: string[] = [];
      for (const { path, name } of declared) {
        // A module is a record of its exports.
        const exported = (await import(/* @vite-ignore */ join(ROOT, path))) as Readonly<Record<string, unknown>>;
        if (!listed.includes(exported[name])) unlisted.push(`${path}: ${name}`);
      }
      expect(unlisted).toEqual([]);
      expect(declared, `every ${kind} is declared as a constant`).toHaveLength(listed.length);
    }
  });

  test("under a name of its own, with an input and a policy", () => {
    const all = [...OPERATIONS, ...MESSAGES, ...JOBS];
    const ids = all.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    for (const { id, input, policy } of all) {
      expect(id).toMatch(/^[a-z]+\.[a-zA-Z]+$/u);
      expect(typeof input.safeParse, id).toBe("function");
      expect(policy, id).not.toBe("");
    }
    expect(JOBS.every(({ policy }) => policy === "server")).toBe(true);
  });
});

describe("there is no other way in", () => {
  test("by a route: the API, and three that tell nothing about anybody", () => {
    expect(
      app
        .map(({ path }) => path)
        .filter((path) => /\/route\.\w+$/u.test(path))
        .toSorted(),
    ).toEqual(["app/api/v1/[...path]/route.ts", "app/livez/route.ts", "app/mermaid-frame/route.ts", "app/readyz/route.ts"]);
    for (const place of ["middleware.ts", "proxy.ts", "instrumentation.ts", "pages", "src"]) expect(existsSync(join(ROOT, place)), place).toBe(false);
  });

  test("by a page: what pages may ask of the server is on one short list, and says who asks", () => {
    expect([...new Set(found(app, /from "(#lib\/server\/[^"]+)"/gu).map((use) => use.split(": ")[1]))]).toEqual(["#lib/server/runtime.ts"]);
    expect(new Set(found(app, /serverRuntime\(\)\.(\w+)/gu).map((use) => use.split(": ")[1]))).toEqual(new Set(["handleApi", "isReady", "publicUrl", "startPage"]));
    expect(found(app, /serverRuntime\(\)(?!\.\w+\()/gu)).toEqual([]);
    expect(found([...app, ...sourcesIn("components")], /(["']use server["']|\bprisma\b|node:(?:fs|net|http|child_process)|from "pg")/giu)).toEqual([]);
  });

  test("by a port or an upgrade", () => {
    expect(found(server, /\b(createServer)\(/gu)).toEqual([
      "lib/server/metrics/start-metrics.ts: createServer",
      // Looks for a free port.
      "lib/server/postgres/embedded.ts: createServer",
      // The one that never listens, for Next, and the one that everybody talks to.
      "lib/server/server.ts: createServer",
      "lib/server/server.ts: createServer",
    ]);
    expect(found(server, /(\.on\("upgrade"|handleUpgrade\(|new WebSocketServer)/gu)).toEqual([
      "lib/server/realtime/endpoint.ts: new WebSocketServer",
      "lib/server/realtime/endpoint.ts: handleUpgrade(",
      'lib/server/server.ts: .on("upgrade"',
    ]);
  });

  test("by a command: those that touch the database are for whoever has the machine and its settings", () => {
    const program = server.filter(({ path }) => path === "lib/server/commands/run.ts");
    expect(found(program, /^ {2}(\w+): \(/gmu).map((command) => command.split(": ")[1])).toEqual(["backup", "check", "restore", "migrate"]);
  });

  test("to the database: only the data layer speaks to it, where an actor or a job comes in", () => {
    const dataLayer =
      /^lib\/server\/(?:(?:accounts|backup|comments|database|designs|migrate|shares|versions|workspaces)\/|(?:housekeeping|idempotency|operation|realtime\/tickets|metrics\/metrics)\.ts: )/u;
    const calls = found(
      server,
      /((?:database|transaction|context\.database|db)\.(?:[a-z]\w+\.(?:find|create|update|delete|upsert|count|aggregate|group)\w*|\$\w+)|pool\.query|client\.query)/gu,
    );
    // The bus listens and asks whether the database is there; the embedded database starts it.
    expect(calls.filter((call) => !dataLayer.test(call) && !/^lib\/server\/(realtime\/bus|postgres\/\w+)\.ts/u.test(call))).toEqual([]);
    expect(calls.length).toBeGreaterThan(100);
  });

  test("by the clock: whatever runs again and again is a job, or does not touch what is stored", () => {
    expect([...new Set(found(server, /\bsetInterval\(/gu))]).toEqual([
      "lib/server/housekeeping.ts",
      // Starts the database again when it has died.
      "lib/server/postgres/embedded.ts",
      // Asks whether the database is there.
      "lib/server/realtime/bus.ts",
      "lib/server/realtime/hub.ts",
      "lib/server/versions/keep.ts",
    ]);
    const names = ["compactDesign", "compareWithDatabase", "keepVersions", "mailReset", "tidyUp"];
    expect(found(server, /background\.start\((\w+)/gu).filter((start) => !names.includes(start.split(": ")[1] ?? ""))).toEqual([]);
    expect(JOBS).toHaveLength(names.length);
  });
});
