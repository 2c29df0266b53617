import { RULES } from "#lib/rules/catalogue.ts";
import { lint } from "#lib/rules/lint.ts";
import type { Design } from "#lib/model/design.ts";
import { generateDesign } from "./designs.ts";
import { floor } from "./floor.ts";
import { measureGrowth } from "./growth.ts";
import { atLeast, atMost, isKept, type Measured, measure, measureHeap, print, type Ratio, type Times, told } from "./measure.ts";
import type { Variant } from "./neighbourhood.ts";
import { spectralLike } from "./spectral.ts";

const SIZES = [100, 1_000, 5_000] as const;
const VARIANTS: readonly Variant[] = ["clean", "noisy"];
const RUNS = 100;
const SPECTRAL_RUNS: Readonly<Record<Sample["size"], number>> = { 100: 9, 1_000: 5, 5_000: 1 };

interface Sample {
  readonly name: string;
  readonly size: (typeof SIZES)[number];
  readonly variant: Variant;
  readonly design: Design;
  readonly json: string;
}

/** Measures a full pass of all rules against the floor and against Spectral with as many rules, in one run. */
export async function benchLint(): Promise<Measured> {
  const samples = VARIANTS.flatMap((variant) => SIZES.map((size) => sampleOf(size, variant)));
  const times: Record<string, Times> = {};
  for (const variant of VARIANTS) {
    // All sizes in turn, so that growth is not a matter of which moment was quiet.
    const work = samples
      .filter((sample) => sample.variant === variant)
      .flatMap(({ name, design, json }) => [[`${name}: floor`, () => floor(json)] as const, [`${name}: pass`, () => lint(design)] as const]);
    Object.assign(times, await measure(work, RUNS));
  }
  for (const { name, json } of samples) Object.assign(times, await measure([[`${name}: parse and pass`, () => lint(JSON.parse(json) as Design)]], RUNS / 4)); // Our own JSON.
  const growth: Ratio[] = [];
  for (const variant of VARIANTS) growth.push(...(await measureGrowth(variant)));
  const heap = samples
    .filter(({ size }) => size === 5_000)
    .map(({ name, design }) =>
      atMost(
        `${name}: heap used by a pass, MB`,
        measureHeap(() => lint(design), 10),
        100,
      ),
    );
  // The peer comes last: what it leaves on the heap would slow the others down.
  const spectral = spectralLike(RULES);
  for (const { name, size, design, json } of samples) {
    const { findings, undecided } = lint(design);
    console.log(
      `${name}: ${Math.round(json.length / 1_000)} kB, ${RULES.length} rules, ${findings.length} findings, ${undecided.length} undecided; Spectral ${await spectral(design)} results`,
    );
    Object.assign(times, await measure([[`${name}: Spectral`, () => spectral(design)]], SPECTRAL_RUNS[size], 0));
  }
  const median = (name: string) => times[name]?.median ?? Number.NaN;
  const ratios = VARIANTS.flatMap((variant): Ratio[] => [
    atMost(`1000 ${variant}: pass ÷ floor`, median(`1000 ${variant}: pass`) / median(`1000 ${variant}: floor`), 4),
    ...([100, 5_000] as const).map((size) => told(`${size} ${variant}: pass ÷ floor`, median(`${size} ${variant}: pass`) / median(`${size} ${variant}: floor`))),
    atLeast(`1000 ${variant}: Spectral ÷ pass`, median(`1000 ${variant}: Spectral`) / median(`1000 ${variant}: pass`), 100),
  ]);
  return { bench: "lint", times, ratios: [...ratios, ...growth, ...heap] };
}

function sampleOf(size: Sample["size"], variant: Variant): Sample {
  const json = JSON.stringify(generateDesign(size, variant));
  return { name: `${size} ${variant}`, size, variant, json, design: JSON.parse(json) as Design }; // Parsed from what the line above wrote: as a file is opened.
}

if (import.meta.main) {
  const measured = await benchLint();
  print(measured);
  process.exitCode = isKept(measured) ? 0 : 1;
}
