import { isRelational } from "#lib/analysis/table-index.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Table } from "#lib/model/store.ts";
import { holds } from "../columns.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";
import { keysOf, partitionColumns } from "../table-keys.ts";
import { checkTables, fixTable, inStore, type TableCheck, tableTarget } from "../tables.ts";

type Data = { readonly table: string; readonly keys: readonly (readonly string[])[] };

/** The key to keep: one that holds the partition columns before others, then the one with most columns, then the first. */
function bestKey(table: Table): readonly string[] {
  const partition = partitionColumns(table);
  const rank = (key: readonly string[]) => key.length + (partition.every((column) => holds(key, column)) ? 1_000 : 0);
  return keysOf(table).reduce((best, key) => (rank(key) > rank(best) ? key : best));
}

const check: TableCheck<Data> = (table, store) => {
  if (table.pk === undefined || table.pk.length < 2 || keysOf(table).length < 2 || !isRelational(table, store)) return undefined;
  return finding({ target: tableTarget(store, table), property: "tables", data: { table: table.name, keys: keysOf(table) } });
};

const shop = sketch().service("order").data("order", "order-db", { mode: "rw" });
const orders = {
  name: "orders",
  columns: [
    { name: "id", type: "UUID" },
    { name: "created_at", type: "TIMESTAMPTZ" },
  ],
  partition: { type: "range" as const, by: "created_at", automated: true, retentionMs: 63_072_000_000 },
};
const orderDb = { engine: "postgresql", model: "relational" as const };

export const multiplePrimaryKeys = defineRule<Data>({
  id: "database/multiple-primary-keys",
  title: "Two primary keys declared",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) =>
    `The table ${inStore(data.table, element, index)} declares ${data.keys.length} primary keys: ${listed(data.keys.map((key) => `(${key.join(", ")})`))}.`,
  why: "A table has one primary key; with one on a column and one on the table, the statement fails before anything is created.",
  remedy: "Keep one: the composite key when the table is partitioned or the id alone is not unique, else the id.",
  sources: ["003 Ex. 1 Database Schema (judged)"],
  conflicts: ["CF-41"],
  needs: ["table.pk"],
  fix: {
    title: "Keep the composite key only",
    apply: (design, found) => fixTable(design, found, (table) => (keysOf(table).length < 2 ? table : { ...table, pk: [[...bestKey(table)]] })),
  },
  examples: {
    bad: [{ title: "One on the id, one on id and date", sketch: shop.database("order-db", { ...orderDb, tables: [{ ...orders, pk: [["id"], ["id", "created_at"]] }] }) }],
    good: [{ title: "The composite key alone", sketch: shop.database("order-db", { ...orderDb, tables: [{ ...orders, pk: [["id", "created_at"]] }] }) }],
  },
});
