"use client";

import { useMemo } from "react";
import { SEVERITIES, type Severity } from "#lib/model/design.ts";
import { keyOf, type LintResult } from "#lib/rules/lint.ts";
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
  readonly key: string;
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
      if (!hidden.has(verdict) && isWanted(found)) shown.push({ key: keyOf(found), verdict, found });
    };
    for (const found of result.findings) add(found, found.severity);
    for (const found of result.undecided) add(found, "undecided");
    for (const { finding } of result.waived) add(finding, "waived");
    const groupOf = (row: FindingRow): { id: string; title: string } => {
      switch (grouping) {
        case "rule":
          return { id: row.found.rule, title: wording.titleOf(row.found) };
        case "category": {
          const category = categoryOf(row.found.rule);
          return { id: category, title: CATEGORIES[category] ?? category };
        }
        case "element": {
          const { element } = row.found;
          const connection = element.type === "connection" ? index.connections.get(element.id) : undefined;
          const title = connection
            ? `${index.nameOf(connection.from)} → ${index.nameOf(connection.to)}`
            : element.type === "design"
              ? "The design as a whole"
              : (index.components.get(element.id)?.name ?? index.boundaries.get(element.id)?.name ?? element.id);
          return { id: `${element.type}:${element.id}`, title };
        }
      }
    };
    const groups = new Map<string, { title: string; rows: FindingRow[] }>();
    for (const row of shown) {
      const { id, title } = groupOf(row);
      const group = groups.get(id);
      if (group) group.rows.push(row);
      else groups.set(id, { title, rows: [row] });
    }
    const rank = (verdict: Verdict) => VERDICTS.indexOf(verdict);
    return [...groups]
      .map(([id, group]): FindingGroup => {
        const sorted = group.rows.toSorted((a, b) => rank(a.verdict) - rank(b.verdict));
        return {
          id,
          title: group.title,
          rows: sorted,
          verdict: sorted[0]?.verdict ?? "info",
          fixable: sorted.filter((row) => row.found.fixable && row.verdict !== "waived").length,
          ...(grouping === "rule" ? { rule: id } : {}),
        };
      })
      .toSorted((a, b) => rank(a.verdict) - rank(b.verdict) || b.rows.length - a.rows.length || a.title.localeCompare(b.title));
  }, [result, wording, hidden, query, grouping]);
}
