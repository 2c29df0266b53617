import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import { postmasterOf } from "./postgres/postmaster.ts";
import { temporaryFolder } from "./postgres/throwaway.ts";

/* The built product as a user starts and stops it. `npm test` builds first. */

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const START_MS = 60_000;

let dataFolder: string;
const running: ChildProcess[] = [];
beforeEach(async () => {
  dataFolder = await temporaryFolder();
});
afterEach(async () => {
  for (const child of running.splice(0)) killGroup(child, "SIGKILL");
  const server = readServer();
  if (server !== undefined) kill(server.pid, "SIGKILL");
  const postgres = postmasterOf(join(dataFolder, "postgres/data"));
  if (postgres !== undefined) kill(-postgres, "SIGKILL");
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself.
  }
}
function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid !== undefined) kill(-pid, signal);
}

const readServer = (): { readonly pid: number; readonly url?: string } | undefined => {
  const path = join(dataFolder, "server.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as { readonly pid: number; readonly url?: string }) : undefined;
};

/** Runs `npm start` in a process group of its own, as a terminal does. */
function npmStart(): { readonly child: ChildProcess; readonly output: () => string; readonly exit: Promise<number | null> } {
  const child = spawn("npm", ["start"], {
    cwd: ROOT,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PORT: "0", LINTEL_DATA: dataFolder, DATABASE_URL: "" },
  });
  running.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output, exit: new Promise((resolve) => child.once("exit", resolve)) };
}

async function until<Result>(what: string, find: () => Result | undefined | Promise<Result | undefined>, milliseconds: number): Promise<Result> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`Not in time: ${what}`);
    await sleep(25);
  }
}

/** Starts Lintel and waits until it has served a page. */
async function started(): Promise<{
  readonly child: ChildProcess;
  readonly url: string;
  readonly milliseconds: number;
  readonly exit: Promise<number | null>;
  readonly output: () => string;
}> {
  const began = Date.now();
  const { child, output, exit } = npmStart();
  const url = await until(`the address in:\n${output()}`, () => /ready: (http:\S+)/.exec(output())?.[1], START_MS);
  expect((await fetch(`${url}/designs`)).status).toBe(200);
  return { child, url, milliseconds: Date.now() - began, exit, output };
}

/** Process ids of everything that works on the data folder or descends from npm. */
function processes(): readonly number[] {
  const all = execFileSync("ps", ["-eo", "pid=,pgid=,args="], { encoding: "utf8" }).split("\n");
  const groups = new Set(running.map(({ pid }) => pid));
  return all.flatMap((line) => {
    const [pid, group, ...words] = line.trim().split(/\s+/);
    return groups.has(Number(group)) || words.join(" ").includes(dataFolder) ? [Number(pid)] : [];
  });
}
const untilGone = () => until("the end of every process", () => (processes().length === 0 ? true : undefined), 15_000);

const post = async (url: string, body: unknown): Promise<Record<string, string>> => {
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  expect(response.ok).toBe(true);
  // Read property by property; the tests check what they read.
  return (await response.json()) as Record<string, string>;
};

test("starts within three seconds, tells a second start who runs, and leaves nothing on SIGTERM", async () => {
  const first = await started();
  const server = readServer();
  expect(server?.url).toBe(first.url);

  const second = npmStart();
  expect(await second.exit).toBe(1);
  expect(second.output()).toContain(`process ${server?.pid} at ${first.url}`);
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);

  kill(first.child.pid ?? 0, "SIGTERM");
  await untilGone();
  expect(readServer()).toBeUndefined();
  await expect(fetch(first.url)).rejects.toThrow("fetch failed");

  // The first start made the database; this one finds it.
  const warm = [await started()];
  kill(warm[0]?.child.pid ?? 0, "SIGTERM");
  await untilGone();
  warm.push(await started());
  process.stdout.write(`npm start to the first served page: ${warm.map(({ milliseconds }) => `${milliseconds} ms`).join(", ")}\n`);
  // On a machine that others use as well everything takes longer by as much as there is more to do than cores.
  const crowd = Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
  expect(Math.min(...warm.map(({ milliseconds }) => milliseconds)) / crowd).toBeLessThan(3000);
});

