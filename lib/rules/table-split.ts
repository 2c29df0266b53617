import { folded } from "#lib/analysis/table-index.ts";
import type { Component } from "#lib/model/component.ts";
import type { Design } from "#lib/model/design.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { type Id, LINE_LIMIT } from "#lib/model/schema.ts";
import type { AccessPattern, Table } from "#lib/model/store.ts";
import { columnIn, holds, isSameName, mentions, plural, singular } from "./columns.ts";
import { keysOf, withIndex, withReference } from "./table-keys.ts";

/** A dependency that holds in a table: who knows the left columns knows the right ones. */
export type Dependency = NonNullable<Table["fds"]>[number];

/** The columns on the right that are neither part of a key nor on the left. */
export const dependentsOf = (table: Table, { lhs, rhs }: Dependency): string[] =>
  rhs?.filter((column) => column !== "" && !holds(lhs ?? [], column) && !keysOf(table).some((key) => holds(key, column))) ?? [];

/** A name that no table has yet, shortened to what a name may hold. */
export function freshTableName(tables: readonly Table[], wanted: string): string {
  const taken = new Set(tables.map(({ name }) => folded(name)));
  const base = wanted.slice(0, LINE_LIMIT - 5);
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}_${number}`;
    if (!taken.has(folded(name))) return name;
  }
}

/** Takes columns out of a table, with every index, constraint and dependency that needs them. */
export function withoutColumns(table: Table, gone: readonly string[]): Table {
  const stays = (cols: readonly string[] | undefined) => !cols?.some((column) => holds(gone, column));
  return {
    ...table,
    ...(table.columns && { columns: table.columns.filter((column) => !holds(gone, column.name)) }),
    ...(table.indexes && { indexes: table.indexes.filter((index) => stays(index.cols) && !gone.some((column) => mentions(index.where, column))) }),
    ...(table.fks && { fks: table.fks.filter((key) => stays(key.cols)) }),
    ...(table.checks && { checks: table.checks.filter((check) => stays(check.cols) && !gone.some((column) => mentions(check.expr, column))) }),
    ...(table.fds && {
      fds: table.fds
        .filter((dependency) => stays(dependency.lhs))
        .map((dependency) => (stays(dependency.rhs) ? dependency : { ...dependency, rhs: dependency.rhs?.filter((column) => !holds(gone, column)) }))
        .filter((dependency) => dependency.rhs?.length !== 0),
    }),
  };
}

/** The tables of a store after a split: what moved, and where it is now. */
export interface Split {
  readonly tables: readonly Table[];
  readonly from: Table;
  readonly moved: readonly string[];
  readonly to: string;
  /** Name that a single moved column has now. */
  readonly as?: string;
}

/** Moves what depends on some columns into a table of its own, which the table then refers to. */
export function splitOff(tables: readonly Table[], table: Table, dependency: Dependency): Split {
  const key = dependency.lhs ?? [];
  const moved = dependentsOf(table, dependency);
  const copy = (names: readonly string[]) => names.map((name) => table.columns?.find((column) => isSameName(column.name, name)) ?? { name });
  const wanted = plural((key.at(-1) ?? "").replace(/_?ids?$/iu, "") || `${singular(table.name)}_detail`);
  const isHome = (candidate: Table) =>
    candidate !== table &&
    isSameName(candidate.name, wanted) &&
    keysOf(candidate).some((columns) => columns.length === key.length && columns.every((column) => holds(key, column)));
  const home = tables.find(isHome);
  const to = home?.name ?? freshTableName(tables, wanted);
  const kept = withReference(withoutColumns(table, moved), { cols: [...key], refTable: to, onDelete: "restrict" });
  const grown: Table = home
    ? { ...home, columns: [...(home.columns ?? []), ...copy(moved).filter((column) => !home.columns?.some((own) => isSameName(own.name, column.name)))] }
    : { name: to, pk: [[...key]], columns: [...copy(key), ...copy(moved)] };
  const next = tables.map((candidate) => (candidate === table ? kept : candidate === home ? grown : candidate));
  return { tables: home ? next : [...next, grown], from: table, moved, to };
}

/** The columns by which another table refers to a table with this key. */
export function referenceTo(table: Table, key: readonly string[]): { name: string; type?: string; nullable: boolean }[] {
  return key.map((part) => {
    const type = table.columns?.find((column) => isSameName(column.name, part))?.type;
    return { name: /^_?id$/iu.test(part) ? `${singular(table.name)}_id`.slice(0, LINE_LIMIT) : part, ...(type && { type }), nullable: false };
  });
}

/** Moves a column with several values into a table with one row per value, which refers back by the table's key. */
export function splitValues(tables: readonly Table[], table: Table, column: string, key: readonly string[], type: string): Split {
  const to = freshTableName(tables, `${singular(table.name)}_${column}`);
  const as = singular(column);
  const back = referenceTo(table, key);
  const cols = back.map(({ name }) => name);
  const child: Table = {
    name: to,
    pk: [[...cols, as]],
    columns: [...back, { name: as, type, nullable: false }],
    fks: [{ cols, refTable: table.name, onDelete: table.softDelete === true ? "restrict" : "cascade" }],
  };
  return { tables: [...tables.map((candidate) => (candidate === table ? withoutColumns(table, [column]) : candidate)), child], from: table, moved: [column], to, as };
}

/** Lets an access pattern that reads moved columns read the table that has them now. */
function following(pattern: AccessPattern, { from, moved, to, as }: Split): AccessPattern {
  if (!pattern.tables?.some((used) => isSameName(used, from.name))) return pattern;
  const isMoved = (text: string) => holds(moved, columnIn(text, from) ?? "");
  const read = [...(pattern.filter ?? []), ...(pattern.sort ?? []), ...(Array.isArray(pattern.columns) ? pattern.columns : [])];
  if (pattern.columns !== "*" && !read.some(isMoved)) return pattern;
  const renamed = (texts: string[]) => (as === undefined ? texts : texts.map((text) => (holds(moved, text) ? as : text)));
  return {
    ...pattern,
    tables: holds(pattern.tables, to) ? pattern.tables : [...pattern.tables, to],
    ...(pattern.filter && { filter: renamed(pattern.filter) }),
    ...(pattern.sort && { sort: renamed(pattern.sort) }),
    ...(Array.isArray(pattern.columns) && { columns: renamed(pattern.columns) }),
  };
}

/** Splits tables of a store one after the other, as long as there is one to split; its access patterns follow the columns. */
export function splitTables(design: Design, storeId: Id, next: (tables: readonly Table[], store: Component) => Split | undefined): Design {
  let current = design;
  for (;;) {
    const store = current.components.find((component) => component.id === storeId);
    const split = store && next(store.tables ?? [], store);
    if (!split) return current;
    const accessPatterns = store.accessPatterns?.map((pattern) => following(pattern, split));
    current = updateComponent(current, storeId, { tables: [...split.tables], ...(accessPatterns && { accessPatterns }) });
  }
}

/** Gives a table of values the index for looking up by value. */
export const byValue = (table: Table): Table => withIndex(table, table.pk?.[0]?.slice(-1) ?? []);
