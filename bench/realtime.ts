import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type PostgresAddress } from "#lib/server/postgres/embedded.ts";
import { withThrowawayPostgres } from "#lib/server/postgres/throwaway.ts";
import { atLeast, atMost, type Measured, type Ratio, told } from "./measure.ts";
import { atHocuspocus, atLintel, type Person, type Place } from "./realtime/person.ts";

const WRITERS = 4;
const EDITS = 4_000;
const WARM_UP = 1_000;
const WATCHERS = 50;
/** 244 edits a second. */
const EVERY_MS = 4.1;
const FAN_OUT_EDITS = 600;
const ROUNDS = 5;

const KINDS = ["hocuspocus", "lintel"] as const;
type Kind = (typeof KINDS)[number];
const COME = { hocuspocus: atHocuspocus, lintel: atLintel } satisfies Record<Kind, (place: Place) => Promise<Person>>;

/** A server to which people connect. */
class Contender {
  readonly #process: ChildProcess;
  readonly #kind: Kind;

  private constructor(process: ChildProcess, kind: Kind) {
    this.#process = process;
    this.#kind = kind;
  }
  static async start(kind: Kind, address: PostgresAddress): Promise<Contender> {
    const child = fork(new URL("realtime/server.ts", import.meta.url), [kind, JSON.stringify(address)]);
    await once(child, "message");
    return new Contender(child, kind);
  }
  async #ask(question: string): Promise<unknown> {
    this.#process.send(question);
    return (await once(this.#process, "message"))[0];
  }
  async join(design: string): Promise<Person> {
    // Both answers are made by `realtime/server.ts`.
    return COME[this.#kind]((await this.#ask(design)) as Place);
  }
  async several(count: number, design: string): Promise<readonly Person[]> {
    const people: Person[] = [];
    for (let index = 0; index < count; index += 1) people.push(await this.join(design));
    return people;
  }
  /** Milliseconds of processor time so far, without the database. */
  async processor(): Promise<number> {
    return (await this.#ask("cpu")) as number;
  }
  async end(): Promise<void> {
    this.#process.disconnect();
    await once(this.#process, "exit");
  }
}

/** How fast edits are acknowledged to several people who draw as fast as they can, and what each costs the server. */
async function throughput(contender: Contender): Promise<{ readonly perSecond: number; readonly microseconds: number; readonly withDatabase: number }> {
  const people = await contender.several(WRITERS, "throughput");
  const draw = async (edits: number, before: number): Promise<void> => {
    for (let edit = 0; edit < edits; edit += 1) {
      for (const [at, { document }] of people.entries()) document.getMap("bench").set(`${at}-${edit % 50}`, edit);
      if (edit % 20 === 19) await new Promise(setImmediate);
    }
    while (people.some((person) => person.acknowledged() < before + edits)) await sleep(1);
  };
  await draw(WARM_UP, 0);
  const [processor, database, began] = [await contender.processor(), databaseProcessor(), performance.now()];
  await draw(EDITS, WARM_UP);
  const milliseconds = performance.now() - began;
  const cost = (await contender.processor()) - processor;
  for (const person of people) person.end();
  const edits = WRITERS * EDITS;
  return { perSecond: edits / (milliseconds / 1_000), microseconds: (cost / edits) * 1_000, withDatabase: ((cost + databaseProcessor() - database) / edits) * 1_000 };
}

/** Milliseconds of processor time that the PostgreSQL servers of this machine took so far, as Linux counts; elsewhere nothing. */
function databaseProcessor(): number {
  const TICK_MS = 10;
  let sum = 0;
  for (const pid of process.platform === "linux" ? readdirSync("/proc").filter((name) => /^\d+$/u.test(name)) : []) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const [user = "0", system = "0"] = stat
        .slice(stat.lastIndexOf(")") + 2)
        .split(" ")
        .slice(11, 13);
      if (stat.includes("(postgres)")) sum += (Number(user) + Number(system)) * TICK_MS;
    } catch {
      // It ended meanwhile.
    }
  }
  return sum;
}

/** Milliseconds from an edit until everybody has seen it: half of the edits are faster than the first, one in a hundred slower than the second. */
async function fanOut(contender: Contender): Promise<{ readonly median: number; readonly slow: number }> {
  const [writer, ...watchers] = await contender.several(WATCHERS + 1, "fan-out");
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
  return { median: quantile(seen, 0.5), slow: quantile(seen, 0.99) };
}

/** Milliseconds from an edit to its acknowledgement when nobody else draws; one in a hundred is slower. */
async function acknowledgement(contender: Contender): Promise<number> {
  const person = await contender.join("alone");
  const times: number[] = [];
  for (let edit = 1; edit <= 200; edit += 1) {
    const began = performance.now();
    person.document.getMap("alone").set("key", edit);
    while (person.acknowledged() < edit) await new Promise(setImmediate);
    times.push(performance.now() - began);
  }
  person.end();
  return quantile(times, 0.99);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}
const middle = (values: readonly number[]): number => quantile(values, 0.5);

/** Live editing that is on disk before it is acknowledged, beside plain Hocuspocus that keeps everything in memory: the same people, the same edits, in turn. */
export async function benchRealtime(): Promise<Measured> {
  return withThrowawayPostgres(async (address) => {
    const rounds: Record<Kind, { readonly speed: Awaited<ReturnType<typeof throughput>>; readonly delay: Awaited<ReturnType<typeof fanOut>>; readonly commit: number }[]> = {
      hocuspocus: [],
      lintel: [],
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const kind of KINDS) {
        const contender = await Contender.start(kind, address);
        rounds[kind].push({ speed: await throughput(contender), delay: await fanOut(contender), commit: await acknowledgement(contender) });
        await contender.end();
      }
    }
    const of = (kind: Kind, figure: (round: (typeof rounds)[Kind][number]) => number): number => middle(rounds[kind].map(figure));
    const ratio = (figure: (round: (typeof rounds)[Kind][number]) => number): number =>
      middle(rounds.lintel.map((round, index) => figure(round) / figure(rounds.hocuspocus[index] ?? round)));
    const ratios: Ratio[] = [
      atLeast(
        "acknowledged edits a second, of plain Hocuspocus",
        ratio(({ speed }) => speed.perSecond),
        0.333,
      ),
      atLeast("acknowledged edits for the same processor time of the server", 1 / ratio(({ speed }) => speed.microseconds), 0.333),
      told("… of server and database", 1 / ratio(({ speed }) => speed.withDatabase)),
      atMost(
        "slowest hundredth of fan-out, of twice plain Hocuspocus and a commit",
        of("lintel", ({ delay }) => delay.slow) / (2 * of("hocuspocus", ({ delay }) => delay.slow) + of("lintel", ({ commit }) => commit)),
        1,
      ),
    ];
    for (const kind of KINDS) {
      console.log(
        `${kind === "lintel" ? "Lintel, on disk" : "Hocuspocus, in memory"}: ${of(kind, ({ speed }) => speed.perSecond).toFixed(0)} acknowledged edits a second, ` +
          `${of(kind, ({ speed }) => speed.microseconds).toFixed(0)} µs of processor time each (${of(kind, ({ speed }) => speed.withDatabase).toFixed(0)} with the database); ` +
          `seen by ${WATCHERS} people at 244 a second: median ${of(kind, ({ delay }) => delay.median).toFixed(1)} ms, p99 ${of(kind, ({ delay }) => delay.slow).toFixed(1)} ms; ` +
          `acknowledged to one person alone: p99 ${of(kind, ({ commit }) => commit).toFixed(1)} ms`,
      );
    }
    return { bench: "realtime", times: {}, ratios };
  });
}
