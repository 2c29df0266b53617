"use client";

import { useVirtualizer, defaultRangeExtractor, type Range } from "@tanstack/react-virtual";
import { clsx } from "clsx";
import { type ClipboardEvent, type KeyboardEvent, type PointerEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useStore } from "zustand";
import { useDerived, useEditor } from "#components/studio/use-editor.tsx";
import { Button } from "#components/ui/button.tsx";
import { type Sheet, type SheetRow, textAt } from "#lib/editor/sheets/sheet.ts";
import {
  clearCells,
  copyCells,
  draftKey,
  dropDraft,
  enterCells,
  NEW_ROW,
  outcomeSentence,
  type Outcome,
  ownerTexts,
  pasteCells,
  removeRows,
  sheetWorks,
  workOf,
} from "#lib/editor/sheets/work.ts";
import type { After } from "./cell-editor.tsx";
import { columnWidth } from "./column-width.ts";
import { GUTTER, gridColumns, LINE_HEIGHT } from "./grid-columns.ts";
import { GridLine } from "./grid-line.tsx";
import { type GridRow, gridRows, type RowFilter } from "./grid-rows.ts";
import { useCellMarks } from "./use-cell-marks.ts";

/** A cell by its place on the screen. */
interface Place {
  readonly row: number;
  readonly column: number;
}
interface Selection {
  /** Where one stands. */
  readonly active: Place;
  /** The other corner of what is selected. */
  readonly anchor: Place;
}

export interface SheetGridProps {
  readonly sheet: Sheet;
  readonly filter: RowFilter;
  /** Changes when the grid is asked to take the focus; `taken` remembers the last time, also for the next sheet. */
  readonly focusRequest: number;
  readonly taken: RefObject<number>;
  /** Changes when a new row is asked for. */
  readonly newRequest: number;
}

const START: Selection = { active: { row: 0, column: 0 }, anchor: { row: 0, column: 0 } };
const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, most));
const STEPS: Readonly<Record<string, Place>> = {
  ArrowDown: { row: 1, column: 0 },
  ArrowUp: { row: -1, column: 0 },
  ArrowRight: { row: 0, column: 1 },
  ArrowLeft: { row: 0, column: -1 },
};
const AFTER: Record<After, Place> = {
  stay: { row: 0, column: 0 },
  down: { row: 1, column: 0 },
  up: { row: -1, column: 0 },
  right: { row: 0, column: 1 },
  left: { row: 0, column: -1 },
};
/** Number of a row as the gutter shows it. */
const numberIn = (rows: readonly GridRow[]) => (key: string) => {
  const at = rows.findIndex((row) => row.key === key);
  return at < 0 ? undefined : at + 1;
};

