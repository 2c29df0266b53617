import { patternsOf } from "#lib/analysis/table-index.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { isSameName } from "../columns.ts";
import { defineRule, finding } from "../rule.ts";
import { checkTables, fixTable, inStore, type TableCheck, tableTarget } from "../tables.ts";

type Data = { readonly table: string; readonly writeRps: number | null };

const check: TableCheck<Data> = (table, store, { index }) => {
  if (table.locking !== "pessimistic") return undefined;
  let writeRps: number | null = null;
  for (const pattern of patternsOf(table, index)) if (pattern.writeRps !== undefined) writeRps = (writeRps ?? 0) + pattern.writeRps;
  return finding({ target: tableTarget(store, table), property: "tables", data: { table: table.name, writeRps } });
};

const shop = sketch().service("stock").data("stock", "stock-db", { mode: "rw" });
const stockDb = {
  engine: "postgresql",
  model: "relational" as const,
  accessPatterns: [{ id: "reserve", kind: "point" as const, tables: ["stock_items"], filter: ["product_id"], columns: ["quantity"], writeRps: 120 }],
};
const items = {
  name: "stock_items",
  pk: [["product_id"]],
  columns: [
    { name: "product_id", type: "UUID" },
    { name: "quantity", type: "INTEGER" },
  ],
};

export const pessimisticLock = defineRule<Data>({
  id: "database/pessimistic-lock",
  title: "Pessimistic lock on a contended row",
  severity: "info",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) =>
    `Writers of the table ${inStore(data.table, element, index)} lock rows before they read them${data.writeRps ? `, at ${formatQuantity("rps", data.writeRps)}` : ""}.`,
  why: "Everybody waits for whoever holds the lock, a slow holder stops the queue behind it, and two locks in different order stop each other.",
  remedy: "Read without a lock and let the update check a version column; lock only where a retry would cost more than the wait.",
  sources: ["003 Database Edge Cases"],
  needs: ["table.locking", "accessPattern.writeRps"],
  fix: {
    title: "Check a version instead of locking",
    apply: (design, found) =>
      fixTable(design, found, (table) => {
        if (table.locking !== "pessimistic") return table;
        const isVersioned = !table.columns || table.columns.some(({ name }) => isSameName(name, "version"));
        return { ...table, locking: "optimistic", ...(!isVersioned && { columns: [...(table.columns ?? []), { name: "version", type: "INTEGER", nullable: false }] }) };
      }),
  },
  examples: {
    bad: [{ title: "Every reservation queues for the row", sketch: shop.database("stock-db", { ...stockDb, tables: [{ ...items, locking: "pessimistic" }] }) }],
    good: [
      {
        title: "The update fails when somebody was faster",
        sketch: shop.database("stock-db", { ...stockDb, tables: [{ ...items, columns: [...items.columns, { name: "version", type: "INTEGER" }], locking: "optimistic" }] }),
      },
    ],
  },
});
