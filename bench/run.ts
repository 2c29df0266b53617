import { mkdirSync, writeFileSync } from "node:fs";
import { benchLint } from "./lint.ts";
import { benchRealtime } from "./realtime.ts";
import { isKept, type Measured, print } from "./measure.ts";

/** Every benchmark, alphabetical. */
const BENCHES: readonly (() => Promise<Measured>)[] = [benchLint, benchRealtime];

const results = new URL("results/", import.meta.url);
mkdirSync(results, { recursive: true });
let kept = true;
for (const bench of BENCHES) {
  const measured = await bench();
  print(measured);
  writeFileSync(new URL(`${measured.bench}.json`, results), `${JSON.stringify(measured, undefined, 2)}\n`);
  kept &&= isKept(measured);
}
console.log(kept ? "Every target was kept." : "Not every target was kept.");
process.exitCode = kept ? 0 : 1;
