import type { Component } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Table } from "#lib/model/store.ts";
import { isSameName, isTime } from "../columns.ts";
import { defineRule, finding } from "../rule.ts";
import { partitionColumns } from "../table-keys.ts";
import { checkTables, fixTable, inStore, type TableCheck, tableTarget } from "../tables.ts";

type Data = { readonly table: string; readonly by: string; readonly automated: boolean; readonly kept: boolean };

const DAY_MS = 86_400_000;

/** Whether a table is cut into ranges of time. */
function isCutByTime(table: Table): boolean {
  const { partition } = table;
  if (!partition || (partition.type !== undefined && partition.type !== "range")) return false;
  return partitionColumns(table).some((column) => isTime(column, table.columns?.find(({ name }) => isSameName(name, column))?.type));
}

/** How long partitions are kept: what the table says, else what its store says. */
const retentionOf = (table: Table, store: Component): number | undefined =>
  table.partition?.retentionMs || (store.retentionDays && Math.min(store.retentionDays * DAY_MS, Number.MAX_SAFE_INTEGER)) || undefined;

const check: TableCheck<Data> = (table, store) => {
  if (table.partition === undefined || (table.partition.automated === true && table.partition.retentionMs) || !isCutByTime(table)) return undefined;
  return finding({
    target: tableTarget(store, table),
    property: "tables",
    fixable: retentionOf(table, store) !== undefined,
    data: { table: table.name, by: table.partition.by ?? "", automated: table.partition.automated === true, kept: !!table.partition.retentionMs },
  });
};

const shop = sketch().service("order").data("order", "order-db", { mode: "rw" });
const orderDb = { engine: "postgresql", model: "relational" as const };
const orders = { name: "orders", pk: [["id", "created_at"]] };
const byMonth = { type: "range" as const, by: "created_at" };

export const manualTimePartitions = defineRule<Data>({
  id: "database/manual-time-partitions",
  title: "Time partitions created by hand or never dropped",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message({ element, data }, { index }) {
    const subject = `The partitions by ${data.by} of the table ${inStore(data.table, element, index)}`;
    if (data.automated) return `${subject} are never dropped.`;
    return data.kept ? `${subject} are not created automatically.` : `${subject} are neither created automatically nor ever dropped.`;
  },
  why: "On the day for which nobody made a partition every insert fails; and partitions that nobody drops fill the disk.",
  remedy: "Let a scheduled job create partitions ahead of time and drop those past their retention.",
  sources: ["003 Ex. 1 Database Schema", "003 Step 4.5", "004 §3.3 Range Partitioning"],
  needs: ["table.partition.automated", "table.partition.retentionMs"],
  fix: {
    // How long data is kept is a decision about the business: it is taken from the design, never made up.
    title: "Create and drop partitions automatically",
    apply: (design, found) =>
      fixTable(design, found, (table, store) => {
        const retentionMs = retentionOf(table, store);
        return table.partition && retentionMs !== undefined ? { ...table, partition: { ...table.partition, automated: true, retentionMs } } : table;
      }),
  },
  examples: {
    bad: [
      {
        title: "January exists, February will fail",
        sketch: shop.database("order-db", { ...orderDb, retentionDays: 730, tables: [{ ...orders, partition: byMonth }] }),
      },
      {
        title: "Made by hand, dropped after two years",
        sketch: shop.database("order-db", { ...orderDb, tables: [{ ...orders, partition: { ...byMonth, retentionMs: 730 * DAY_MS } }] }),
      },
    ],
    good: [
      {
        title: "A job makes them and drops them after two years",
        sketch: shop.database("order-db", { ...orderDb, tables: [{ ...orders, partition: { ...byMonth, automated: true, retentionMs: 730 * DAY_MS } }] }),
      },
      {
        title: "Regions do not run out",
        sketch: shop.database("order-db", { ...orderDb, tables: [{ name: "users", pk: [["id", "region"]], partition: { type: "list", by: "region" } }] }),
      },
    ],
  },
});
