import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as Y from "yjs";
import { postmasterOf } from "#lib/server/postgres/postmaster.ts";
import type { RawClient } from "./live-server.ts";
import { ServerProcess } from "./server-process.ts";
import { embeddedAddress, readStored } from "./stored-designs.ts";

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
  /** Acknowledged changes before which nobody is killed, unless it takes more than five times as long. */
  readonly enough?: number;
  readonly victim: (round: number) => Victim;
  /** Told how far the rounds are. */
  readonly say?: (line: string) => void;
}

/** What came of it. */
export interface KillResult {
  readonly acknowledged: number;
  readonly lost: readonly string[];
  /** What is wrong with the log in the database: gaps, repeated ids, rows that cannot be read. */
  readonly problems: readonly string[];
  /** Longest time that a polite end took, in milliseconds. */
  readonly politeMs: number;
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
export async function killRounds({ dataFolder, rounds, documents, clients, drawMs, enough = 0, victim, say }: KillPlan): Promise<KillResult> {
  const acknowledged = new Map<string, Set<string>>();
  let politeMs = 0;
  let server = await ServerProcess.start({ dataFolder });
  const ids: string[] = [];
  for (let index = 0; index < documents; index += 1) ids.push(await server.create());
  const lost: string[] = [];
  const problems: string[] = [];
  const total = (): number => [...acknowledged.values()].reduce((sum, keys) => sum + keys.size, 0);
  const check = async (): Promise<void> => {
    const stored = await readStored(embeddedAddress(dataFolder));
    problems.push(...stored.problems);
    for (const id of ids) for (const key of acknowledged.get(id) ?? []) if (!stored.keys(id, "chaos").has(key)) lost.push(key);
  };
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    const writers = ids.flatMap((id, at) => Array.from({ length: clients }, (_, number) => ({ id, writer: new Writer(`r${round}d${at}c${number}`) })));
    const open: { readonly id: string; readonly writer: Writer; readonly client: RawClient }[] = [];
    for (const entry of writers) open.push({ ...entry, client: await server.join(entry.id) });
    const joined = performance.now();
    let isOver = false;
    const drawing = Promise.all(open.map(({ writer, client }) => writer.draw(client, () => isOver)));
    await sleep(drawMs * (2 / 3 + (Math.random() * 2) / 3));
    const latest = performance.now() + 4 * drawMs;
    while (performance.now() < latest && open.reduce((sum, { client }) => sum + client.stored.size, 0) < enough) await sleep(50);
    const who = victim(round);
    const killed = performance.now();
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
    // The server starts a database of its own that died again, and serves on.
    if (who === "database") await server.ready(60_000);
    else server = await ServerProcess.start({ dataFolder });
    const back = performance.now();
    await check();
    const spans = [joined - began, killed - joined, back - killed].map((span) => (span / 1000).toFixed(1));
    say?.(`round ${round + 1}, ${who}: ${total()} acknowledged so far, ${lost.length} lost; joining ${spans[0]} s, drawing ${spans[1]} s, back after ${spans[2]} s`);
  }
  await server.end("SIGTERM");
  return { acknowledged: total(), lost, problems, politeMs };
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
