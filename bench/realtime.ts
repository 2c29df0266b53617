import { setTimeout as sleep } from "node:timers/promises";
import { HocuspocusProvider } from "@hocuspocus/provider";
import { Server } from "@hocuspocus/server";
import * as Y from "yjs";
import { sketch } from "#lib/model/sketch.ts";
import { LOCAL_ACTOR } from "#lib/server/actor.ts";
import { createDesign } from "#lib/server/designs/designs.ts";
import { withThrowawayPostgres } from "#lib/server/postgres/throwaway.ts";
import { startLiveServer } from "#lib/server/testing/live-server.ts";
import { designUpdate } from "#lib/sync/shared-design.ts";
import { atLeast, atMost, type Measured, type Ratio } from "./measure.ts";

const WRITERS = 4;
const EDITS = 2_000;
const WATCHERS = 50;
/** 244 edits a second. */
const EVERY_MS = 4.1;
const FAN_OUT_EDITS = 600;
const ROUNDS = 3;

/** One person: a document, a way to know how many of its edits are acknowledged, and an end. */
interface Person {
  readonly document: Y.Doc;
  readonly acknowledged: () => number;
  readonly end: () => void;
}

/** A server to which people connect. */
interface Contender {
  readonly join: (design: string) => Promise<Person>;
  readonly end: () => Promise<void>;
}

async function hocuspocus(): Promise<Contender> {
  const server = new Server({ port: 0, quiet: true });
  await server.listen();
  const url = server.webSocketURL;
  return {
    join: (design) =>
      new Promise((resolve) => {
        const document = new Y.Doc();
        let made = 0;
        document.on("update", (_update, origin) => void (origin === provider || (made += 1)));
        const provider = new HocuspocusProvider({ url, name: design, document, onSynced: () => resolve(person) });
        const person: Person = { document, acknowledged: () => made - provider.unsyncedChanges, end: () => provider.destroy() };
      }),
    // Its own end has been seen to hang.
    end: () => Promise.race([server.destroy(), sleep(2_000)]),
  };
}

async function lintel(address: Parameters<typeof startLiveServer>[0]): Promise<Contender> {
  const server = await startLiveServer(address);
  const designs = new Map<string, Promise<string>>();
  const idOf = (design: string): Promise<string> => {
    const made =
      designs.get(design) ??
      server.store.context.database.$transaction((transaction) => createDesign(LOCAL_ACTOR, transaction, designUpdate(sketch(design).design))).then(({ id }) => id);
    designs.set(design, made);
    return made;
  };
  let people = 0;
  return {
    join: async (design) => {
      const name = `p${(people += 1)}`;
      const document = new Y.Doc();
      const client = await server.join(await idOf(design), { since: 0 });
      for (const update of client.updates) Y.applyUpdate(document, update, "server");
      client.onUpdate = (update) => Y.applyUpdate(document, update, "server");
      let made = 0;
      document.on("update", (update, origin) => {
        if (origin !== "server") client.change(`${name}-${String((made += 1)).padStart(8, "0")}`, update);
      });
      return { document, acknowledged: () => client.stored.size, end: () => client.end() };
    },
    end: () => server.close(),
  };
}

/** Edits per second that several people get acknowledged when they draw as fast as they can. */
async function throughput(contender: Contender): Promise<number> {
  const people = await Promise.all(Array.from({ length: WRITERS }, () => contender.join("throughput")));
  const began = performance.now();
  for (let edit = 0; edit < EDITS; edit += 1) {
    for (const [at, { document }] of people.entries()) document.getMap("bench").set(`${at}-${edit % 50}`, edit);
    if (edit % 20 === 19) await new Promise(setImmediate);
  }
  while (people.some((person) => person.acknowledged() < EDITS)) await sleep(1);
  const seconds = (performance.now() - began) / 1_000;
  for (const person of people) person.end();
  return (WRITERS * EDITS) / seconds;
}

/** Milliseconds from an edit until everybody has seen it: half of the edits are faster than the first, one in a hundred slower than the second. */
async function fanOut(contender: Contender): Promise<{ readonly median: number; readonly slow: number }> {
  const [writer, ...watchers] = await Promise.all(Array.from({ length: WATCHERS + 1 }, () => contender.join("fan-out")));
  if (writer === undefined) throw new Error("Nobody draws.");
  const sent: number[] = [];
  const seen: number[] = [];
  for (const { document } of watchers) {
    document.getMap("fan").observe((event) => {
      for (const key of event.keysChanged) seen.push(performance.now() - (sent[Number(key)] ?? Number.NaN));
    });
  }
  const began = performance.now();
  for (let edit = 0; edit < FAN_OUT_EDITS; edit += 1) {
    const wait = began + edit * EVERY_MS - performance.now();
    if (wait > 0) await sleep(wait);
    sent[edit] = performance.now();
    writer.document.getMap("fan").set(String(edit), edit);
  }
  while (seen.length < FAN_OUT_EDITS * WATCHERS) await sleep(5);
  for (const person of [writer, ...watchers]) person.end();
  const sorted = seen.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { median: at(0.5), slow: at(0.99) };
}

/** Milliseconds from an edit to its acknowledgement when nobody else draws; one in a hundred is slower. */
async function acknowledgement(contender: Contender): Promise<number> {
  const person = await contender.join("alone");
  const times: number[] = [];
  for (let edit = 1; edit <= 100; edit += 1) {
    const began = performance.now();
    person.document.getMap("alone").set("key", edit);
    while (person.acknowledged() < edit) await new Promise(setImmediate);
    times.push(performance.now() - began);
  }
  person.end();
  return times.toSorted((a, b) => a - b)[98] ?? Number.NaN;
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Live editing that is on disk before it is acknowledged, beside plain Hocuspocus that keeps everything in memory. */
export async function benchRealtime(): Promise<Measured> {
  return withThrowawayPostgres(async (address) => {
    const speeds = { durable: [] as number[], memory: [] as number[] };
    const delays = { durable: [] as number[], memory: [] as number[], durableMedian: [] as number[], memoryMedian: [] as number[] };
    const commits: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const kind of ["memory", "durable"] as const) {
        const contender = kind === "memory" ? await hocuspocus() : await lintel(address);
        speeds[kind].push(await throughput(contender));
        if (kind === "durable") commits.push(await acknowledgement(contender));
        const { median, slow } = await fanOut(contender);
        delays[kind].push(slow);
        delays[kind === "memory" ? "memoryMedian" : "durableMedian"].push(median);
        await contender.end();
      }
    }
    const ratios: Ratio[] = [
      atLeast("acknowledged edits a second, of plain Hocuspocus", middle(speeds.durable) / middle(speeds.memory), 1 / 3),
      atMost("slowest hundredth of fan-out, of twice plain Hocuspocus and a commit", middle(delays.durable) / (2 * middle(delays.memory) + middle(commits)), 1),
    ];
    console.log(
      `\nAcknowledged edits a second: on disk ${middle(speeds.durable).toFixed(0)}, Hocuspocus in memory ${middle(speeds.memory).toFixed(0)}\n` +
        `Seen by ${WATCHERS} people at 244 edits a second, median / p99: on disk ${middle(delays.durableMedian).toFixed(1)} / ${middle(delays.durable).toFixed(1)} ms, ` +
        `Hocuspocus in memory ${middle(delays.memoryMedian).toFixed(1)} / ${middle(delays.memory).toFixed(1)} ms; one commit ${middle(commits).toFixed(1)} ms`,
    );
    return { bench: "realtime", times: {}, ratios };
  });
}
