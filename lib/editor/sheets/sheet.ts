import type { PropertyOwner } from "#lib/catalog/references.ts";
import type { PropertyDescriptor } from "#lib/model/describe.ts";
import type { Design } from "#lib/model/design.ts";
import type { Id } from "#lib/model/schema.ts";
import { cellText } from "./cell-text.ts";
import { referenceNames } from "./reference-names.ts";
import { type ValuePath, valueAt, withValueAt } from "./value-path.ts";

/** The groups of sheets, in the order of the picker. */
export const SHEET_GROUPS = ["Structure", "Requirements", "Contracts", "Data", "Messaging", "Caching", "Resilience", "Observability", "Operations", "Review"] as const;
/** A group of sheets. */
export type SheetGroup = (typeof SHEET_GROUPS)[number];

/** A column of a sheet. */
export interface SheetColumn {
  /** Unique in the sheet: `breaker.openMs`, `owner.0`. */
  readonly key: string;
  /** Unique in the sheet, as headers of pasted tables name it: `Circuit breaker: Stays open`. */
  readonly title: string;
  /** First part of the title, where several columns are about one thing: `Circuit breaker`. */
  readonly about?: string;
  /** Help. */
  readonly description?: string;
  /** A `label` says which row it is and stays as it is once the row is there; an `owner` is a label that a new row must have; a `value` is edited. */
  readonly role: "label" | "owner" | "value";
  /** Keys from the row's value down to the cell's. */
  readonly path: readonly string[];
  readonly descriptor: PropertyDescriptor;
}

/** A row of a sheet: one item of the design. */
export interface SheetRow {
  /** Lasting while items are added after it: ids and positions. */
  readonly key: string;
  /** Keys and positions from the design down to the row's value. */
  readonly path: ValuePath;
  /** The component, connection or boundary that it is part of. */
  readonly element: Id | undefined;
  /** Keys and positions from that element down to the row: `tables.3`; empty for the element itself. */
  readonly place: string;
  /** Texts of the labels and owners, in the order of their columns. */
  readonly labels: readonly string[];
  readonly value: unknown;
  /** What the value is, where every row is another property. */
  readonly descriptor?: PropertyDescriptor;
}

/** Texts of a row that is to be made, by key of the column. */
export type RowTexts = ReadonlyMap<string, string>;

/** A row that was made, or why it cannot be yet. */
export type AddedRow = { readonly ok: true; readonly design: Design; readonly row: SheetRow } | { readonly ok: false; readonly column: string; readonly reason: string };

/** Items of one sort in a design as a table: what the columns are, how rows are read, written, added and removed. Pure. */
export interface Sheet {
  /** As in addresses and memory: `request-fields`. */
  readonly id: string;
  readonly title: string;
  readonly group: SheetGroup;
  /** One sentence: what is in it. */
  readonly description: string;
  /** What one row is called: `endpoint`. */
  readonly one: string;
  /** Whose properties the columns are, for references. */
  readonly owner: PropertyOwner | undefined;
  readonly columns: readonly SheetColumn[];
  readonly rows: (design: Design) => readonly SheetRow[];
  /** What can be written into a cell; `undefined` where the property does not apply to the row. */
  readonly cell: (row: SheetRow, column: SheetColumn) => PropertyDescriptor | undefined;
  readonly write: (design: Design, row: SheetRow, column: SheetColumn, value: unknown) => Design;
  /** Makes a row from the texts of what identifies it; its other cells are written afterwards. */
  readonly add?: (design: Design, texts: RowTexts) => AddedRow;
  readonly remove?: (design: Design, rows: readonly SheetRow[]) => Design;
  /** Names of what a new row can belong to, from the outermost: `["Orders database", "orders"]`, also while it has no row. */
  readonly owners?: (design: Design) => readonly (readonly string[])[];
}

const OWNER = "owner.";

/** A column that says to whom a row belongs. */
export const ownerColumn = (title: string, level: number): SheetColumn => ({ ...labelColumn(`${OWNER}${level}`, title), role: "owner" });

/** A column that says which row it is. */
export function labelColumn(key: string, title: string): SheetColumn {
  return { key, title, role: "label", path: [], descriptor: { key, path: "", title, control: "text", required: true } };
}

/** Whether a cell of the column can ever be written. */
export const isValueColumn = (column: SheetColumn): boolean => column.role === "value";

/** The columns of one object's properties: those of objects inside it follow in their place, lists and groups of flags are left out. */
export function valueColumns(fields: readonly PropertyDescriptor[], path: readonly string[] = [], about?: string): readonly SheetColumn[] {
  return fields.flatMap((field): readonly SheetColumn[] => {
    const inner = [...path, field.key];
    if (field.control === "object") return valueColumns(field.fields ?? [], inner, about === undefined ? field.title : `${about}, ${lowered(field.title)}`);
    if (field.control === "list" || field.control === "flags") return [];
    return [
      {
        key: inner.join("."),
        title: about === undefined ? field.title : `${about}: ${field.title}`,
        ...(about === undefined ? {} : { about }),
        ...(field.description ? { description: field.description } : {}),
        role: "value",
        path: inner,
        descriptor: field,
      },
    ];
  });
}

const lowered = (title: string): string => (/^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title);

/** The descriptor at a path through objects and lists: `["body", "fields"]`. */
export function descriptorAt(fields: readonly PropertyDescriptor[], path: readonly string[]): PropertyDescriptor {
  const [key, ...rest] = path;
  const found = fields.find((field) => field.key === key);
  if (!found) throw new Error(`No property is called ${path.join(".")}.`);
  return rest.length === 0 ? found : descriptorAt(found.fields ?? [], rest);
}

/** The value of a cell. */
export const cellValue = (row: SheetRow, column: SheetColumn): unknown => valueAt(row.value, column.path);

/** The text of a cell as it is shown, copied and edited. */
export function textAt(sheet: Sheet, design: Design, row: SheetRow, column: SheetColumn): string {
  if (column.role !== "value") return row.labels[labelsOf(sheet).indexOf(column)] ?? "";
  const value = cellValue(row, column);
  if (value === undefined) return "";
  return cellText(sheet.cell(row, column) ?? column.descriptor, value, referenceNames(design, sheet.owner));
}

const labels = new WeakMap<Sheet, readonly SheetColumn[]>();

/** The columns that are labels or owners, in their order. */
export function labelsOf(sheet: Sheet): readonly SheetColumn[] {
  let columns = labels.get(sheet);
  if (!columns) labels.set(sheet, (columns = sheet.columns.filter((column) => !isValueColumn(column))));
  return columns;
}

/** The columns that say to whom a row belongs. */
export const ownersOf = (sheet: Sheet): readonly SheetColumn[] => labelsOf(sheet).filter(({ role }) => role === "owner");

/** Writes a cell where the row stands in the design. */
export const writeInPlace: Sheet["write"] = (design, row, column, value) => withValueAt(design, [...row.path, ...column.path], value);

/** Every row may have every cell. */
export const everyCell: Sheet["cell"] = (row, column) => (column.role === "value" ? row.descriptor : undefined) ?? column.descriptor;
