import { engineOf, isRelational } from "#lib/analysis/table-index.ts";
import { sketch } from "#lib/model/sketch.ts";
import { holds, isSameName } from "../columns.ts";
import { uuidType } from "../dialects.ts";
import { defineRule, finding } from "../rule.ts";
import { hasKey, partitionColumns } from "../table-keys.ts";
import { checkTables, fixTable, inStore, type TableCheck, tableTarget } from "../tables.ts";

type Data = { readonly table: string };

const check: TableCheck<Data> = (table, store) => {
  if (hasKey(table) || !isRelational(table, store)) return undefined;
  return finding({ target: tableTarget(store, table), property: "tables", data: { table: table.name } });
};

const shop = sketch().service("cart").data("cart", "cart-db", { mode: "rw" });
const columns = [
  { name: "user_id", type: "UUID" },
  { name: "product_id", type: "UUID" },
  { name: "quantity", type: "INTEGER" },
];
const cartDb = { engine: "postgresql", model: "relational" as const };

export const noPrimaryKey = defineRule<Data>({
  id: "database/no-primary-key",
  title: "Table without a primary key",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) => `The table ${inStore(data.table, element, index)} has no primary key.`,
  why: "Without a key a row cannot be named: doubles creep in, nothing can refer to it, and replication and updates fall back to scanning.",
  remedy: "Give the table a primary key: an id of type UUID, or the columns that make a row unique.",
  sources: ["004 §3.1 Primary Keys"],
  needs: ["table.pk", "component.model"],
  fix: {
    title: "Add an id as the primary key",
    apply: (design, found) =>
      fixTable(design, found, (table, store) => {
        if (hasKey(table) || !isRelational(table, store)) return table;
        const id = table.columns?.find((column) => isSameName(column.name, "id"))?.name;
        const key = [id ?? "id"];
        // A partitioned table accepts no key without the columns that it is cut by.
        for (const column of partitionColumns(table)) if (!holds(key, column)) key.push(column);
        return { ...table, pk: [key], ...(id === undefined && { columns: [{ name: "id", type: uuidType(engineOf(store)), nullable: false }, ...(table.columns ?? [])] }) };
      }),
  },
  examples: {
    bad: [
      {
        title: "The same article twice in one cart, and nobody can say which to remove",
        sketch: shop.database("cart-db", { ...cartDb, tables: [{ name: "cart_items", columns }] }),
      },
    ],
    good: [
      { title: "A user has an article once", sketch: shop.database("cart-db", { ...cartDb, tables: [{ name: "cart_items", pk: [["user_id", "product_id"]], columns }] }) },
      {
        title: "A key-value store has keys of its own kind",
        sketch: shop.database("cart-db", { engine: "dynamodb", model: "keyValue", tables: [{ name: "carts", keys: [{ pk: "user_id", sk: "product_id" }] }] }),
      },
    ],
  },
});
