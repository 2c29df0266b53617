import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { isRelational, looksUp, patternsOf } from "#lib/analysis/table-index.ts";
import type { Component } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Table } from "#lib/model/store.ts";
import { columnsIn, deletionMark, holds, isSameName, mentions } from "../columns.ts";
import { defineRule, finding } from "../rule.ts";
import { hasPartialIndexes, keysOf, type TableIndex } from "../table-keys.ts";
import { checkTables, fixTable, inStore, type TableCheck, tableTarget } from "../tables.ts";

type Data = { readonly table: string; readonly mark: string };

/** Whether an index leaves out the deleted rows, or on engines without partial indexes at least tells them apart. */
function skipsDeleted(index: TableIndex, mark: string, store: Component): boolean {
  return mentions(index.where, mark) || (!hasPartialIndexes(store) && index.cols !== undefined && holds(index.cols, mark));
}

/** The columns that rows are looked up by: those of the first pattern that filters, else the key. */
function lookedUpBy(table: Table, mark: string, index: DesignIndex): readonly string[] {
  for (const pattern of patternsOf(table, index)) {
    const columns = looksUp(pattern) ? columnsIn(pattern.filter, table).filter((column) => !isSameName(column, mark)) : [];
    if (columns.length > 0) return columns;
  }
  return keysOf(table)[0] ?? [mark];
}

const check: TableCheck<Data> = (table, store) => {
  if (table.softDelete !== true || !isRelational(table, store)) return undefined;
  const mark = deletionMark(table).column;
  if (table.indexes?.some((index) => skipsDeleted(index, mark, store))) return undefined;
  return finding({ target: tableTarget(store, table), property: "tables", data: { table: table.name, mark } });
};

const accounts = sketch().service("accounts").data("accounts", "account-db", { mode: "rw" });
const accountDb = {
  engine: "postgresql",
  model: "relational" as const,
  accessPatterns: [{ id: "byEmail", kind: "point" as const, tables: ["users"], filter: ["email", "deleted_at IS NULL"], columns: ["id", "name"] }],
};
const users = { name: "users", pk: [["id"]], softDelete: true };

export const softDeleteIndex = defineRule<Data>({
  id: "database/soft-delete-index",
  title: "Soft delete without a partial index",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) => `The table ${inStore(data.table, element, index)} keeps deleted rows, and no index leaves them out by ${data.mark}.`,
  why: "Deleted rows stay in every index for ever: the longer the table lives, the more of each look-up goes to rows that are thrown away.",
  remedy: "Add an index over the living rows only (WHERE deleted_at IS NULL); where the engine has no such index, make the mark a column of it.",
  sources: ["004 §3.1 Soft Deletes vs. Hard Deletes"],
  needs: ["table.softDelete", "table.indexes", "component.engine"],
  fix: {
    title: "Add an index over the rows that are not deleted",
    apply: (design, found, { index }) =>
      fixTable(design, found, (table, store) => {
        if (table.softDelete !== true) return table;
        const { column, alive } = deletionMark(table);
        const cols = lookedUpBy(table, column, index);
        const added: TableIndex = hasPartialIndexes(store) ? { cols: [...cols], where: alive } : { cols: holds(cols, column) ? [...cols] : [...cols, column] };
        return { ...table, indexes: [...(table.indexes ?? []), added] };
      }),
  },
  examples: {
    bad: [
      { title: "Looked up among the living and the deleted", sketch: accounts.database("account-db", { ...accountDb, tables: [{ ...users, indexes: [{ cols: ["email"] }] }] }) },
      { title: "MySQL cannot leave rows out, but it can sort by the mark", sketch: accounts.database("account-db", { ...accountDb, engine: "mysql", tables: [users] }) },
    ],
    good: [
      {
        title: "The index knows only the living",
        sketch: accounts.database("account-db", { ...accountDb, tables: [{ ...users, indexes: [{ cols: ["email"], where: "deleted_at IS NULL" }] }] }),
      },
      { title: "Deleted rows are gone", sketch: accounts.database("account-db", { ...accountDb, tables: [{ ...users, softDelete: false, indexes: [{ cols: ["email"] }] }] }) },
    ],
  },
});
