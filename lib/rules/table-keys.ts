import { engineOf } from "#lib/analysis/table-index.ts";
import type { Component } from "#lib/model/component.ts";
import type { Table } from "#lib/model/store.ts";
import { holds, mentions } from "./columns.ts";

/** An index of a table. */
export type TableIndex = NonNullable<Table["indexes"]>[number];
/** A foreign key of a table. */
export type ForeignKey = NonNullable<Table["fks"]>[number];

const NONE: readonly never[] = [];

/** The primary keys that a table declares; a sound table has one. */
export const keysOf = (table: Table): readonly (readonly string[])[] => table.pk?.filter((columns) => columns.length > 0) ?? NONE;

/** Whether a table declares a primary key. */
export const hasKey = (table: Table): boolean => table.pk !== undefined && table.pk.some((columns) => columns.length > 0);

/** Whether an index keeps its columns sorted, so that its leading columns can be looked up. */
export const isSorted = (index: TableIndex): boolean => index.method === undefined || index.method === "btree";

/** Whether columns begin with the wanted ones, in any order. */
const beginsWith = (columns: readonly string[], wanted: readonly string[]): boolean =>
  columns.length >= wanted.length && columns.slice(0, wanted.length).every((column) => holds(wanted, column));

/** Whether every row with given values of some columns is found by a key, a unique column or an index over the whole table. */
export function isIndexed(table: Table, wanted: readonly string[]): boolean {
  if (table.pk?.some((columns) => beginsWith(columns, wanted))) return true;
  if (table.indexes?.some((index) => !index.where && isSorted(index) && index.cols !== undefined && beginsWith(index.cols, wanted))) return true;
  return wanted.length === 1 && (table.columns?.some((column) => column.unique === true && holds(wanted, column.name)) ?? false);
}

/** Whether one value of these columns stands for at most one row. */
export function isCandidateKey(table: Table, columns: readonly string[]): boolean {
  if (table.columns?.some((column) => column.unique === true && holds(columns, column.name))) return true;
  return table.indexes?.some((index) => index.unique === true && !index.where && !!index.cols?.length && index.cols.every((column) => holds(columns, column))) ?? false;
}

/** Adds an index, unless one over the whole table already begins with its columns. */
export function withIndex(table: Table, cols: readonly string[]): Table {
  return isIndexed(table, cols) ? table : { ...table, indexes: [...(table.indexes ?? []), { cols: [...cols] }] };
}

/** Adds a foreign key and the index that it needs. */
export function withReference(table: Table, key: ForeignKey): Table {
  return withIndex({ ...table, fks: [...(table.fks ?? []), key] }, key.cols ?? []);
}

/** The columns by which a table is cut into partitions; of an expression those that it is computed from. */
export function partitionColumns(table: Table): string[] {
  const by = table.partition?.by;
  if (!by) return [];
  const listed = table.columns?.filter((column) => mentions(by, column.name)).map((column) => column.name);
  if (listed?.length) return listed;
  const names = (text: string) => text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  return by.includes("(") ? names(by).slice(-1) : by.split(",").flatMap((part) => names(part).slice(0, 1));
}

/** Engines without an index over only some rows (MySQL, MariaDB and Oracle manuals, CREATE INDEX). */
const WITHOUT_PARTIAL_INDEX = new Set(["mysql", "mariadb", "oracle"]);

/** Whether an engine knows indexes over only some rows; assumed where the engine is not named. */
export const hasPartialIndexes = (store: Component): boolean => !WITHOUT_PARTIAL_INDEX.has(engineOf(store) ?? "");
