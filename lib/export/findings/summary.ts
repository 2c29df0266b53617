import { SEVERITIES, type Severity } from "#lib/model/design.ts";
import type { ExportInput } from "../exporter.ts";

/** How much was found. */
export interface Summary {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly undecided: number;
  readonly waived: number;
  readonly fixable: number;
}

/** Counts the findings of an export. */
export function summaryOf({ findings, undecided, waived }: Pick<ExportInput, "findings" | "undecided" | "waived">): Summary {
  const of = (severity: Severity) => findings.filter((found) => found.severity === severity).length;
  return {
    error: of("error"),
    warning: of("warning"),
    info: of("info"),
    undecided: undecided.length,
    waived: waived.length,
    fixable: findings.filter(({ fixable }) => fixable).length,
  };
}

/** The counts as a sentence part: `2 errors · 1 warning · 3 undecided`. */
export function summaryLine(summary: Summary): string {
  const parts: readonly (readonly [number, string, string])[] = [
    [summary.error, "error", "errors"],
    [summary.warning, "warning", "warnings"],
    [summary.info, "piece of advice", "pieces of advice"],
    [summary.undecided, "undecided", "undecided"],
    [summary.waived, "accepted or not applicable", "accepted or not applicable"],
  ];
  const said = parts.filter(([count]) => count > 0).map(([count, one, many]) => `${count} ${count === 1 ? one : many}`);
  return said.length === 0 ? "No findings" : said.join(" · ");
}

/** Findings in a fixed order: the worst first, then by rule and target. */
export function inOrder<Found extends { readonly severity: Severity; readonly rule: string; readonly target: string }>(findings: readonly Found[]): readonly Found[] {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || compare(a.rule, b.rule) || compare(a.target, b.target));
}
