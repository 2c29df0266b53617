"use client";

import { useCallback, useDeferredValue, useMemo } from "react";
import { useChecked } from "#components/studio/use-editor.tsx";
import type { SeverityShape } from "#components/ui/severity-icon.tsx";
import type { Sheet, SheetColumn, SheetRow } from "#lib/editor/sheets/sheet.ts";
import type { Finding } from "#lib/rules/rule.ts";

/** What the rules say about a cell. */
export interface CellMark {
  readonly severity: SeverityShape;
  readonly message: string;
}

const ORDER: readonly SeverityShape[] = ["error", "warning", "info", "undecided"];

/** Finds the findings about a cell: those that name its property, and open questions that wait for it. A moment behind while one edits. */
export function useCellMarks(sheet: Sheet): (row: SheetRow | undefined, column: SheetColumn) => CellMark | undefined {
  const derived = useDeferredValue(useChecked());
  const byProperty = useMemo(() => {
    const found = new Map<string, { readonly finding: Finding; readonly severity: SeverityShape }>();
    const note = (finding: Finding, severity: SeverityShape) => {
      if (finding.property === undefined) return;
      const key = `${finding.element.type === "design" ? "" : finding.element.id} ${finding.property}`;
      const known = found.get(key);
      if (!known || ORDER.indexOf(severity) < ORDER.indexOf(known.severity)) found.set(key, { finding, severity });
    };
    for (const finding of derived.result.findings) note(finding, finding.severity);
    for (const finding of derived.result.undecided) note(finding, "undecided");
    return found;
  }, [derived]);
  return useCallback(
    (row, column) => {
      if (!row || column.role !== "value" || byProperty.size === 0) return undefined;
      const within = row.place === "" ? "" : `${row.place}.`;
      const at = (path: string) => byProperty.get(`${row.element ?? ""} ${within}${path}`);
      const [group = ""] = column.path;
      // What is said of a group as a whole (a missing breaker) stands at its first column.
      const first = sheet.columns.find(({ role, path }) => role === "value" && path[0] === group);
      const mark = (column.path.length === 0 ? byProperty.get(`${row.element ?? ""} ${row.place}`) : at(column.path.join("."))) ?? (first === column ? at(group) : undefined);
      return mark && { severity: mark.severity, message: derived.wording.message(mark.finding) };
    },
    [byProperty, derived, sheet],
  );
}
