/** A ratio that a benchmark promises, and whether it was kept. */
export interface Ratio {
  readonly name: string;
  readonly value: number;
  readonly target: string;
  readonly kept: boolean;
}

/** What a benchmark measured: medians in milliseconds, and the ratios that count. */
export interface Measured {
  readonly bench: string;
  readonly medians: Readonly<Record<string, number>>;
  readonly ratios: readonly Ratio[];
}

const clock = () => performance.now();

/** The middle of several numbers. */
export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Medians in milliseconds of several pieces of work, run in turn so that a noisy moment hits all of them alike. */
export async function medians<Name extends string>(work: Readonly<Record<Name, () => unknown>>, runs: number, warmUp = Math.ceil(runs / 3)): Promise<Record<Name, number>> {
  const entries = Object.entries(work) as [Name, () => unknown][]; // Object.entries forgets the names of a record's keys.
  const times = new Map<Name, number[]>(entries.map(([name]) => [name, []]));
  for (let run = -warmUp; run < runs; run += 1) {
    for (const [name, once] of entries) {
      const start = clock();
      await once();
      const time = clock() - start;
      if (run >= 0) times.get(name)?.push(time);
    }
  }
  return Object.fromEntries(entries.map(([name]) => [name, median(times.get(name) ?? [])])) as Record<Name, number>;
}

/** A ratio that must not be larger than this. */
export const atMost = (name: string, value: number, limit: number): Ratio => ({ name, value, target: `≤ ${limit}`, kept: value <= limit });
/** A ratio that must not be smaller than this. */
export const atLeast = (name: string, value: number, limit: number): Ratio => ({ name, value, target: `≥ ${limit}`, kept: value >= limit });

/** Prints what was measured as two tables, and a line for each promise that was not kept. */
export function print({ bench, medians: measured, ratios }: Measured): void {
  console.log(`\n${bench}: medians in ms`);
  console.table(Object.fromEntries(Object.entries(measured).map(([name, ms]) => [name, { ms: Number(ms.toPrecision(3)) }])));
  console.table(Object.fromEntries(ratios.map((ratio) => [ratio.name, { ratio: Number(ratio.value.toPrecision(3)), target: ratio.target, kept: ratio.kept ? "yes" : "NO" }])));
  for (const ratio of ratios) if (!ratio.kept) console.error(`Target missed: ${ratio.name} is ${ratio.value.toPrecision(3)}, wanted ${ratio.target}.`);
}

/** Whether everything that was promised was kept. */
export const isKept = ({ ratios }: Measured): boolean => ratios.every((ratio) => ratio.kept);
