import type { Design } from "#lib/model/design.ts";
import { type Sheet, type SheetRow, textAt } from "#lib/editor/sheets/sheet.ts";
import { NEW_ROW, type PendingRow } from "#lib/editor/sheets/work.ts";

/** A row as the grid shows it: one of the design, one that is being made, or the empty one at the end that makes another. */
export interface GridRow {
  readonly key: string;
  readonly row?: SheetRow;
  readonly pending?: PendingRow;
}

/** What is shown of a sheet. */
export interface RowFilter {
  /** Names of the owner, from the outermost; empty for all. */
  readonly owner: readonly string[];
  /** Part of the text of any cell. */
  readonly text: string;
}

/** The rows of a sheet as the grid shows them. */
export function gridRows(sheet: Sheet, design: Design, pending: readonly PendingRow[], filter: RowFilter, canAdd: boolean): readonly GridRow[] {
  const wanted = filter.text.trim().toLowerCase();
  const rows = sheet
    .rows(design)
    .filter(({ labels }) => filter.owner.every((label, at) => labels[at] === label))
    .filter((row) => wanted === "" || sheet.columns.some((column) => textAt(sheet, design, row, column).toLowerCase().includes(wanted)));
  return [...rows.map((row) => ({ key: row.key, row })), ...pending.map((row) => ({ key: row.key, pending: row })), ...(canAdd && sheet.add ? [{ key: NEW_ROW }] : [])];
}
