import { RULES } from "#lib/rules/catalogue.ts";
import { lint } from "#lib/rules/lint.ts";
import type { Design } from "#lib/model/design.ts";
import { generateDesign, type Variant } from "./designs.ts";
import { floor } from "./floor.ts";
import { atLeast, atMost, isKept, type Measured, medians, print, type Ratio } from "./measure.ts";
import { spectralLike } from "./spectral.ts";

const SIZES = [100, 1_000, 5_000] as const;
const VARIANTS: readonly Variant[] = ["clean", "noisy"];
const RUNS: Readonly<Record<(typeof SIZES)[number], number>> = { 100: 400, 1_000: 150, 5_000: 60 };
const SPECTRAL_RUNS = 5;
/** Growth of n log n between 1,000 and 5,000 as an exponent of n. */
const N_LOG_N = Math.log((5 * Math.log(5_000)) / Math.log(1_000)) / Math.log(5);

/** Measures a full pass of all rules against the floor and against Spectral with as many rules, in one run. */
export async function benchLint(): Promise<Measured> {
  const measured: Record<string, number> = {};
  const ratios: Ratio[] = [];
  const spectral = spectralLike(RULES);
  for (const variant of VARIANTS) {
    const passes = new Map<number, number>();
    for (const size of SIZES) {
      const design = generateDesign(size, variant);
      const json = JSON.stringify(design);
      const parsed = JSON.parse(json) as Design; // Written on the line above.
      const times = await medians({ floor: () => floor(json), pass: () => lint(parsed), parseAndPass: () => lint(JSON.parse(json) as Design) }, RUNS[size]);
      const { spectral: peer } = await medians({ spectral: () => spectral(parsed) }, size === 5_000 ? 1 : SPECTRAL_RUNS, size === 5_000 ? 0 : 1);
      const name = `${size} ${variant}`;
      const { findings, undecided } = lint(parsed);
      console.log(`${name}: ${Math.round(json.length / 1_000)} kB, ${RULES.length} rules, ${findings.length} findings, ${undecided.length} undecided; Spectral ${await spectral(parsed)} results`);
      Object.assign(measured, { [`${name}: floor`]: times.floor, [`${name}: pass`]: times.pass, [`${name}: parse and pass`]: times.parseAndPass, [`${name}: Spectral`]: peer });
      ratios.push(atMost(`${name}: pass ÷ floor`, times.pass / times.floor, 3));
      if (size === 1_000) ratios.push(atLeast(`${name}: Spectral ÷ pass`, peer / times.pass, 100));
      passes.set(size, times.pass);
    }
    ratios.push(atMost(`${variant}: growth exponent 1,000 → 5,000`, Math.log((passes.get(5_000) ?? 0) / (passes.get(1_000) ?? 1)) / Math.log(5), Number(N_LOG_N.toFixed(2))));
  }
  return { bench: "lint", medians: measured, ratios };
}

if (import.meta.main) {
  const measured = await benchLint();
  print(measured);
  process.exitCode = isKept(measured) ? 0 : 1;
}
