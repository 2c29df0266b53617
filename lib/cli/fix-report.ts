import { findingsDelta } from "#lib/rules/findings-delta.ts";
import { keyOf } from "#lib/rules/lint.ts";
import type { CheckedDesign } from "./checked-design.ts";
import type { Io } from "./command.ts";
import { paintWith } from "./paint.ts";

/** Writes per file what the fixes changed, and what was found only because of them. */
export function printFixes(checked: readonly CheckedDesign[], write: Io["error"], { colour }: Pick<Io, "colour">): void {
  const paint = paintWith(colour);
  for (const { source, rendered, result, fixes } of checked) {
    if (!fixes || fixes.applied.length === 0) continue;
    const { applied, before, isDry } = fixes;
    const introduced = new Set(findingsDelta(before, result).introduced.map(keyOf));
    const asked = new Set(before.undecided.map(keyOf));
    const brought = [...rendered.findings.filter((found) => introduced.has(keyOf(found))), ...rendered.undecided.filter((open) => !asked.has(keyOf(open)))];
    const amount = `${applied.length} ${applied.length === 1 ? "fix" : "fixes"}`;
    const lines = [
      paint.bold(`${source.path === "-" ? "standard input" : source.path}: ${isDry ? `${amount} would be applied` : `${amount} applied`}`),
      ...applied.map(({ rule, changes }) => `  ${paint.green("✓")} ${changes.join("\n    ")}  ${paint.dim(rule)}`),
      ...(brought.length === 0 ? [] : ["  New, because of what was changed:"]),
      ...brought.map((found) => `    ${paint.severity("missing" in found ? "undecided" : found.severity)}  ${found.message}  ${paint.dim(found.rule)}`),
    ];
    write(`${lines.join("\n")}\n\n`);
  }
}
