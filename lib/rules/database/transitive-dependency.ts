import { isRelational } from "#lib/analysis/table-index.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Table } from "#lib/model/store.ts";
import { holds } from "../columns.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";
import { type Dependency, dependentsOf, splitOff, splitTables } from "../table-split.ts";
import { hasKey, isCandidateKey, keysOf } from "../table-keys.ts";
import { checkTables, columnTarget, inStore, type TableCheck } from "../tables.ts";

type Data = { readonly table: string; readonly columns: readonly string[]; readonly on: readonly string[] };

/** Whether the left side holds no column of a key and is none itself, and something that is not in a key depends on it. */
function isTransitive(table: Table, dependency: Dependency): boolean {
  const { lhs } = dependency;
  if (!lhs?.length || lhs.includes("") || keysOf(table).some((key) => lhs.some((column) => holds(key, column))) || isCandidateKey(table, lhs)) return false;
  return dependentsOf(table, dependency).length > 0;
}

const check: TableCheck<Data> = (table, store) => {
  if (!table.fds?.length || !hasKey(table) || !isRelational(table, store)) return undefined;
  return table.fds.flatMap((dependency) => {
    if (!isTransitive(table, dependency)) return [];
    const columns = dependentsOf(table, dependency);
    return finding({ target: columnTarget(store, table, columns[0] ?? ""), property: "tables", data: { table: table.name, columns, on: dependency.lhs ?? [] } });
  });
};

const shop = sketch().service("shipping").data("shipping", "shipping-db", { mode: "rw" });
const shippingDb = { engine: "postgresql", model: "relational" as const };
const [id, postcode, city, email] = [
  { name: "id", type: "UUID" },
  { name: "postcode", type: "VARCHAR(10)" },
  { name: "city", type: "TEXT" },
  { name: "email", type: "TEXT", unique: true },
];

export const transitiveDependency = defineRule<Data>({
  id: "database/transitive-dependency",
  title: "Column depends on a non-key column",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) =>
    `In the table ${inStore(data.table, element, index)}, ${listed(data.columns)} ${data.columns.length === 1 ? "depends" : "depend"} on ${listed(data.on)}, not on the key.`,
  why: "The same fact is stored with every row that happens to share the value; change one copy and the table contradicts itself.",
  remedy: "Move the column into a lookup table keyed by the column it depends on, and refer to that.",
  sources: ["004 §3.1 3NF"],
  needs: ["table.fds", "table.pk", "column.unique"],
  fix: {
    title: "Move the column to a lookup table",
    apply: (design, found) =>
      splitTables(design, found.element.id, (tables, store) => {
        for (const table of tables) {
          const dependency =
            hasKey(table) && isRelational(table, store)
              ? table.fds?.find((candidate) => isTransitive(table, candidate) && columnTarget(store, table, dependentsOf(table, candidate)[0] ?? "") === found.target)
              : undefined;
          if (dependency) return splitOff(tables, table, dependency);
        }
        return undefined;
      }),
  },
  examples: {
    bad: [
      {
        title: "The city follows from the postcode",
        sketch: shop.database("shipping-db", {
          ...shippingDb,
          tables: [{ name: "addresses", pk: [["id"]], columns: [id, postcode, city], fds: [{ lhs: ["postcode"], rhs: ["city"] }] }],
        }),
      },
    ],
    good: [
      {
        title: "Postcodes have a table of their own",
        sketch: shop.database("shipping-db", {
          ...shippingDb,
          tables: [
            { name: "addresses", pk: [["id"]], columns: [id, postcode], fks: [{ cols: ["postcode"], refTable: "postcodes" }], indexes: [{ cols: ["postcode"] }] },
            { name: "postcodes", pk: [["postcode"]], columns: [postcode, city], fds: [{ lhs: ["postcode"], rhs: ["city"] }] },
          ],
        }),
      },
      {
        title: "The mail address is unique: it is a key too",
        sketch: shop.database("shipping-db", {
          ...shippingDb,
          tables: [{ name: "customers", pk: [["id"]], columns: [id, email, city], fds: [{ lhs: ["email"], rhs: ["city"] }] }],
        }),
      },
    ],
  },
});
