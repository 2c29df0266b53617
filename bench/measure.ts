import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** A figure that a benchmark promises, and whether it was kept. */
export interface Ratio {
  readonly name: string;
  readonly value: number;
  readonly target: string;
  readonly kept: boolean;
}

/** How long one piece of work took over many runs, in milliseconds of processor time. */
export interface Times {
  readonly median: number;
  /** The fastest run: what the work itself costs, without neighbours on the processor's cache and without the garbage collector. */
  readonly fastest: number;
}

/** What a benchmark measured, and the ratios that count. */
export interface Measured {
  readonly bench: string;
  readonly times: Readonly<Record<string, Times>>;
  readonly ratios: readonly Ratio[];
}

/** Processor time of all threads in milliseconds, the garbage collector's too: on a shared machine the wall clock measures the neighbours. */
function clock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function summary(times: readonly number[]): Times {
  const sorted = times.toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1] ?? Number.NaN, fastest: sorted[0] ?? Number.NaN };
}

/** Times of several pieces of work, run in turn so that a noisy moment hits all of them alike. */
export async function measure(work: readonly (readonly [name: string, once: () => unknown])[], runs: number, warmUp = Math.ceil(runs / 3)): Promise<Record<string, Times>> {
  const times = new Map(work.map(([name]) => [name, [] as number[]]));
  for (let run = -warmUp; run < runs; run += 1) {
    for (const [name, once] of work) {
      const start = clock();
      await once();
      const time = clock() - start;
      if (run >= 0) times.get(name)?.push(time);
    }
  }
  return Object.fromEntries([...times].map(([name, measured]) => [name, summary(measured)]));
}

/** Megabytes of heap that a piece of work fills: the most of several runs, each on a heap that was cleared before. */
export function measureHeap(once: () => unknown, runs: number): number {
  let most = 0;
  for (let run = 0; run < runs; run += 1) {
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    once();
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  return most / 1e6;
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")(); // A context that is made after the flag was set has the function; asking for the flag on the command line is not needed then.
}

/** A ratio that is told and not judged. */
export const told = (name: string, value: number): Ratio => ({ name, value, target: "", kept: true });
/** A ratio that must not be larger than this. */
export const atMost = (name: string, value: number, limit: number): Ratio => ({ name, value, target: `≤ ${limit}`, kept: value <= limit });
/** A ratio that must not be smaller than this. */
export const atLeast = (name: string, value: number, limit: number): Ratio => ({ name, value, target: `≥ ${limit}`, kept: value >= limit });

const short = (value: number) => Number(value.toPrecision(3));

/** Prints what was measured as two tables, and a line for each promise that was not kept. */
export function print({ bench, times, ratios }: Measured): void {
  console.log(`\n${bench}: processor time in ms`);
  console.table(Object.fromEntries(Object.entries(times).map(([name, { median, fastest }]) => [name, { median: short(median), fastest: short(fastest) }])));
  console.table(
    Object.fromEntries(ratios.map((ratio) => [ratio.name, { ratio: short(ratio.value), target: ratio.target, kept: ratio.target === "" ? "" : ratio.kept ? "yes" : "NO" }])),
  );
  for (const ratio of ratios) if (!ratio.kept) console.error(`Target missed: ${ratio.name} is ${ratio.value.toPrecision(3)}, wanted ${ratio.target}.`);
}

/** Whether everything that was promised was kept. */
export const isKept = ({ ratios }: Measured): boolean => ratios.every((ratio) => ratio.kept);