test("Ctrl-C in the terminal leaves nothing", async () => {
  const { child } = await started();
  killGroup(child, "SIGINT");
  await untilGone();
  expect(readServer()).toBeUndefined();
});

test("npm killed with kill -9: its server ends by itself", async () => {
  const { child } = await started();
  kill(child.pid ?? 0, "SIGKILL");
  await untilGone();
});

test("after kill -9 of everything but the database it starts again, with every acknowledged change", async () => {
  const design = sketch("Shop").service("order").design;
  let acknowledged = 0;
  let id = "";
  for (let round = 0; round < 2; round += 1) {
    const { child, url } = await started();
    id ||= (await post(`${url}/api/v1/designs`, { design }))["id"] ?? "";
    const shared = new SharedDesign();
    const load = async (): Promise<void> => {
      const { state } = (await (await fetch(`${url}/api/v1/designs/${id}/state`)).json()) as { readonly state: string };
      shared.apply(Buffer.from(state, "base64"), "server");
    };
    await load();
    expect(Number(shared.design.components[0]?.name) || 0).toBeGreaterThanOrEqual(acknowledged);
    const updates: Uint8Array[] = [];
    shared.document.on("update", (update: Uint8Array) => updates.push(update));
    const target = acknowledged + 60;
    const server = readServer();
    for (let turn = acknowledged + 1; ; turn += 1) {
      shared.write(updateComponent(shared.design, "order", { name: String(turn) }), "test");
      const [update] = updates.splice(0);
      if (turn === target) {
        // In the middle of a request.
        const flying = post(`${url}/api/v1/designs/${id}/updates`, { updateId: `turn-${turn}-----`, update: Buffer.from(update ?? []).toString("base64") }).then(
          () => (acknowledged = turn),
          () => undefined,
        );
        killGroup(child, "SIGKILL");
        if (server !== undefined) kill(server.pid, "SIGKILL");
        await flying;
        break;
      }
      await post(`${url}/api/v1/designs/${id}/updates`, { updateId: `turn-${turn}-----`, update: Buffer.from(update ?? []).toString("base64") });
      acknowledged = turn;
    }
    expect(postmasterOf(join(dataFolder, "postgres/data"))).toBeDefined();
  }
  const last = await started();
  expect(last.output()).toContain("still running from before");
  const { state } = (await (await fetch(`${last.url}/api/v1/designs/${id}/state`)).json()) as { readonly state: string };
  const shared = new SharedDesign();
  shared.apply(Buffer.from(state, "base64"), "server");
  expect(acknowledged).toBeGreaterThan(100);
  expect(Number(shared.design.components[0]?.name)).toBeGreaterThanOrEqual(acknowledged);
  kill(last.child.pid ?? 0, "SIGTERM");
  await untilGone();
});

test("a port that is taken and a setting that makes no sense are said plainly", async () => {
  const { url } = await started();
  const other = await temporaryFolder();
  const attempt = (environment: Readonly<Record<string, string>>) =>
    new Promise<{ code: number | null; output: string }>((resolve) => {
      const child = spawn(process.execPath, ["lib/server/main.ts"], {
        cwd: ROOT,
        env: { ...process.env, DATABASE_URL: "", LINTEL_DATA: other, ...environment, NODE_ENV: "production" },
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
      child.once("exit", (code) => resolve({ code, output }));
    });
  const taken = await attempt({ PORT: new URL(url).port });
  expect(taken).toMatchObject({ code: 1, output: expect.stringContaining("is used by another program") });
  const senseless = await attempt({ PORT: "many" });
  expect(senseless).toMatchObject({ code: 1, output: expect.stringContaining("PORT") });
  expect(taken.output + senseless.output).not.toMatch(/\n\s+at /);
  await rm(other, { recursive: true, force: true });
});
