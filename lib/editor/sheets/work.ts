import { createStore, type StoreApi } from "zustand/vanilla";
import { counted } from "#lib/model/sentence.ts";
import type { Design } from "#lib/model/design.ts";
import type { Editor } from "../editor.ts";
import { readCell } from "./cell-text.ts";
import { referenceNames } from "./reference-names.ts";
import { labelsOf, type RowTexts, type Sheet, type SheetColumn, type SheetRow, textAt } from "./sheet.ts";
import { readTabSeparated, writeTabSeparated } from "./tab-separated.ts";

/** What was typed into a cell and could not be read; it stays until it can, or is given up. */
export interface Draft {
  readonly text: string;
  readonly reason: string;
}

/** A row that is being made: what was typed so far, and what it still needs. */
export interface PendingRow {
  readonly key: string;
  readonly texts: RowTexts;
  /** Column and sentence of what is missing, once something but its owner was typed. */
  readonly needs: { readonly column: string; readonly reason: string } | undefined;
}

/** What was typed in a sheet and is not in the design. */
export interface SheetWork {
  /** By row and column, as `draftKey` writes them. */
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly pending: readonly PendingRow[];
}

/** A text for one cell. The row is one of the design, one that is being made, or `NEW_ROW`. */
export interface CellEntry {
  readonly row: string;
  readonly column: string;
  readonly text: string;
}

