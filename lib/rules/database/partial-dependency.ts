import { isRelational } from "#lib/analysis/table-index.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Table } from "#lib/model/store.ts";
import { holds } from "../columns.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";
import { type Dependency, dependentsOf, splitOff, splitTables } from "../table-split.ts";
import { keysOf } from "../table-keys.ts";
import { checkTables, columnTarget, inStore, type TableCheck } from "../tables.ts";

type Data = { readonly table: string; readonly columns: readonly string[]; readonly on: readonly string[] };

/** Whether the left side is a part of a key, and not all of it, and something that is not in a key depends on it. */
function isPartial(table: Table, dependency: Dependency): boolean {
  const { lhs } = dependency;
  if (!lhs?.length || lhs.includes("")) return false;
  return keysOf(table).some((key) => lhs.every((column) => holds(key, column)) && key.some((column) => !holds(lhs, column))) && dependentsOf(table, dependency).length > 0;
}

const check: TableCheck<Data> = (table, store) => {
  if (!table.fds?.length || !isRelational(table, store)) return undefined;
  return table.fds.flatMap((dependency) => {
    if (!isPartial(table, dependency)) return [];
    const columns = dependentsOf(table, dependency);
    return finding({ target: columnTarget(store, table, columns[0] ?? ""), property: "tables", data: { table: table.name, columns, on: dependency.lhs ?? [] } });
  });
};

const shop = sketch().service("order").data("order", "order-db", { mode: "rw" });
const orderDb = { engine: "postgresql", model: "relational" as const };
const [orderId, productId, quantity, productName] = [
  { name: "order_id", type: "UUID" },
  { name: "product_id", type: "UUID" },
  { name: "quantity", type: "INTEGER" },
  { name: "product_name", type: "TEXT" },
];
const items = { name: "order_items", pk: [["order_id", "product_id"]] };

export const partialDependency = defineRule<Data>({
  id: "database/partial-dependency",
  title: "Column depends on part of the key",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) =>
    `In the table ${inStore(data.table, element, index)}, ${listed(data.columns)} ${data.columns.length === 1 ? "depends" : "depend"} only on ${listed(data.on)}, which is part of the key.`,
  why: "The same fact is stored once for every row that shares this part of the key; change one copy and the table contradicts itself.",
  remedy: "Move the column into the table whose key it depends on, and keep only the reference.",
  sources: ["004 §3.1 2NF"],
  needs: ["table.fds", "table.pk"],
  fix: {
    title: "Move the column to a table of its own",
    apply: (design, found) =>
      splitTables(design, found.element.id, (tables, store) => {
        for (const table of tables) {
          const dependency = isRelational(table, store)
            ? table.fds?.find((candidate) => isPartial(table, candidate) && columnTarget(store, table, dependentsOf(table, candidate)[0] ?? "") === found.target)
            : undefined;
          if (dependency) return splitOff(tables, table, dependency);
        }
        return undefined;
      }),
  },
  examples: {
    bad: [
      {
        title: "The name of a product in every order that has it",
        sketch: shop.database("order-db", {
          ...orderDb,
          tables: [{ ...items, columns: [orderId, productId, quantity, productName], fds: [{ lhs: ["product_id"], rhs: ["product_name"] }] }],
        }),
      },
    ],
    good: [
      {
        title: "The name is with the product",
        sketch: shop.database("order-db", {
          ...orderDb,
          tables: [
            {
              ...items,
              columns: [orderId, productId, quantity],
              fds: [{ lhs: ["order_id", "product_id"], rhs: ["quantity"] }],
              fks: [{ cols: ["product_id"], refTable: "products" }],
              indexes: [{ cols: ["product_id"] }],
            },
            { name: "products", pk: [["product_id"]], columns: [productId, productName], fds: [{ lhs: ["product_id"], rhs: ["product_name"] }] },
          ],
        }),
      },
    ],
  },
});
