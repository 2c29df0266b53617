/*
 * Which rules take the time: `node bench/rules.ts [components] [rows]`, by hand. Every rule runs by itself, in microseconds of processor time:
 * "alone" pays for the analyses that it needs, "shared" finds them computed, as all but the first that needs them do in a pass.
 */
import { DesignIndex } from "#lib/analysis/design-index.ts";
import { RULES } from "#lib/rules/catalogue.ts";
import { lint } from "#lib/rules/lint.ts";
import { generateDesign } from "./designs.ts";
import { measure, type Times } from "./measure.ts";

const RUNS = 15;
const [size = 1_000, rows = 25] = process.argv.slice(2).map(Number);
const microseconds = (times: Times | undefined, without?: Times) => Math.round(1_000 * ((times?.fastest ?? Number.NaN) - (without?.fastest ?? 0)));

for (const variant of ["clean", "noisy"] as const) {
  const design = generateDesign(size, variant);
  const index = new DesignIndex(design);
  const { findings, undecided } = lint(design, { index });
  const whole = await measure([["pass", () => lint(design)]], 4 * RUNS);
  const table: { rule: string; alone: number; shared: number; findings: number; undecided: number }[] = [];
  for (const rule of RULES) {
    const times = await measure(
      [
        ["index", () => lint(design, { rules: [] })],
        ["nothing", () => lint(design, { rules: [], index })],
        ["alone", () => lint(design, { rules: [rule] })],
        ["shared", () => lint(design, { rules: [rule], index })],
      ],
      RUNS,
    );
    table.push({
      rule: rule.id,
      alone: microseconds(times["alone"], times["index"]),
      shared: microseconds(times["shared"], times["nothing"]),
      findings: findings.filter((found) => found.rule === rule.id).length,
      undecided: undecided.filter((found) => found.rule === rule.id).length,
    });
  }
  const sum = (column: "alone" | "shared") => table.reduce((total, row) => total + row[column], 0);
  console.log(`\n${size} ${variant}: a pass takes ${microseconds(whole["pass"])} µs; the rules one by one ${sum("alone")} µs alone, ${sum("shared")} µs on shared analyses`);
  console.table(table.toSorted((one, other) => other.alone - one.alone).slice(0, rows));
}