/** A sheet as a grid: read, walked and edited with the keyboard, copied to and pasted from spreadsheets. */
export function SheetGrid({ sheet, filter, focusRequest, taken, newRequest }: SheetGridProps) {
  const editor = useEditor();
  const { readOnly } = editor;
  const { design } = useDerived();
  const work = useStore(sheetWorks(editor), (works) => workOf(works, sheet));
  const markOf = useCellMarks(sheet);
  const scroller = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  const [selection, setSelection] = useState(START);
  const [editing, setEditing] = useState<{ readonly initial: string; readonly selectAll: boolean }>();
  const [notice, setNotice] = useState<string>();
  /** The row of the design in which one stood last: a new one belongs beside it. */
  const [beside, setBeside] = useState<string>();
  const focusWanted = useRef(false);
  const dragging = useRef(false);
  /** Set by Escape with nothing left to step back from: the next Tab leaves the grid. */
  const leaving = useRef(false);

  const rows = useMemo(() => gridRows(sheet, design, work.pending, filter, !readOnly), [sheet, design, work.pending, filter, readOnly]);
  // As wide as what was there when the sheet was opened: columns do not jump while one types.
  const [widths] = useState(() => sheet.columns.map((column) => columnWidth(sheet, design, column)));
  const columns = useMemo(() => gridColumns(sheet, widths, width), [sheet, widths, width]);
  const lastRow = rows.length - 1;
  const lastColumn = columns.length - 1;
  const active: Place = { row: clamp(selection.active.row, lastRow), column: clamp(selection.active.column, lastColumn) };
  const anchor: Place = { row: clamp(selection.anchor.row, lastRow), column: clamp(selection.anchor.column, lastColumn) };
  const [top, bottom] = [Math.min(active.row, anchor.row), Math.max(active.row, anchor.row)];
  const [left, right] = [Math.min(active.column, anchor.column), Math.max(active.column, anchor.column)];
  const isRange = top !== bottom || left !== right;
  const activeRow = rows[active.row];
  const activeColumn = columns[active.column]?.column;

  const defaults = useMemo(() => {
    const known = rows.filter((line) => line.row !== undefined);
    const near: SheetRow | undefined = known.find(({ key }) => key === beside)?.row ?? known.at(-1)?.row;
    return ownerTexts(sheet, near, filter.owner);
  }, [rows, sheet, filter.owner, beside]);

  // oxlint-disable-next-line react/incompatible-library -- Its functions are called while drawing and handed to nobody.
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 8,
    // The row with the focus is always there, however far one scrolls.
    rangeExtractor: useCallback(
      (range: Range) => [...new Set([...defaultRangeExtractor(range), active.row])].filter((at) => at < range.count).toSorted((a, b) => a - b),
      [active.row],
    ),
  });

  useEffect(() => {
    const box = scroller.current;
    if (!box) return undefined;
    const observer = new ResizeObserver(() => setWidth(box.clientWidth));
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  const header = columns.some(({ column }) => column.about !== undefined) ? 41 : LINE_HEIGHT + 1;
  const frozen = GUTTER + columns.reduce((sum, { left: at, width: wide }) => (at === undefined ? sum : sum + wide), 0);
  useLayoutEffect(() => {
    if (taken.current !== focusRequest) focusWanted.current = true;
    taken.current = focusRequest;
    if (!focusWanted.current || editing) return;
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-row="${active.row}"] [data-column="${active.column}"]`);
    // Rows are drawn once the grid knows its height.
    if (!cell) return;
    focusWanted.current = false;
    cell.focus({ preventScroll: true });
    reveal(scroller.current, active.row * LINE_HEIGHT, columns[active.column], header, frozen);
  });

  /** Goes to a cell; `extend` keeps the other corner of the selection. */
  const goTo = (to: Place, extend = false) => {
    const next = { row: clamp(to.row, lastRow), column: clamp(to.column, lastColumn) };
    focusWanted.current = true;
    leaving.current = false;
    setNotice(undefined);
    const line = rows[next.row];
    if (line?.row) setBeside(line.key);
    setSelection((before) => ({ active: next, anchor: extend ? before.anchor : next }));
  };
  const select = (from: Place, to: Place) => {
    focusWanted.current = true;
    setSelection({ active: from, anchor: to });
  };
  /** Goes on from a row that an edit may have moved or made. */
  const goOn = (key: string, step: Place) => {
    const now = gridRows(sheet, editor.design, workOf(sheetWorks(editor).getState(), sheet).pending, filter, !readOnly);
    const at = now.findIndex((line) => line.key === key);
    const from = at < 0 ? active.row : at;
    let row = from + step.row;
    let column = active.column + step.column;
    if (column > lastColumn && row < now.length - 1) [row, column] = [row + 1, 0];
    if (column < 0 && row > 0) [row, column] = [row - 1, lastColumn];
    const next = { row: clamp(row, now.length - 1), column: clamp(column, lastColumn) };
    focusWanted.current = true;
    if (now[next.row]?.row) setBeside(now[next.row]?.key);
    setSelection({ active: next, anchor: next });
  };
  const tell = (text: string) => {
    setNotice(text);
    editor.announce(text);
  };
  const report = (outcome: Outcome) =>
    tell(outcomeSentence(sheet, outcome, numberIn(gridRows(sheet, editor.design, workOf(sheetWorks(editor).getState(), sheet).pending, filter, !readOnly))));

  const startEditing = (selectAll: boolean, initial?: string) => {
    if (!activeRow || !activeColumn) return;
    if (readOnly) return tell("This design is only shown. Make a copy to change it.");
    const { row, pending, key } = activeRow;
    if (row && activeColumn.role !== "value") return tell(`${activeColumn.title} is fixed here: it says which row this is.`);
    if (!row && activeColumn.role === "label") return;
    if (row && !sheet.cell(row, activeColumn)) return tell(`${activeColumn.title} does not apply to this row.`);
    const known = work.drafts.get(draftKey(key, activeColumn.key))?.text ?? pending?.texts.get(activeColumn.key) ?? (row ? textOf(row) : "");
    setNotice(undefined);
    setEditing({ initial: initial ?? known, selectAll });
  };
  const textOf = (row: SheetRow): string => (activeColumn ? copyText(row.key, activeColumn.key) : "");
  const copyText = (row: string, column: string): string => {
    const found = sheet.columns.find(({ key }) => key === column);
    const line = sheet.rows(design).find(({ key }) => key === row);
    return found && line ? textAt(sheet, design, line, found) : "";
  };
  const enter = (text: string, label?: string): Outcome | undefined => {
    if (!activeRow || !activeColumn) return undefined;
    const outcome = enterCells(editor, sheet, [{ row: activeRow.key, column: activeColumn.key, text }], label ?? `Edit ${activeColumn.title.toLowerCase()}`, defaults);
    const [refused] = outcome.refused;
    if (refused) editor.announce(refused.reason);
    return outcome;
  };
  const onCommit = (text: string, after: After) => {
    setEditing(undefined);
    const outcome = enter(text);
    const key = activeRow ? (outcome?.renamed.get(activeRow.key) ?? activeRow.key) : "";
    // Where the edit ended by going elsewhere, one is there already.
    if (after === "stay") {
      if (key !== activeRow?.key) goOn(key, AFTER.stay);
      else if (scroller.current?.contains(document.activeElement)) focusWanted.current = true;
    } else goOn(key, AFTER[after]);
  };
  const onCancel = () => {
    setEditing(undefined);
    focusWanted.current = true;
  };
  // Rows get the same functions every time, so that only those that changed are drawn again.
  const latest = useRef({ onCommit, onCancel });
  latest.current = { onCommit, onCancel };
  const commitLatest = useCallback((text: string, after: After) => latest.current.onCommit(text, after), []);
  const cancelLatest = useCallback(() => latest.current.onCancel(), []);

  const selectedRows = () => rows.slice(top, bottom + 1).filter(({ key }) => key !== NEW_ROW);
  const selectedColumns = () => columns.slice(left, right + 1).map(({ column }) => column);
  const copy = (event: ClipboardEvent): boolean => {
    const lines = selectedRows();
    if (lines.length === 0) return false;
    event.preventDefault();
    const everything = lines.length > 1 && left === 0 && right === lastColumn && lines.length >= rows.length - 1;
    event.clipboardData.setData(
      "text/plain",
      copyCells(
        editor,
        sheet,
        lines.map(({ key }) => key),
        selectedColumns(),
        everything,
      ),
    );
    return true;
  };
  const clear = () => {
    if (readOnly) return;
    const outcome = clearCells(
      editor,
      sheet,
      selectedRows().map(({ key }) => key),
      selectedColumns(),
    );
    if (outcome.refused.length > 0) report(outcome);
  };
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData("text/plain");
    if (readOnly || text === "") return;
    event.preventDefault();
    const outcome = pasteCells(editor, sheet, text, {
      rows: rows.slice(top).flatMap(({ key }) => (key === NEW_ROW ? [] : [key])),
      columns: columns.slice(left).map(({ column }) => column),
      selected: { rows: bottom - top + 1, columns: right - left + 1 },
      defaults,
    });
    report(outcome);
    focusWanted.current = true;
  };
  const fillDown = () => {
    if (readOnly || top === bottom) return;
    const [first, ...others] = selectedRows();
    if (!first?.row) return;
    const { row } = first;
    const entries = selectedColumns().flatMap((column) =>
      others.map(({ key }) => ({ row: key, column: column.key, text: column.role === "value" ? copyText(row.key, column.key) : undefined })),
    );
    const outcome = enterCells(
      editor,
      sheet,
      entries.flatMap(({ text, ...entry }) => (text === undefined ? [] : [{ ...entry, text }])),
      "Fill down",
    );
    if (outcome.refused.length > 0) report(outcome);
  };
  const remove = () => {
    if (readOnly) return;
    const lines = selectedRows();
    if (!sheet.remove && lines.some(({ row }) => row)) return tell(`Rows of ${sheet.title} stay; only their cells can be emptied.`);
    removeRows(
      editor,
      sheet,
      lines.map(({ key }) => key),
    );
    goTo({ row: top, column: active.column });
  };
  const newRow = () => {
    if (readOnly || !sheet.add) return tell(readOnly ? "This design is only shown. Make a copy to change it." : `Rows of ${sheet.title} are added elsewhere.`);
    const first = columns.findIndex(({ column }) => column.role === "value" || (column.role === "owner" && !defaults.has(column.key)));
    goTo({ row: lastRow, column: Math.max(0, first) });
  };
  const seen = useRef(newRequest);
  useEffect(() => {
    if (seen.current === newRequest) return;
    seen.current = newRequest;
    newRow();
  });
  const nextProblem = () => {
    const wrong = rows.flatMap((line, row) =>
      columns.flatMap(({ column }, at) => (work.drafts.has(draftKey(line.key, column.key)) || line.pending?.needs?.column === column.key ? [{ row, column: at }] : [])),
    );
    const next = wrong.find(({ row, column }) => row > active.row || (row === active.row && column > active.column)) ?? wrong[0];
    if (next) goTo(next);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || editing) return;
    const mod = event.metaKey || event.ctrlKey;
    const step = STEPS[event.key];
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - header) / LINE_HEIGHT) - 1);
    const from = active;
    if (step) {
      const far = mod ? Infinity : 1;
      goTo({ row: from.row + (step.row === 0 ? 0 : step.row * far), column: from.column + (step.column === 0 ? 0 : step.column * far) }, event.shiftKey);
    } else if (event.key === "Home") goTo({ row: mod ? 0 : from.row, column: 0 }, event.shiftKey);
    else if (event.key === "End") goTo({ row: mod ? lastRow : from.row, column: lastColumn }, event.shiftKey);
    else if (event.key === "PageDown") goTo({ row: from.row + page, column: from.column }, event.shiftKey);
    else if (event.key === "PageUp") goTo({ row: from.row - page, column: from.column }, event.shiftKey);
    else if (event.key === "Tab" && !mod) {
      const isEnd = event.shiftKey ? from.row === 0 && from.column === 0 : from.row === lastRow && from.column === lastColumn;
      if (leaving.current || isEnd) {
        leaving.current = false;
        return;
      }
      goOn(activeRow?.key ?? "", event.shiftKey ? AFTER.left : AFTER.right);
    } else if (event.key === "Enter" && mod) newRow();
    else if (event.key === "Enter" || event.key === "F2") startEditing(false);
    else if ((event.key === "Backspace" || event.key === "Delete") && mod) remove();
    else if (event.key === "Delete" || event.key === "Backspace") clear();
    else if (event.key === "Escape") {
      const draft = activeRow && activeColumn && work.drafts.has(draftKey(activeRow.key, activeColumn.key));
      if (isRange) goTo(active);
      else if (draft) dropDraft(editor, sheet, activeRow.key, activeColumn.key);
      else {
        leaving.current = true;
        editor.announce("Press Tab to leave the sheet");
        return;
      }
    } else if (mod && event.key.toLowerCase() === "a") select({ row: 0, column: 0 }, { row: lastRow, column: lastColumn });
    else if (mod && event.key.toLowerCase() === "d") fillDown();
    else if (event.key === " " && activeRow?.row && activeColumn?.descriptor.control === "flag" && sheet.cell(activeRow.row, activeColumn) && !readOnly) {
      const now = copyText(activeRow.row.key, activeColumn.key);
      enter(now === "" ? "Yes" : now === "Yes" ? "No" : "");
      focusWanted.current = true;
    } else if (event.key.length === 1 && !mod && !event.altKey) {
      // The field takes the focus before the browser writes the letter, so that the letter lands in it; also the first one of an input method.
      flushSync(() => startEditing(false, ""));
      event.stopPropagation();
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const placeOf = (target: EventTarget | null): (Place & { readonly gutter: boolean }) | undefined => {
    if (!(target instanceof Element)) return undefined;
    const line = target.closest<HTMLElement>("[data-row]");
    const cell = target.closest<HTMLElement>("[data-column]");
    if (!line) return undefined;
    return { row: Number(line.dataset["row"]), column: Number(cell?.dataset["column"] ?? 0), gutter: cell === null };
  };
  const onPointerDown = (event: PointerEvent) => {
    const place = placeOf(event.target);
    if (event.button !== 0 || !place || (editing && place.row === active.row && place.column === active.column)) return;
    event.preventDefault();
    // Commits what is being edited before one goes elsewhere.
    if (document.activeElement instanceof HTMLElement && editing) document.activeElement.blur();
    dragging.current = true;
    addEventListener("pointerup", () => (dragging.current = false), { once: true });
    if (place.gutter) {
      setSelection((before) => ({ active: { row: place.row, column: 0 }, anchor: { row: event.shiftKey ? before.anchor.row : place.row, column: lastColumn } }));
      focusWanted.current = true;
    } else goTo(place, event.shiftKey);
  };
  const onPointerOver = (event: PointerEvent) => {
    const place = dragging.current ? placeOf(event.target) : undefined;
    if (!place) return;
    setSelection((before) => ({ active: before.active, anchor: { row: place.row, column: place.gutter ? lastColumn : place.column } }));
  };

  const problems = work.drafts.size + work.pending.filter(({ needs }) => needs).length;
  const draft = activeRow && activeColumn ? work.drafts.get(draftKey(activeRow.key, activeColumn.key)) : undefined;
  const reason = draft?.reason ?? activeRow?.pending?.needs?.reason;
  const mark = activeRow?.row && activeColumn ? markOf(activeRow.row, activeColumn) : undefined;
  const total = (columns.at(-1)?.end ?? 0) + GUTTER;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="grid"
        aria-label={sheet.title}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        aria-readonly={readOnly || undefined}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onCopy={(event) => void (copy(event) && editor.announce("Copied"))}
        onCut={(event) => {
          if (copy(event)) clear();
        }}
        onPaste={onPaste}
        onPointerDown={onPointerDown}
        onPointerOver={onPointerOver}
        onDoubleClick={(event) => void (placeOf(event.target)?.gutter === false && startEditing(false))}
        className="group/grid relative min-h-0 flex-1 overflow-auto bg-sunken outline-none"
      >
        <div role="presentation" style={{ width: total, height: header + virtual.getTotalSize() }}>
          <div role="row" aria-rowindex={1} className="sticky top-0 z-[3] flex border-b border-line-strong bg-sunken" style={{ width: total, height: header }}>
            <div role="columnheader" aria-colindex={1} className="sticky left-0 z-[2] shrink-0 border-r border-line bg-sunken" style={{ width: GUTTER }}>
              <span className="sr-only">Row</span>
            </div>
            {columns.map(({ column, width: wide, left: at }, index) => (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- Ctrl+Shift+arrows select a column from the keyboard.
              <div
                key={column.key}
                role="columnheader"
                tabIndex={-1}
                aria-colindex={index + 2}
                aria-label={column.title}
                title={column.description ? `${column.title}: ${column.description}` : column.title}
                onClick={() => select({ row: 0, column: index }, { row: lastRow, column: index })}
                className={clsx(
                  "flex shrink-0 cursor-default flex-col justify-center border-r border-line px-1.5 text-sm leading-4 outline-none select-none",
                  at === undefined ? "bg-sunken" : "sticky z-[1] bg-sunken",
                  index >= left && index <= right ? "text-text" : "text-muted",
                )}
                style={{ width: wide, ...(at === undefined ? {} : { left: at }) }}
              >
                {column.about ? <span className="truncate text-xs text-faint">{column.about}</span> : null}
                <span className="truncate font-medium">{column.about ? column.title.slice(column.about.length + 2) : column.title}</span>
              </div>
            ))}
          </div>
          <div role="presentation" className="relative">
            {virtual.getVirtualItems().map(({ index, start }) => {
              const line = rows[index];
              if (!line) return null;
              const inRange = index >= top && index <= bottom;
              return (
                <GridLine
                  key={line.key}
                  sheet={sheet}
                  design={design}
                  line={line}
                  index={index}
                  top={start}
                  columns={columns}
                  drafts={work.drafts}
                  defaults={defaults}
                  markOf={markOf}
                  readOnly={readOnly}
                  from={inRange ? left : 1}
                  to={inRange ? right : 0}
                  active={index === active.row ? active.column : -1}
                  editing={index === active.row ? editing : undefined}
                  onCommit={commitLatest}
                  onCancel={cancelLatest}
                />
              );
            })}
          </div>
        </div>
      </div>
      <div className="flex min-h-7 shrink-0 items-center gap-2 border-t border-line bg-bg px-3 text-sm text-muted">
        {/* What happens is said by the studio's announcer; here it stays to be read. */}
        <p className={clsx("min-w-0 flex-1 truncate", reason !== undefined && "text-error")} title={reason ?? notice ?? mark?.message}>
          {reason ?? notice ?? mark?.message ?? activeColumn?.description ?? ""}
        </p>
        {problems > 0 ? (
          <Button size="sm" variant="ghost" onClick={nextProblem} className="h-6! text-error!">
            {problems === 1 ? "1 cell to look at" : `${problems} cells to look at`}
          </Button>
        ) : null}
        <span className="tabular shrink-0 text-faint">{isRange ? `${bottom - top + 1} × ${right - left + 1}` : `${rows.filter(({ row }) => row).length} rows`}</span>
      </div>
    </div>
  );
}

/** Scrolls as far as needed to see a cell beside what stays in place. */
function reveal(
  box: HTMLElement | null,
  top: number,
  column: { readonly end: number; readonly width: number; readonly left: number | undefined } | undefined,
  header: number,
  frozen: number,
): void {
  if (!box || !column) return;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + LINE_HEIGHT + header > box.scrollTop + box.clientHeight) box.scrollTop = top + LINE_HEIGHT + header - box.clientHeight;
  if (column.left !== undefined) return;
  const [start, end] = [GUTTER + column.end - column.width, GUTTER + column.end];
  if (start < box.scrollLeft + frozen) box.scrollLeft = start - frozen;
  else if (end > box.scrollLeft + box.clientWidth) box.scrollLeft = Math.min(end - box.clientWidth, start - frozen);
}
