import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { lint } from "#lib/rules/lint.ts";
import { generateDesign } from "./designs.ts";
import { atMost, measure, type Ratio, type Times, told } from "./measure.ts";
import type { Variant } from "./neighbourhood.ts";

const SIZES = [1_000, 5_000] as const;
const RUNS = 60;
/** Growth of n log n between the two sizes as an exponent of n: 1.13. One quadratic rule that takes a tenth of the pass already gives 1.21. */
const N_LOG_N = Math.log((SIZES[1] * Math.log(SIZES[1])) / (SIZES[0] * Math.log(SIZES[0]))) / Math.log(SIZES[1] / SIZES[0]);
/** Most that waiting for memory may add to the exponent. */
const MOST_WAITED = 0.1;
/** Megabytes of new objects before the garbage collector comes: several passes of the larger size. */
const YOUNG_GENERATION = 1_536;

/**
 * How the time of a pass grows from 1,000 to 5,000 components, as an exponent of n, and that of a plain walk over the same values beside it.
 *
 * The work itself, without the garbage collector: otherwise it comes in every pass at 5,000 and in every third at 1,000, and what has just been found survives it
 * at 5,000 and is gone at 1,000, so that any program that allocates seems to grow faster than it does. The fastest runs leave the neighbours on the processor out.
 * What does not fit into the caches is waited for all the same, at 5,000 more often than at 1,000: how much, the walk tells, which is linear and does nothing else.
 */
export async function measureGrowth(variant: Variant): Promise<Ratio[]> {
  const worker = new Worker(new URL(import.meta.url), { workerData: variant, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION } });
  const times = await new Promise<Readonly<Record<string, Times>>>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  await worker.terminate();
  const fastest = (what: string, size: number) => times[`${size} ${what}`]?.fastest ?? Number.NaN;
  const exponent = (what: string) => Math.log(fastest(what, SIZES[1]) / fastest(what, SIZES[0])) / Math.log(SIZES[1] / SIZES[0]);
  const linear = exponent("walk");
  return [
    told(`${variant}: growth of a plain walk, exponent of n`, linear),
    atMost(`${variant}: growth of a pass, exponent of n`, exponent("pass"), Number((N_LOG_N + Math.min(MOST_WAITED, Math.max(0, linear - 1))).toFixed(2))),
  ];
}

/** Reads every value once, and makes nothing. */
function walk(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 1;
  let size = 0;
  for (const key in value) size += walk((value as Record<string, unknown>)[key]); // Whatever it is: reading is all that is done.
  return size;
}

if (!isMainThread) {
  const work = SIZES.flatMap((size) => {
    const design = generateDesign(size, workerData as Variant); // What measureGrowth handed over.
    return [[`${size} walk`, () => walk(design)] as const, [`${size} pass`, () => lint(design)] as const];
  });
  parentPort?.postMessage(await measure(work, RUNS));
}
