import type { Sheet, SheetColumn } from "#lib/editor/sheets/sheet.ts";

/** Height of a row, px. */
export const LINE_HEIGHT = 28;
/** Width of the numbers at the left, px. */
export const GUTTER = 40;
/** Most room that columns may take that stay in place while one scrolls sideways, as a share of the grid. */
const FROZEN_SHARE = 0.45;
/** Behind so many columns nothing stays in place because it is needed. */
const MOST_FROZEN = 4;
/** Columns that say which row it is, where no label does. */
const NAMING: ReadonlySet<string> = new Set(["name", "from", "to", "title", "target"]);

/** A column as the grid draws it. */
export interface GridColumn {
  readonly column: SheetColumn;
  readonly width: number;
  /** Right edge from the left of the row's first cell, px. */
  readonly end: number;
  /** Where it stays while one scrolls sideways, px; others scroll. */
  readonly left: number | undefined;
}

/** The columns of a sheet with their places in a grid that has so much room; those that say which row it is stay in view. */
export function gridColumns({ columns }: Sheet, widths: readonly number[], available: number): readonly GridColumn[] {
  let end = 0;
  let frozen = true;
  return columns.map((column, at) => {
    const width = widths[at] ?? 0;
    const start = end;
    end += width;
    frozen &&=
      (column.role !== "value" || NAMING.has(column.key) || (column.descriptor.required && at < MOST_FROZEN)) && end <= available * FROZEN_SHARE && at < columns.length - 1;
    return { column, width, end, left: frozen ? GUTTER + start : undefined };
  });
}
