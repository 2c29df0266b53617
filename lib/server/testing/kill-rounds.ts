import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import * as Y from "yjs";
import { sketch } from "#lib/model/sketch.ts";
import { postmasterOf } from "#lib/server/postgres/postmaster.ts";
import { PROTOCOL_VERSION, REALTIME_PATH } from "#lib/sync/realtime-protocol.ts";
import { designUpdate } from "#lib/sync/shared-design.ts";
import { RawClient } from "./live-server.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Who is killed, and with what. */
export type Victim = "server" | "database" | "both" | "server, politely";

/** What is tried. */
export interface KillPlan {
  readonly dataFolder: string;
  readonly rounds: number;
  readonly documents: number;
  readonly clients: number;
  /** How long people draw before the kill; a third more or less, by chance. */
  readonly drawMs: number;
  readonly victim: (round: number) => Victim;
}

/** What came of it. */
export interface KillResult {
  readonly acknowledged: number;
  readonly lost: readonly string[];
  /** Longest time that a polite end took, in milliseconds. */
  readonly politeMs: number;
}

/** A built server in a process of its own. */
class ServerProcess {
  readonly child: ChildProcess;
  readonly url: string;

  constructor(child: ChildProcess, url: string) {
    this.child = child;
    this.url = url;
  }
  static async start(dataFolder: string, environment: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
    const child = spawn(process.execPath, ["lib/server/main.ts"], {
      cwd: ROOT,
      env: { ...process.env, PORT: "0", LINTEL_DATA: dataFolder, DATABASE_URL: "", NODE_ENV: "production", ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        const ready = /ready: (http:\S+)/.exec(said)?.[1];
        if (ready !== undefined) resolve(ready);
      });
      child.once("exit", () => reject(new Error(`The server ended before it answered:\n${said}`)));
    });
    return new ServerProcess(child, url);
  }
  /** Sends a signal and waits for the end; returns how long it took. */
  async end(signal: NodeJS.Signals): Promise<number> {
    const began = performance.now();
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill(signal);
      await once(this.child, "exit");
    }
    return performance.now() - began;
  }
  /** Opens a live connection. */
  async join(designId: string): Promise<RawClient> {
    const { ticket } = await ask<{ ticket: string }>(`${this.url}/api/v1/designs/${designId}/realtime-tickets`, {});
    const client = await RawClient.open(`${this.url.replace("http", "ws")}${REALTIME_PATH}`);
    client.text({ type: "hello", version: PROTOCOL_VERSION, ticket, generation: 1, since: 1 });
    await client.until("a welcome", () => client.welcome ?? client.closed, 15_000);
    return client;
  }
  async create(): Promise<string> {
    const update = Buffer.from(designUpdate(sketch("Chaos").design)).toString("base64");
    return (await ask<{ id: string }>(`${this.url}/api/v1/designs`, { update })).id;
  }
  /** The keys that a design holds. */
  async keysOf(designId: string): Promise<ReadonlySet<string>> {
    const { state } = (await (await fetch(`${this.url}/api/v1/designs/${designId}/state`)).json()) as { readonly state: string };
    const document = new Y.Doc();
    Y.applyUpdate(document, Buffer.from(state, "base64"));
    return new Set(document.getMap("chaos").keys());
  }
}

async function ask<Answer>(url: string, body: unknown): Promise<Answer> {
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  // The caller names what the operation answers.
  return (await response.json()) as Answer;
}

/** Somebody who writes a new key every 5 to 15 ms and remembers which ones were acknowledged. */
class Writer {
  readonly acknowledged = new Set<string>();
  readonly #document = new Y.Doc();
  readonly #name: string;
  #written = 0;

  constructor(name: string) {
    this.#name = name;
  }
  async draw(client: RawClient, isOver: () => boolean): Promise<void> {
    const updates: Uint8Array[] = [];
    const onUpdate = (update: Uint8Array): void => void updates.push(update);
    this.#document.on("update", onUpdate);
    while (!isOver() && client.closed === undefined && client.socket.readyState === client.socket.OPEN) {
      const key = `${this.#name}-${String((this.#written += 1)).padStart(7, "0")}`;
      this.#document.getMap("chaos").set(key, 1);
      for (const update of updates.splice(0)) client.change(key, update);
      await sleep(5 + Math.random() * 10);
    }
    this.#document.off("update", onUpdate);
    // What the server had said before it died still arrives.
    await sleep(30);
    for (const key of client.stored.keys()) this.acknowledged.add(key);
  }
}

/** Lets many people draw, kills somebody in the middle of it, starts again and looks for every change that was acknowledged. */
export async function killRounds({ dataFolder, rounds, documents, clients, drawMs, victim }: KillPlan): Promise<KillResult> {
  const acknowledged = new Map<string, Set<string>>();
  let politeMs = 0;
  let server = await ServerProcess.start(dataFolder);
  const ids: string[] = [];
  for (let index = 0; index < documents; index += 1) ids.push(await server.create());
  const lost: string[] = [];
  const check = async (): Promise<void> => {
    for (const id of ids) {
      const keys = await server.keysOf(id);
      for (const key of acknowledged.get(id) ?? []) if (!keys.has(key)) lost.push(key);
    }
  };
  for (let round = 0; round < rounds; round += 1) {
    const writers = ids.flatMap((id, at) => Array.from({ length: clients }, (_, number) => ({ id, writer: new Writer(`r${round}d${at}c${number}`) })));
    const open: { readonly id: string; readonly writer: Writer; readonly client: RawClient }[] = [];
    for (const entry of writers) open.push({ ...entry, client: await server.join(entry.id) });
    let isOver = false;
    const drawing = Promise.all(open.map(({ writer, client }) => writer.draw(client, () => isOver)));
    await sleep(drawMs * (2 / 3 + (Math.random() * 2) / 3));
    const who = victim(round);
    if (who === "server, politely") politeMs = Math.max(politeMs, await server.end("SIGTERM"));
    if (who === "database" || who === "both") killDatabase(dataFolder);
    if (who === "server" || who === "both") await server.end("SIGKILL");
    if (who === "database") await sleep(500);
    isOver = true;
    await drawing;
    for (const { id, writer, client } of open) {
      const all = acknowledged.get(id) ?? new Set<string>();
      for (const key of writer.acknowledged) all.add(key);
      acknowledged.set(id, all);
      client.end();
    }
    // A database of our own that died takes its server's usefulness with it: both start again.
    if (who === "database") await server.end("SIGKILL");
    server = await ServerProcess.start(dataFolder);
    await check();
  }
  await server.end("SIGTERM");
  return { acknowledged: [...acknowledged.values()].reduce((sum, keys) => sum + keys.size, 0), lost, politeMs };
}

function killDatabase(dataFolder: string): void {
  const postgres = postmasterOf(join(dataFolder, "postgres/data"));
  if (postgres === undefined) return;
  try {
    process.kill(-postgres, "SIGKILL");
  } catch {
    process.kill(postgres, "SIGKILL");
  }
}
