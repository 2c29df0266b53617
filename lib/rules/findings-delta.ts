import { keyOf, type LintResult } from "./lint.ts";
import type { Finding } from "./rule.ts";

/** How the findings of a design changed from one state of it to another. */
export interface FindingsDelta {
  /** Found in the later state only. */
  readonly introduced: readonly Finding[];
  /** Found in the earlier state, and not there any more. */
  readonly fixed: readonly Finding[];
  /** Open in the earlier state, waived in the later one. */
  readonly waived: readonly Finding[];
}

/** Compares two results of the same design; the components of the earlier state have the ids of the later one (`alignedIds`). */
export function findingsDelta(before: LintResult, after: LintResult): FindingsDelta {
  const old = new Set(before.findings.map(keyOf));
  const now = new Set(after.findings.map(keyOf));
  const covered = new Set(after.waived.map(({ finding }) => keyOf(finding)));
  const gone = before.findings.filter((found) => !now.has(keyOf(found)));
  return {
    introduced: after.findings.filter((found) => !old.has(keyOf(found))),
    fixed: gone.filter((found) => !covered.has(keyOf(found))),
    waived: gone.filter((found) => covered.has(keyOf(found))),
  };
}
