"use client";

import { useMemo } from "react";
import { SEVERITIES, type Severity } from "#lib/model/design.ts";
import type { LintResult } from "#lib/rules/lint.ts";
import { CATEGORIES, categoryOf, type Finding } from "#lib/rules/rule.ts";
import type { Wording } from "#lib/rules/words.ts";

/** How severe, or open for want of a number, or accepted as a risk. */
export type Verdict = Severity | "undecided" | "waived";
/** Verdicts in the order of the panel. */
export const VERDICTS: readonly Verdict[] = [...SEVERITIES, "undecided", "waived"];

/** What findings are put together by. */
export type Grouping = "rule" | "element" | "category";

/** A row of the panel. */
export interface FindingRow {
  readonly verdict: Verdict;
  readonly found: Finding;
}

/** Rows under one heading. */
export interface FindingGroup {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly rows: readonly FindingRow[];
  /** Rule whose findings these are, when grouped by rule. */
  readonly rule?: string;
  readonly fixable: number;
}

/** How many findings there are of each verdict. */
export function countsOf(result: LintResult): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { error: 0, warning: 0, info: 0, undecided: result.undecided.length, waived: result.waived.length };
  for (const found of result.findings) counts[found.severity] += 1;
  return counts;
}

/** Findings as groups of rows: filtered, searched, worst first. */
export function useFindingGroups(
  result: LintResult,
  wording: Wording,
  options: { readonly hidden: ReadonlySet<Verdict>; readonly query: string; readonly grouping: Grouping },
): readonly FindingGroup[] {
  const { hidden, query, grouping } = options;
  return useMemo(() => {
    const { index } = wording.context;
    const wanted = query.trim().toLowerCase();
    // Sentences are made for what is searched or shown, not for thousands that nobody reads.
    const isWanted = (found: Finding): boolean =>
      wanted === "" ||
      [wording.message(found), wording.titleOf(found), found.rule, found.target, index.nameOf(found.element.id)].some((text) => text.toLowerCase().includes(wanted));
    const shown: FindingRow[] = [];
    const add = (found: Finding, verdict: Verdict) => {
      if (!hidden.has(verdict) && isWanted(found)) shown.push({ verdict, found });
    };
    for (const found of result.findings) add(found, found.severity);
    for (const found of result.undecided) add(found, "undecided");
    for (const { finding } of result.waived) add(finding, "waived");
    const idOf = ({ rule, element }: Finding): string => (grouping === "rule" ? rule : grouping === "category" ? categoryOf(rule) : `${element.type}:${element.id}`);
    const titleOf = (found: Finding): string => {
      if (grouping === "rule") return wording.titleOf(found);
      if (grouping === "category") return CATEGORIES[categoryOf(found.rule)] ?? categoryOf(found.rule);
      const { type, id } = found.element;
      const connection = type === "connection" ? index.connections.get(id) : undefined;
      if (connection) return `${index.nameOf(connection.from)} → ${index.nameOf(connection.to)}`;
      return type === "design" ? "The design as a whole" : (index.components.get(id)?.name ?? index.boundaries.get(id)?.name ?? id);
    };
    const rank = (verdict: Verdict) => VERDICTS.indexOf(verdict);
    return [...Map.groupBy(shown, ({ found }) => idOf(found))]
      .map(([id, rows]): FindingGroup => {
        const [first] = rows;
        const sorted = rows.every(({ verdict }) => verdict === first?.verdict) ? rows : rows.toSorted((a, b) => rank(a.verdict) - rank(b.verdict));
        let fixable = 0;
        for (const { found, verdict } of sorted) if (found.fixable && verdict !== "waived") fixable += 1;
        return { id, title: first ? titleOf(first.found) : id, rows: sorted, verdict: sorted[0]?.verdict ?? "info", fixable, ...(grouping === "rule" ? { rule: id } : {}) };
      })
      .toSorted((a, b) => rank(a.verdict) - rank(b.verdict) || b.rows.length - a.rows.length || a.title.localeCompare(b.title));
  }, [result, wording, hidden, query, grouping]);
}
