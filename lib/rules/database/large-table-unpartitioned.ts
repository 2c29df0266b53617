import { dataModelOf, engineOf } from "#lib/analysis/table-index.ts";
import type { Component } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Table } from "#lib/model/store.ts";
import { holds, isTime } from "../columns.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { keysOf } from "../table-keys.ts";
import { checkTables, fixTable, inStore, type TableCheck, tableTarget } from "../tables.ts";

type Data = { readonly table: string; readonly rows: number };

/** Billions are read with separators. */
const NUMBER = new Intl.NumberFormat("en-GB");
const DAY_MS = 86_400_000;

/** Whether the store leaves cutting tables to us; the others spread, chunk or roll over by themselves. */
function cutsByHand(store: Component): boolean {
  const model = dataModelOf(store);
  return model === undefined || ((model === "relational" || model === "columnar") && engineOf(store) !== "timescaledb");
}

/** The column that says when a row came to be. */
const timeColumn = (table: Table): string | undefined => table.columns?.find((column) => column.name !== "" && isTime(column.name, column.type))?.name;

const check: TableCheck<Data> = (table, store, { settings }) => {
  if (table.timeSeries !== true || table.partition !== undefined || !cutsByHand(store)) return undefined;
  const target = tableTarget(store, table);
  if (table.expectedRows === undefined) return undecided([`${target}.expectedRows`], { target, property: "tables" });
  if (table.expectedRows <= settings["db.largeRows"]) return undefined;
  return finding({ target, property: "tables", fixable: timeColumn(table) !== undefined, data: { table: table.name, rows: table.expectedRows } });
};

const meters = sketch().service("meters").data("meters", "meter-db", { mode: "rw" });
const meterDb = { engine: "postgresql", model: "relational" as const, retentionDays: 730 };
const readings = {
  name: "readings",
  pk: [["meter_id", "measured_at"]],
  columns: [
    { name: "meter_id", type: "UUID" },
    { name: "measured_at", type: "TIMESTAMPTZ" },
    { name: "watt_hours", type: "BIGINT" },
  ],
  timeSeries: true,
};

export const largeTableUnpartitioned = defineRule<Data>({
  id: "database/large-table-unpartitioned",
  title: "Very large time-series table in one piece",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index, settings }) =>
    `The time series ${inStore(data.table, element, index)} will hold ${NUMBER.format(data.rows)} rows in one piece; from ${NUMBER.format(settings["db.largeRows"])} it should be partitioned.`,
  why: "Old rows can only be deleted one by one, every index outgrows the memory, and each maintenance run takes the whole table.",
  remedy: "Partition by time, a month each, and drop the oldest partition instead of deleting rows.",
  sources: ["004 §3.3 Range Partitioning", "003 Ex. 1 Database Schema", "003 Ex. 2 ClickHouse Schema"],
  needs: ["table.timeSeries", "table.expectedRows", "table.partition"],
  thresholds: ["db.largeRows"],
  fix: {
    title: "Partition by month",
    apply: (design, found) =>
      fixTable(design, found, (table, store) => {
        const by = timeColumn(table);
        if (by === undefined || table.partition !== undefined) return table;
        const retentionMs = store.retentionDays ? store.retentionDays * DAY_MS : undefined;
        return {
          ...table,
          // Partitioned tables accept no key without the column that they are cut by.
          ...(table.pk && { pk: keysOf(table).map((key) => (holds(key, by) ? [...key] : [...key, by])) }),
          partition: { type: "range", by, automated: true, ...(retentionMs && { retentionMs }) },
        };
      }),
  },
  examples: {
    bad: [
      { title: "Two years of readings, every quarter of an hour", sketch: meters.database("meter-db", { ...meterDb, tables: [{ ...readings, expectedRows: 3_500_000_000 }] }) },
    ],
    good: [
      {
        title: "A partition per month, dropped after two years",
        sketch: meters.database("meter-db", {
          ...meterDb,
          tables: [{ ...readings, expectedRows: 3_500_000_000, partition: { type: "range", by: "measured_at", automated: true, retentionMs: 730 * DAY_MS } }],
        }),
      },
      { title: "Ten million rows are no trouble", sketch: meters.database("meter-db", { ...meterDb, tables: [{ ...readings, expectedRows: 10_000_000 }] }) },
    ],
  },
});
