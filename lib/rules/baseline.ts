import { keyOf } from "./lint.ts";
import type { Finding } from "./rule.ts";

/** The findings that were there when a design adopted the rules: known, not new. By the path of the design's file, then by the key of the finding. */
export interface Baseline {
  readonly version: 1;
  readonly designs: Readonly<Record<string, readonly string[]>>;
}

/** The findings of today as a baseline, in a fixed order so that it diffs well. */
export const baselineOf = (designs: readonly { readonly path: string; readonly findings: readonly Finding[] }[]): Baseline => ({
  version: 1,
  designs: Object.fromEntries(
    designs.map(({ path, findings }) => [path, [...new Set(findings.map(keyOf))].toSorted()] as const).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  ),
});

/** A design's findings beside its baseline. */
export interface Compared {
  /** Whether a finding was there before. */
  isKnown(found: Finding): boolean;
  /** What the baseline holds and nobody finds any more, by key. */
  readonly absent: readonly string[];
}

/** Compares the findings of a design with the baseline of its path. */
export function compareWithBaseline(baseline: Baseline, path: string, findings: readonly Finding[]): Compared {
  const known = new Set(baseline.designs[path]);
  const there = new Set(findings.map(keyOf));
  return { isKnown: (found) => known.has(keyOf(found)), absent: [...known].filter((key) => !there.has(key)) };
}
