import { engineOf, isRelational } from "#lib/analysis/table-index.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Table } from "#lib/model/store.ts";
import { holds } from "../columns.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";
import { hasKey, keysOf, partitionColumns } from "../table-keys.ts";
import { checkTables, fixTable, inStore, type TableCheck, tableTarget } from "../tables.ts";

type Data = { readonly table: string; readonly columns: readonly string[]; readonly key: readonly string[] };

/** Engines that refuse such a key (PostgreSQL manual, Table Partitioning, Limitations; MySQL manual, Partitioning Keys, Primary Keys, and Unique Keys). */
const REFUSING = new Set(["postgresql", "timescaledb", "aurora", "mysql", "mariadb"]);

function firstLacking(table: Table): { readonly columns: readonly string[]; readonly key: readonly string[] } | undefined {
  const partition = partitionColumns(table);
  for (const key of keysOf(table)) {
    const columns = partition.filter((column) => !holds(key, column));
    if (columns.length > 0) return { columns, key };
  }
  return undefined;
}

const check: TableCheck<Data> = (table, store) => {
  if (table.partition === undefined || !hasKey(table) || !isRelational(table, store)) return undefined;
  const engine = engineOf(store);
  if (engine !== undefined && !REFUSING.has(engine)) return undefined;
  if (!table.partition.by) return undecided([`${tableTarget(store, table)}.partition.by`], { target: tableTarget(store, table), property: "tables" });
  const lacking = firstLacking(table);
  if (!lacking) return undefined;
  if (engine === undefined) return undecided([`${store.id}.engine`], { target: tableTarget(store, table), property: "engine" });
  return finding({ target: tableTarget(store, table), property: "tables", data: { table: table.name, ...lacking } });
};

const shop = sketch().service("order").data("order", "order-db", { mode: "rw" });
const orders = { name: "orders", partition: { type: "range" as const, by: "created_at", automated: true, retentionMs: 63_072_000_000 } };
const orderDb = { engine: "postgresql", model: "relational" as const };

export const partitionKeyNotInKey = defineRule<Data>({
  id: "database/partition-key-not-in-key",
  title: "Partition column missing from the primary key",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) =>
    `The table ${inStore(data.table, element, index)} is partitioned by ${listed(data.columns)}, but its primary key (${data.key.join(", ")}) leaves that out.`,
  why: "Each partition checks uniqueness alone, so the database refuses a key that does not say which partition a row is in.",
  remedy: "Add the partition column to the primary key.",
  sources: ["003 Ex. 1 Database Schema (derived)"],
  needs: ["table.partition", "table.pk", "component.engine"],
  fix: {
    title: "Add the partition column to the key",
    apply: (design, found) =>
      fixTable(design, found, (table) => {
        const partition = partitionColumns(table);
        return { ...table, pk: keysOf(table).map((key) => [...key, ...partition.filter((column) => !holds(key, column))]) };
      }),
  },
  examples: {
    bad: [{ title: "One partition per month, a key without the date", sketch: shop.database("order-db", { ...orderDb, tables: [{ ...orders, pk: [["id"]] }] }) }],
    good: [
      { title: "The date is part of the key", sketch: shop.database("order-db", { ...orderDb, tables: [{ ...orders, pk: [["id", "created_at"]] }] }) },
      { title: "ClickHouse does not mind", sketch: shop.database("order-db", { engine: "clickhouse", model: "columnar", tables: [{ ...orders, pk: [["id"]] }] }) },
    ],
  },
});
