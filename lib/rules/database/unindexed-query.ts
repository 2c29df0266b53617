import { dataModelOf, looksUp, type PlacedTable, tablesOf } from "#lib/analysis/table-index.ts";
import type { Component } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { AccessPattern, Table } from "#lib/model/store.ts";
import { columnIn, columnsIn, deletionMark, isSameName, mentions } from "../columns.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";
import { hasPartialIndexes, type TableIndex } from "../table-keys.ts";
import { checkPatterns, mapTables, type PatternCheck, patternOf, patternTarget } from "../tables.ts";

type Data = { readonly pattern: string; readonly columns: readonly string[]; readonly tables: readonly string[] };

/** Stores whose queries live on indexes; the keys of key-value stores have a rule of their own. */
const isIndexedStore = (store: Component): boolean => {
  const model = dataModelOf(store);
  return model === undefined || model === "relational" || model === "document";
};

/** Whether a key, a unique column or an index begins with a column of the filter. */
function hasWayIn(table: Table, filter: readonly string[]): boolean {
  for (const condition of filter) {
    if (table.pk?.some(([first]) => first !== undefined && mentions(condition, first))) return true;
    if (table.indexes?.some(({ cols }) => cols?.[0] !== undefined && mentions(condition, cols[0]))) return true;
    if (table.columns?.some(({ unique, name }) => unique === true && mentions(condition, name))) return true;
  }
  return false;
}

/** Compares with more than one value: such a column comes after the ones that are equal to something. */
const RANGE = /[<>]|!=|\bbetween\b|\blike\b|\bnot\b/iu;

/** The index that serves a query: columns compared for equality first, then ranges or the sort order. */
function indexFor(pattern: AccessPattern, { store, table }: PlacedTable): TableIndex {
  const { column: mark, alive } = deletionMark(table);
  const named = (pattern.filter ?? []).filter((condition) => columnIn(condition, table) !== undefined);
  const own = named.filter((condition) => table.columns?.some(({ name }) => isSameName(name, columnIn(condition, table) ?? "")));
  const conditions = own.length > 0 ? own : named;
  const isMark = (condition: string) => table.softDelete === true && hasPartialIndexes(store) && mentions(condition, mark);
  const looked = conditions.some((condition) => !isMark(condition)) ? conditions.filter((condition) => !isMark(condition)) : conditions;
  const ranges = looked.filter((condition) => RANGE.test(condition));
  const equal = looked.filter((condition) => !RANGE.test(condition));
  const cols = columnsIn([...equal, ...(ranges.length > 0 ? ranges : (pattern.sort ?? []))], table);
  return looked.length < conditions.length ? { cols, where: alive } : { cols };
}

const check: PatternCheck<Data> = (pattern, store, { index }) => {
  const { filter } = pattern;
  if (!filter?.length || pattern.kind === "fullText" || !looksUp(pattern) || !isIndexedStore(store)) return undefined;
  const placed = tablesOf(pattern, store, index);
  for (const place of placed) if (isIndexedStore(place.store) && hasWayIn(place.table, filter)) return undefined;
  const columns = columnsIn(filter);
  if (columns.length === 0) return undefined;
  const target = patternTarget(store, pattern);
  const tables = placed.filter((place) => isIndexedStore(place.store)).map(({ table }) => table.name);
  if (tables.length === 0) {
    const [name] = pattern.tables ?? [];
    return undecided([name ? `${store.id}.${name}.indexes` : `${target}.tables`], { target, property: "accessPatterns" });
  }
  return finding({ target, property: "accessPatterns", data: { pattern: pattern.id, columns, tables } });
};

const shop = sketch().service("order").data("order", "order-db", { mode: "rw" });
const orderDb = { engine: "postgresql", model: "relational" as const };
const orders = {
  name: "orders",
  pk: [["id"]],
  columns: [{ name: "id" }, { name: "user_id" }, { name: "total" }, { name: "created_at" }],
};
const byUser = { id: "byUser", kind: "list" as const, tables: ["orders"], filter: ["user_id"], sort: ["created_at"], columns: ["id"], limit: 20 };

export const unindexedQuery = defineRule<Data>({
  id: "database/unindexed-query",
  title: "Query without a usable index",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkPatterns(store, context, check),
  message: ({ element, data }, { index }) =>
    `${patternOf(data.pattern, element, index)} filters by ${listed(data.columns)}, but no index of ${listed(data.tables.map((name) => name || "its table"))} begins with ${data.columns.length === 1 ? "it" : "one of them"}.`,
  why: "Without an index that begins with a filtered column, every such query reads the whole table; that is fine on the first day and an outage a year later.",
  remedy: "Add an index with the columns compared for equality first, then the range or the sort order.",
  sources: ["004 §3.1 Indexes", "004 §3.2 EXPLAIN ANALYZE", "003 Step 4.3", "003 Ex. 1 (all queries use indexes)"],
  needs: ["accessPattern.filter", "table.indexes", "table.pk", "column.unique"],
  fix: {
    title: "Add an index, equal columns first",
    apply(design, found, { index }) {
      const store = index.component(found.element.id);
      let next = design;
      for (const pattern of store?.accessPatterns ?? []) {
        if (!store || patternTarget(store, pattern) !== found.target || !looksUp(pattern) || !pattern.filter) continue;
        const all = tablesOf(pattern, store, index).filter((place) => isIndexedStore(place.store));
        const placed = all.find(({ table }) => columnsIn(pattern.filter, table).some((column) => table.columns?.some(({ name }) => isSameName(name, column)))) ?? all[0];
        if (!placed || all.some(({ table }) => hasWayIn(table, pattern.filter ?? []))) continue;
        next = mapTables(next, placed.store.id, (table) =>
          isSameName(table.name, placed.table.name) ? { ...table, indexes: [...(table.indexes ?? []), indexFor(pattern, placed)] } : table,
        );
      }
      return next;
    },
  },
  examples: {
    bad: [
      { title: "A user's orders, found by reading all orders", sketch: shop.database("order-db", { ...orderDb, tables: [orders], accessPatterns: [byUser] }) },
      {
        title: "The index has the column only in second place",
        sketch: shop.database("order-db", { ...orderDb, tables: [{ ...orders, indexes: [{ cols: ["created_at", "user_id"] }] }], accessPatterns: [byUser] }),
      },
    ],
    good: [
      {
        title: "User first, then the order of the list",
        sketch: shop.database("order-db", { ...orderDb, tables: [{ ...orders, indexes: [{ cols: ["user_id", "created_at"] }] }], accessPatterns: [byUser] }),
      },
      {
        title: "By primary key",
        sketch: shop.database("order-db", {
          ...orderDb,
          tables: [orders],
          accessPatterns: [{ id: "one", kind: "point", tables: ["orders"], filter: ["id"], columns: ["id", "total"] }],
        }),
      },
    ],
  },
});
