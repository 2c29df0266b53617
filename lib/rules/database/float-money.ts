import { dataModelOf } from "#lib/analysis/table-index.ts";
import { sketch } from "#lib/model/sketch.ts";
import { type Column, isFloatType, isMoney } from "../columns.ts";
import { defineRule, finding, type Report } from "../rule.ts";
import { checkTables, columnTarget, fixColumn, inStore, type TableCheck } from "../tables.ts";

type Data = { readonly table: string; readonly column: string; readonly type: string };

const isInexact = (column: Column): boolean => column.type !== undefined && isFloatType(column.type) && isMoney(column.name);

const check: TableCheck<Data> = (table, store) => {
  let reports: Report<Data>[] | undefined;
  for (const column of table.columns ?? []) {
    if (!isInexact(column)) continue;
    (reports ??= []).push(
      finding({ target: columnTarget(store, table, column.name), property: "tables", data: { table: table.name, column: column.name, type: column.type ?? "" } }),
    );
  }
  return reports;
};

const shop = sketch().service("order").data("order", "order-db", { mode: "rw" });
const orderDb = { engine: "postgresql", model: "relational" as const };
const orders = (type: string) => ({
  name: "orders",
  pk: [["id"]],
  columns: [
    { name: "id", type: "UUID" },
    { name: "total", type },
  ],
});

export const floatMoney = defineRule<Data>({
  id: "database/float-money",
  title: "Money stored as floating point",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) => `The column ${data.column} of the table ${inStore(data.table, element, index)} keeps money as ${data.type}.`,
  why: "Binary fractions cannot hold 0.10 exactly: sums drift, comparisons fail, and the books do not balance.",
  remedy: "Use DECIMAL(10,2), or whole cents in an integer.",
  sources: ["004 §3.1 Constraints", "003 Ex. 1 Database Schema"],
  needs: ["column.name", "column.type"],
  fix: {
    title: "Store it as DECIMAL(10,2)",
    apply: (design, found) =>
      fixColumn(design, found, (column, _table, store) => (isInexact(column) ? { ...column, type: dataModelOf(store) === "document" ? "Decimal128" : "DECIMAL(10,2)" } : column)),
  },
  examples: {
    bad: [{ title: "0.1 + 0.2 is not 0.3", sketch: shop.database("order-db", { ...orderDb, tables: [orders("DOUBLE PRECISION")] }) }],
    good: [
      { title: "Two exact decimals", sketch: shop.database("order-db", { ...orderDb, tables: [orders("DECIMAL(10,2)")] }) },
      { title: "Whole cents", sketch: shop.database("order-db", { ...orderDb, tables: [orders("BIGINT")] }) },
    ],
  },
});
