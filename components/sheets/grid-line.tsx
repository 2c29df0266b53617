"use client";

import { clsx } from "clsx";
import { Plus } from "lucide-react";
import { memo } from "react";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import type { Design } from "#lib/model/design.ts";
import { type RowTexts, type Sheet, textAt } from "#lib/editor/sheets/sheet.ts";
import { suggestionsAt } from "#lib/editor/sheets/suggestions.ts";
import { type Draft, draftKey, NEW_ROW } from "#lib/editor/sheets/work.ts";
import { CellEditor, type CellEditorProps } from "./cell-editor.tsx";
import { GUTTER, type GridColumn, LINE_HEIGHT } from "./grid-columns.ts";
import type { GridRow } from "./grid-rows.ts";
import type { useCellMarks } from "./use-cell-marks.ts";

export interface GridLineProps {
  readonly sheet: Sheet;
  readonly design: Design;
  readonly line: GridRow;
  readonly index: number;
  readonly top: number;
  readonly columns: readonly GridColumn[];
  readonly drafts: ReadonlyMap<string, Draft>;
  /** What a new row gets of its owner when nothing is typed. */
  readonly defaults: RowTexts;
  readonly markOf: ReturnType<typeof useCellMarks>;
  readonly readOnly: boolean;
  /** First and last selected column. */
  readonly from: number;
  readonly to: number;
  /** The column that has the focus, in the line that has it. */
  readonly active: number;
  readonly editing: { readonly initial: string; readonly selectAll: boolean } | undefined;
  readonly onCommit: CellEditorProps["onCommit"];
  readonly onCancel: () => void;
}

/** One row of the grid. */
export const GridLine = memo(function GridLine(props: GridLineProps) {
  const { line, index, top, columns, from, to } = props;
  const width = columns.at(-1)?.end ?? 0;
  const isNew = line.key === NEW_ROW;
  return (
    <div role="row" aria-rowindex={index + 2} data-row={index} className="group/line absolute left-0 flex" style={{ top, height: LINE_HEIGHT, width: width + GUTTER }}>
      <div
        role="rowheader"
        aria-colindex={1}
        data-gutter
        className={clsx(
          "tabular sticky left-0 z-[2] flex shrink-0 cursor-default items-center justify-center border-r border-b border-line text-xs select-none",
          from <= to && from === 0 && to === columns.length - 1 ? "bg-accent-soft text-accent" : "bg-sunken text-faint",
        )}
        style={{ width: GUTTER }}
      >
        {isNew ? <Plus aria-label="New row" size={12} /> : line.pending ? <span aria-label={`Row ${index + 1}, unfinished`}>{index + 1}*</span> : index + 1}
      </div>
      {columns.map((_, at) => (
        <Cell key={columns[at]?.column.key} {...props} at={at} />
      ))}
    </div>
  );
});

function Cell(props: GridLineProps & { readonly at: number }) {
  const { sheet, design, line, columns, drafts, defaults, markOf, readOnly, from, to, active, editing, at, onCommit, onCancel } = props;
  const gridColumn = columns[at];
  if (!gridColumn) return null;
  const { column, width, left } = gridColumn;
  const { row, pending } = line;
  const draft = drafts.get(draftKey(line.key, column.key));
  const typed = draft?.text ?? pending?.texts.get(column.key);
  const text = typed ?? (row ? textAt(sheet, design, row, column) : "");
  const ghost = row || text !== "" ? "" : (defaults.get(column.key) ?? "");
  const applies = row === undefined || column.role !== "value" || sheet.cell(row, column) !== undefined;
  const fixed = readOnly || (row ? column.role !== "value" || !applies : column.role === "label");
  const needed = pending?.needs?.column === column.key;
  const reason = draft?.reason ?? (needed ? pending?.needs?.reason : undefined);
  const mark = reason === undefined ? markOf(row, column) : undefined;
  const isActive = active === at;
  const selected = at >= from && at <= to;
  const descriptor = (row && sheet.cell(row, column)) ?? column.descriptor;
  // ARIA has both for cells of a grid; the linter's table does not.
  const spoken = { "aria-readonly": fixed || undefined, "aria-description": reason ?? mark?.message };
  return (
    <div
      role="gridcell"
      aria-colindex={at + 2}
      aria-selected={selected}
      aria-invalid={reason !== undefined || undefined}
      {...spoken}
      tabIndex={isActive ? 0 : -1}
      data-column={at}
      title={reason ?? mark?.message ?? (text.length * 6.5 > width ? text : undefined)}
      className={clsx(
        "relative flex h-full shrink-0 cursor-default items-center leading-[17px] gap-1 border-r border-b px-1.5 outline-none select-none",
        left !== undefined && "sticky z-[1]",
        reason !== undefined ? "border-line bg-error-soft" : selected && !isActive ? "border-line bg-accent-soft" : cellTone(left !== undefined, column.role, applies),
        isActive && "ring-2 ring-line-strong ring-inset group-focus-within/grid:ring-focus",
      )}
      style={{ width, ...(left === undefined ? {} : { left }) }}
    >
      {isActive && editing ? (
        <CellEditor
          label={`${column.title}${row ? `, row ${props.index + 1}` : ", new row"}`}
          initial={editing.initial}
          selectAll={editing.selectAll}
          multiline={descriptor.control === "multiline"}
          suggestions={suggestionsAt(sheet, design, row, new Map([...defaults, ...(pending?.texts ?? [])]), column)}
          invalid={draft !== undefined}
          onCommit={onCommit}
          onCancel={onCancel}
        />
      ) : (
        <>
          <span
            className={clsx(
              "min-w-0 flex-1 truncate",
              column.descriptor.control === "quantity" && "tabular text-right",
              reason !== undefined && text !== "" ? "text-error underline decoration-wavy decoration-1 underline-offset-2" : column.role === "value" ? "text-text" : "text-muted",
            )}
          >
            {text === "" ? <span className="text-faint">{needed ? "needed" : ghost}</span> : text}
            {applies ? null : <span className="sr-only">does not apply</span>}
          </span>
          {mark ? <SeverityIcon severity={mark.severity} size={11} label="" className="shrink-0" /> : null}
        </>
      )}
    </div>
  );
}

const cellTone = (isFrozen: boolean, role: string, applies: boolean): string =>
  clsx("border-line", applies ? (role === "value" ? "bg-raised group-hover/line:bg-bg" : isFrozen || role !== "value" ? "bg-bg" : "bg-raised") : "bg-sunken");
