import { compareDesigns } from "#lib/model/compare.ts";
import { elementInWords, propertyInWords } from "#lib/model/comparison-words.ts";
import type { Design } from "#lib/model/design.ts";
import { onlySettingsDiffer } from "#lib/model/only-settings.ts";
import { isSameValue } from "#lib/model/same-value.ts";
import { keyOf, lint, type LintResult } from "#lib/rules/lint.ts";
import { rulingFor, type Surroundings } from "#lib/rules/ruling.ts";
import { applyFix } from "#lib/rules/words.ts";
import type { Io } from "./command.ts";

/** Which quick fixes are applied: those that only change settings (`onlySettingsDiffer`), all of them, or all of some rules. */
export type WantedFixes = "settings" | "all" | ReadonlySet<string>;

/** A quick fix that was applied. */
export interface AppliedFix {
  readonly rule: string;
  readonly target: string;
  /** What it changed, as people read it: `connection Orders → Payments (Call): Timeout: 5s`. */
  readonly changes: readonly string[];
}

/** A design after its quick fixes, and what they did. */
export interface FixedDesign {
  readonly design: Design;
  readonly applied: readonly AppliedFix[];
}

/** What the quick fixes did to a file. */
export interface FixReport {
  readonly applied: readonly AppliedFix[];
  /** The findings and open questions before. */
  readonly before: LintResult;
  /** Whether the file was left as it is. */
  readonly isDry: boolean;
}

/** How often one rule may fix: a fix can bring a finding of another rule to light, whose fix brings one of the first. */
const TRIES = 3;

/** Applies the wanted quick fixes, rule by rule, looking anew after each: a new gateway makes limits on every service needless. What surrounds the design decides which findings there are. */
export function fixDesign(original: Design, wanted: WantedFixes, io: Io, surroundings: Surroundings = {}): FixedDesign {
  let design = original;
  const applied: AppliedFix[] = [];
  const tries = new Map<string, number>();
  /** Findings whose fix would do more than was asked for. */
  const left = new Set<string>();
  for (;;) {
    const fixable = lint(design, { today: io.today, ...surroundings }).findings.filter(
      (found) => found.fixable && (typeof wanted === "string" || wanted.has(found.rule)) && (tries.get(found.rule) ?? 0) < TRIES && !left.has(keyOf(found)),
    );
    const [first] = fixable;
    if (!first) return { design, applied };
    const ruling = rulingFor(design, surroundings);
    let hasChanged = false;
    for (const found of fixable.filter(({ rule }) => rule === first.rule)) {
      const after = applyFix(design, found, ruling);
      if (isSameValue(after, design)) continue;
      if (wanted === "settings" && !onlySettingsDiffer(design, after)) left.add(keyOf(found));
      else {
        applied.push({ rule: found.rule, target: found.target, changes: changesInWords(design, after) });
        design = after;
        hasChanged = true;
      }
    }
    if (hasChanged || left.size === 0) tries.set(first.rule, (tries.get(first.rule) ?? 0) + 1);
  }
}

const SIGNS = { added: "+ ", removed: "− ", changed: "" } as const;

function changesInWords(before: Design, after: Design): readonly string[] {
  const { changes, around } = compareDesigns(before, after);
  return [...changes, ...around].map((change) => {
    const properties = change.properties.map(propertyInWords).join(", ");
    return `${SIGNS[change.kind]}${elementInWords(change)}${properties === "" ? "" : `: ${properties}`}`;
  });
}
