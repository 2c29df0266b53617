import { isRelational } from "#lib/analysis/table-index.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Table } from "#lib/model/store.ts";
import { holds, isSameName } from "../columns.ts";
import { defineRule, finding, type Report } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";
import { isSorted, keysOf, type TableIndex } from "../table-keys.ts";
import { checkTables, columnTarget, inStore, mapTables, type TableCheck } from "../tables.ts";

type Data = { readonly table: string; readonly columns: readonly string[]; readonly by: string };

const isPrefix = (columns: readonly string[], of: readonly string[]): boolean => columns.length <= of.length && columns.every((column, at) => isSameName(column, of[at] ?? ""));

/** Whether something else of the table begins with the column that an index begins with; without that nothing can take its place. */
function hasRival(at: number, first: string, table: Table): boolean {
  if (table.pk?.some((columns) => columns[0] !== undefined && isSameName(columns[0], first))) return true;
  if (table.columns?.some((column) => column.unique === true && isSameName(column.name, first))) return true;
  return table.indexes?.some(({ cols }, position) => position !== at && cols?.[0] !== undefined && isSameName(cols[0], first)) === true;
}

/** What already does the work of an index over the whole table: a key, a unique column, or another index that begins with its columns. */
function replacementOf(index: TableIndex, at: number, table: Table): string | undefined {
  const { cols } = index;
  if (!cols?.length || index.where) return undefined;
  const included = index.include ?? [];
  const isSame = (columns: readonly string[]) => columns.length === cols.length && isPrefix(cols, columns);
  if (isSorted(index) && included.length === 0) {
    // A unique index also enforces something: only a constraint over exactly the same columns replaces it.
    const key = keysOf(table).find((columns) => (index.unique === true ? isSame(columns) : isPrefix(cols, columns)));
    if (key) return `the primary key (${key.join(", ")})`;
    if (cols.length === 1 && table.columns?.some((column) => column.unique === true && holds(cols, column.name))) return "the one that UNIQUE brings along";
  }
  const other = table.indexes?.find((candidate, position) => {
    if (position === at || !candidate.cols || candidate.where) return false;
    if (isSorted(index) ? !isSorted(candidate) : candidate.method !== index.method) return false;
    if (!isPrefix(cols, candidate.cols) || (!isSorted(index) && !isSame(candidate.cols))) return false;
    if (index.unique === true && (candidate.unique !== true || !isSame(candidate.cols))) return false;
    const covered = [...candidate.cols, ...(candidate.include ?? [])];
    if (!included.every((column) => holds(covered, column))) return false;
    // Of two that are alike in everything the first stays.
    const isEqual =
      isSame(candidate.cols) && (candidate.unique === true) === (index.unique === true) && (candidate.include ?? []).every((column) => holds([...cols, ...included], column));
    return !isEqual || position < at;
  });
  return other && `the index on ${listed(other.cols ?? [])}`;
}

const check: TableCheck<Data> = (table, store) => {
  if (!table.indexes?.length || !isRelational(table, store)) return undefined;
  let reports: Report<Data>[] | undefined;
  for (let at = 0; at < table.indexes.length; at += 1) {
    const index = table.indexes[at];
    const first = index?.cols?.[0];
    const by = index && first !== undefined && hasRival(at, first, table) ? replacementOf(index, at, table) : undefined;
    if (by === undefined) continue;
    const columns = index?.cols ?? [];
    (reports ??= []).push(finding({ target: columnTarget(store, table, columns), property: "tables", data: { table: table.name, columns, by } }));
  }
  return reports;
};

const accounts = sketch().service("accounts").data("accounts", "account-db", { mode: "rw" });
const accountDb = { engine: "postgresql", model: "relational" as const };
const users = {
  name: "users",
  pk: [["id"]],
  columns: [
    { name: "id", type: "UUID" },
    { name: "email", type: "TEXT", unique: true },
    { name: "created_at", type: "TIMESTAMPTZ" },
  ],
};

export const redundantIndex = defineRule<Data>({
  id: "database/redundant-index",
  title: "Index duplicates another",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) => `The index on ${listed(data.columns)} of the table ${inStore(data.table, element, index)} only repeats ${data.by}.`,
  why: "Every insert and update maintains both, every backup carries both, and no query is faster for it.",
  remedy: "Drop the index: a UNIQUE or PRIMARY KEY has one already, and an index on (a, b) also serves queries on a.",
  sources: ["003 Output Requirements (judged)", "004 §3.1 Indexes (judged)", "003 Step 4.3"],
  conflicts: ["CF-40"],
  needs: ["table.indexes", "table.pk", "column.unique"],
  fix: {
    title: "Drop the redundant index",
    apply: (design, found) =>
      mapTables(design, found.element.id, (table, store) => {
        const isMeant = (index: TableIndex, at: number) => columnTarget(store, table, index.cols ?? []) === found.target && replacementOf(index, at, table) !== undefined;
        return table.indexes?.some(isMeant) ? { ...table, indexes: table.indexes.filter((index, at) => !isMeant(index, at)) } : table;
      }),
  },
  examples: {
    bad: [
      { title: "UNIQUE has an index already", sketch: accounts.database("account-db", { ...accountDb, tables: [{ ...users, indexes: [{ cols: ["email"] }] }] }) },
      {
        title: "The longer index serves both queries",
        sketch: accounts.database("account-db", { ...accountDb, tables: [{ ...users, indexes: [{ cols: ["created_at"] }, { cols: ["created_at", "email"] }] }] }),
      },
    ],
    good: [
      {
        title: "Two indexes that begin differently",
        sketch: accounts.database("account-db", { ...accountDb, tables: [{ ...users, indexes: [{ cols: ["created_at"] }, { cols: ["country", "created_at"] }] }] }),
      },
      {
        title: "A smaller index over the active users only",
        sketch: accounts.database("account-db", { ...accountDb, tables: [{ ...users, indexes: [{ cols: ["id"], where: "deleted_at IS NULL" }] }] }),
      },
    ],
  },
});