/** What became of some entries. */
export interface Outcome {
  /** Cells that were looked at. */
  readonly cells: number;
  /** What could not be read, with the row as the person sees it. */
  readonly refused: readonly { readonly row: string; readonly column: SheetColumn; readonly text: string; readonly reason: string }[];
  /** Rows of the design that were made. */
  readonly added: number;
  /** What rows that were being made are called now. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Row of entries that make a new one. */
export const NEW_ROW = "+";

const NOTHING: SheetWork = { drafts: new Map(), pending: [] };
const stores = new WeakMap<Editor, StoreApi<Readonly<Record<string, SheetWork>>>>();

/** Key of a draft. */
export const draftKey = (row: string, column: string): string => `${row}\t${column}`;

/** What was typed in the sheets of an editor and is not in the design, by id of the sheet; it lives as long as the editor. */
export function sheetWorks(editor: Editor): StoreApi<Readonly<Record<string, SheetWork>>> {
  let store = stores.get(editor);
  if (!store) stores.set(editor, (store = createStore(() => ({}))));
  return store;
}

/** What was typed in one sheet and is not in the design. */
export const workOf = (works: Readonly<Record<string, SheetWork>>, sheet: Sheet): SheetWork => works[sheet.id] ?? NOTHING;

function keepWork(editor: Editor, sheet: Sheet, work: SheetWork): void {
  sheetWorks(editor).setState({ [sheet.id]: work });
}

let made = 0;
const freshKey = (): string => {
  made += 1;
  return `${NEW_ROW}${made}`;
};

interface Batch {
  design: Design;
  readonly drafts: Map<string, Draft>;
  readonly refused: Outcome["refused"][number][];
}

/** Writes one cell into the design, or keeps it as a draft when it cannot be read. */
function enter(batch: Batch, sheet: Sheet, row: SheetRow, column: SheetColumn, text: string): void {
  const key = draftKey(row.key, column.key);
  const refuse = (reason: string, keep: boolean) => {
    batch.refused.push({ row: row.key, column, text, reason });
    if (keep) batch.drafts.set(key, { text, reason });
  };
  const known = textAt(sheet, batch.design, row, column);
  if (text.trim() === known.trim()) {
    batch.drafts.delete(key);
    return;
  }
  if (column.role !== "value") return refuse(`${column.title} is fixed here: this row belongs to ${known || "nothing"}.`, false);
  const descriptor = sheet.cell(row, column);
  if (!descriptor) return text.trim() === "" ? undefined : refuse(`${column.title} does not apply to this row.`, false);
  const reading = readCell(descriptor, text, referenceNames(batch.design, sheet.owner));
  if (!reading.ok) return refuse(reading.reason, true);
  batch.drafts.delete(key);
  batch.design = sheet.write(batch.design, row, column, reading.value);
}

/** Whether something but its owner was typed into a row that is being made. */
const isBegun = (sheet: Sheet, texts: RowTexts): boolean => sheet.columns.some((column) => column.role === "value" && (texts.get(column.key) ?? "").trim() !== "");

/**
 * Enters texts into cells, as one step that can be undone. What can be read is written; what cannot stays beside its reason and is not written.
 * Rows that are being made become rows of the design as soon as it is clear where they belong; `defaults` say where when nothing was typed.
 */
export function enterCells(editor: Editor, sheet: Sheet, entries: readonly CellEntry[], label: string, defaults: RowTexts = new Map()): Outcome {
  if (editor.readOnly) return { cells: 0, refused: [], added: 0, renamed: new Map() };
  const work = workOf(sheetWorks(editor).getState(), sheet);
  const columns = new Map(sheet.columns.map((column) => [column.key, column]));
  const rows = new Map(sheet.rows(editor.design).map((row) => [row.key, row]));
  const batch: Batch = { design: editor.design, drafts: new Map(work.drafts), refused: [] };
  const unfinished = new Map(work.pending.map((row) => [row.key, new Map(row.texts)]));
  const keys = new Map<string, string>();
  const written: { readonly row: SheetRow; readonly column: SheetColumn; readonly text: string }[] = [];
  for (const { row: key, column: columnKey, text } of entries) {
    const column = columns.get(columnKey);
    const row = rows.get(key);
    if (!column) continue;
    if (row) written.push({ row, column, text });
    else if (sheet.add) {
      // Entries of one new row come together under one name that is not taken yet.
      if (!keys.has(key)) keys.set(key, unfinished.has(key) ? key : freshKey());
      const own = keys.get(key) ?? key;
      const texts = unfinished.get(own) ?? new Map<string, string>();
      texts.set(columnKey, text);
      unfinished.set(own, texts);
    }
  }

  const added = new Map<string, string>();
  const pending: PendingRow[] = [];
  for (const [key, texts] of unfinished) {
    if (!isBegun(sheet, texts)) {
      if ([...texts.values()].some((text) => text.trim() !== "")) pending.push({ key, texts, needs: undefined });
      continue;
    }
    const all = new Map([...defaults, ...[...texts].filter(([, text]) => text.trim() !== "")]);
    const outcome = sheet.add?.(batch.design, all);
    if (!outcome?.ok) {
      const needs = outcome && { column: outcome.column, reason: outcome.reason };
      pending.push({ key, texts, needs });
      const column = needs && columns.get(needs.column);
      if (column) batch.refused.push({ row: key, column, text: texts.get(column.key) ?? "", reason: needs.reason });
      continue;
    }
    batch.design = outcome.design;
    added.set(key, outcome.row.key);
    for (const [columnKey, text] of texts) {
      const column = columns.get(columnKey);
      if (column?.role === "value" && text.trim() !== "") written.push({ row: outcome.row, column, text });
    }
  }
  const renamed = new Map([...keys].map(([asked, key]) => [asked, added.get(key) ?? key]));
  for (const { row, column, text } of written) enter(batch, sheet, row, column, text);

  keepWork(editor, sheet, { drafts: batch.drafts, pending });
  editor.run(label, () => batch.design);
  return { cells: entries.length, refused: batch.refused, added: added.size, renamed };
}

/** Gives up what was typed into a cell and could not be read. */
export function dropDraft(editor: Editor, sheet: Sheet, row: string, column: string): void {
  const work = workOf(sheetWorks(editor).getState(), sheet);
  const drafts = new Map(work.drafts);
  if (drafts.delete(draftKey(row, column))) keepWork(editor, sheet, { ...work, drafts });
}

/** Removes rows, of the design and unfinished ones, as one step. */
export function removeRows(editor: Editor, sheet: Sheet, keys: readonly string[]): number {
  if (editor.readOnly) return 0;
  const gone = new Set(keys);
  const { remove } = sheet;
  const before = sheet.rows(editor.design);
  const removed = remove ? before.filter((row) => gone.has(row.key)) : [];
  const after = remove && removed.length > 0 ? remove(editor.design, removed) : editor.design;
  const work = workOf(sheetWorks(editor).getState(), sheet);
  const pending = work.pending.filter((row) => !gone.has(row.key));

  // Rows behind a removed one have another position now; what was typed into them goes with them.
  const kept = before.filter((row) => !removed.includes(row));
  const names = new Map(sheet.rows(after).map((row, at) => [kept[at]?.key ?? "", row.key]));
  const drafts = new Map<string, Draft>();
  for (const [key, draft] of work.drafts) {
    const [row = "", column = ""] = key.split("\t");
    const now = names.get(row);
    if (!gone.has(row) && now !== undefined) drafts.set(draftKey(now, column), draft);
  }
  const dropped = work.pending.length - pending.length;
  keepWork(editor, sheet, { drafts, pending });
  if (removed.length > 0) editor.run(`Remove ${counted(removed.length, sheet.one, plural(sheet.one))}`, () => after);
  const count = removed.length + dropped;
  if (count > 0) editor.announce(`${counted(count, "row")} removed`);
  return count;
}

/** Several of what one row is called. */
const plural = (one: string): string => (/[^aeiou]y$/u.test(one) ? `${one.slice(0, -1)}ies` : /(?:s|x|ch|sh)$/u.test(one) ? `${one}es` : `${one}s`);

/** Cells as spreadsheets take them from the clipboard, drafts as typed; with the titles of the columns when asked. */
export function copyCells(editor: Editor, sheet: Sheet, rows: readonly string[], columns: readonly SheetColumn[], withTitles = false): string {
  const { drafts, pending } = workOf(sheetWorks(editor).getState(), sheet);
  const known = new Map(sheet.rows(editor.design).map((row) => [row.key, row]));
  const unfinished = new Map(pending.map((row) => [row.key, row.texts]));
  const lines = rows.map((key) => {
    const row = known.get(key);
    return columns.map((column) => drafts.get(draftKey(key, column.key))?.text ?? (row ? textAt(sheet, editor.design, row, column) : (unfinished.get(key)?.get(column.key) ?? "")));
  });
  return writeTabSeparated(withTitles ? [columns.map(({ title }) => title), ...lines] : lines);
}

/** Where a table is pasted. */
export interface PasteTarget {
  /** Rows as they are shown, from the first one that is pasted over; behind the last one rows are added. */
  readonly rows: readonly string[];
  /** Columns as they are shown, from the first one that is pasted over. */
  readonly columns: readonly SheetColumn[];
  /** Rows and columns that are selected: one copied cell fills them all. */
  readonly selected: { readonly rows: number; readonly columns: number };
  readonly defaults?: RowTexts;
}

/**
 * Pastes a table from a spreadsheet, as one step: over the rows that are there and into new ones behind them. A first line with titles of columns
 * says which column is which; else columns follow each other from where one stands.
 */
export function pasteCells(editor: Editor, sheet: Sheet, text: string, target: PasteTarget): Outcome {
  const table = readTabSeparated(text);
  const [first = []] = table;
  const header = titlesOf(sheet, first, table.length);
  const lines = header ? table.slice(1) : table;
  const columns = header ?? target.columns.slice(0, Math.max(...lines.map((line) => line.length)));
  const fills = !header && lines.length === 1 && first.length === 1 && target.selected.rows * target.selected.columns > 1;
  const entries: CellEntry[] = [];
  if (fills) {
    for (const row of target.rows.slice(0, target.selected.rows)) {
      for (const column of target.columns.slice(0, target.selected.columns)) entries.push({ row, column: column.key, text: first[0] ?? "" });
    }
  } else {
    const owners = new Map<string, string>();
    for (const [at, line] of lines.entries()) {
      const row = target.rows[at] ?? `${NEW_ROW} ${at}`;
      for (const [index, column] of columns.entries()) {
        if (!column || line[index] === undefined) continue;
        // Merged cells and outlines name the owner once and leave it out below.
        if (column.role === "owner" && line[index].trim() === "" && target.rows[at] === undefined) {
          const above = owners.get(column.key);
          if (above !== undefined) entries.push({ row, column: column.key, text: above });
          continue;
        }
        if (column.role === "owner") owners.set(column.key, line[index]);
        entries.push({ row, column: column.key, text: line[index] });
      }
    }
  }
  return enterCells(editor, sheet, entries, `Paste ${counted(entries.length, "cell")}`, target.defaults);
}

const folded = (text: string): string => text.trim().toLowerCase();

/** The columns that a first line names; `undefined` when it is no line of titles. */
function titlesOf(sheet: Sheet, line: readonly string[], lines: number): readonly (SheetColumn | undefined)[] | undefined {
  const byTitle = new Map(sheet.columns.map((column) => [folded(column.title), column]));
  const columns = line.map((title) => byTitle.get(folded(title)));
  const named = line.filter((title) => title.trim() !== "").length;
  const found = columns.filter((column) => column !== undefined).length;
  return found > 0 && found === named && (found > 1 || lines > 1 || found === sheet.columns.length) ? columns : undefined;
}

/** Empties cells; labels stay. */
export function clearCells(editor: Editor, sheet: Sheet, rows: readonly string[], columns: readonly SheetColumn[]): Outcome {
  const known = new Map(sheet.rows(editor.design).map((row) => [row.key, row]));
  const entries = rows.flatMap((key) => {
    const row = known.get(key);
    return columns.filter((column) => (row ? column.role === "value" && sheet.cell(row, column) : true)).map((column) => ({ row: key, column: column.key, text: "" }));
  });
  return enterCells(editor, sheet, entries, `Clear ${counted(entries.length, "cell")}`);
}

/** What became of a paste, as a sentence: what could not be read comes first, with up to three places. */
export function outcomeSentence(sheet: Sheet, { cells, refused, added }: Outcome, numberOf: (row: string) => number | undefined): string {
  const places = refused.slice(0, 3).map(({ row, column, reason }) => `${place(numberOf(row))}${column.title}: ${reason}`);
  const more = refused.length > places.length ? ` And ${refused.length - places.length} more.` : "";
  const rows = added > 0 ? ` ${counted(added, sheet.one, plural(sheet.one))} added.` : "";
  if (refused.length === 0) return `${counted(cells, "cell")} entered.${rows}`;
  return `${refused.length} of ${counted(cells, "cell")} ${refused.length === 1 ? "was" : "were"} not understood.${rows} ${places.join(" ")}${more}`;
}

const place = (row: number | undefined): string => (row === undefined ? "" : `Row ${row}, `);

/** The texts that a new row has of its owner: those of the row beside it, or of the owner that is filtered by. */
export function ownerTexts(sheet: Sheet, row: SheetRow | undefined, filter: readonly string[]): RowTexts {
  const texts = new Map<string, string>();
  for (const [at, column] of labelsOf(sheet).entries()) {
    const text = filter[at] ?? row?.labels[at];
    if (column.role === "owner" && text !== undefined) texts.set(column.key, text);
  }
  return texts;
}
