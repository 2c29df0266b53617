import { isRelational, looksUp, patternsOf } from "#lib/analysis/table-index.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { AccessPattern, Table } from "#lib/model/store.ts";
import { columnIn, holds, mentions } from "../columns.ts";
import { defineRule, finding, type Report } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";
import { isSorted, type TableIndex } from "../table-keys.ts";
import { checkTables, columnTarget, inStore, mapTables, type TableCheck } from "../tables.ts";

type Data = { readonly table: string; readonly columns: readonly string[]; readonly patterns: number };

function serves(index: TableIndex, pattern: AccessPattern, table: Table): boolean {
  const first = index.cols?.[0] ?? "";
  if (pattern.kind === "fullText" && !isSorted(index)) return true;
  const uses = (text: string) => mentions(text, first) || (index.where !== undefined && mentions(index.where, columnIn(text, table) ?? ""));
  return pattern.filter?.some(uses) === true || pattern.sort?.some(uses) === true;
}

/** How many patterns look rows up in a table, when none of them needs the index; nothing when it is needed or nobody said how the table is read. */
function idlePatterns(index: TableIndex, table: Table, design: DesignIndex): number | undefined {
  const first = index.cols?.[0];
  if (first === undefined || index.unique === true || table.fks?.some((key) => key.cols?.[0] !== undefined && holds(key.cols, first))) return undefined;
  let reading = 0;
  for (const pattern of patternsOf(table, design)) {
    if (!looksUp(pattern)) continue;
    if (serves(index, pattern, table)) return undefined;
    reading += 1;
  }
  return reading > 0 ? reading : undefined;
}

const check: TableCheck<Data> = (table, store, { index: design }) => {
  if (!table.indexes?.length || !isRelational(table, store)) return undefined;
  let reports: Report<Data>[] | undefined;
  for (const index of table.indexes) {
    const patterns = idlePatterns(index, table, design);
    if (patterns === undefined) continue;
    const columns = index.cols ?? [];
    (reports ??= []).push(finding({ target: columnTarget(store, table, columns), property: "tables", data: { table: table.name, columns, patterns } }));
  }
  return reports;
};

const shop = sketch().service("order").data("order", "order-db", { mode: "rw" });
const orderDb = { engine: "postgresql", model: "relational" as const };
const orders = { name: "orders", pk: [["id"]] };
const byUser = { id: "byUser", kind: "list" as const, tables: ["orders"], filter: ["user_id"], columns: ["id"], limit: 20 };

export const unusedIndex = defineRule<Data>({
  id: "database/unused-index",
  title: "Index no query needs",
  severity: "info",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) =>
    `No access pattern of the table ${inStore(data.table, element, index)} uses the index on ${listed(data.columns)} (${data.patterns === 1 ? "one is" : `${data.patterns} are`} declared).`,
  why: "Every write pays for every index, and an index that no query uses gives nothing back.",
  remedy: "Drop the index, or declare the access pattern that needs it.",
  sources: ["003 Step 4.3"],
  needs: ["table.indexes", "table.fks", "accessPattern.filter", "accessPattern.sort"],
  fix: {
    title: "Drop the index",
    apply: (design, found, { index: graph }) =>
      mapTables(design, found.element.id, (table, store) => {
        const isMeant = (index: TableIndex) => columnTarget(store, table, index.cols ?? []) === found.target && idlePatterns(index, table, graph) !== undefined;
        return table.indexes?.some(isMeant) ? { ...table, indexes: table.indexes.filter((index) => !isMeant(index)) } : table;
      }),
  },
  examples: {
    bad: [
      {
        title: "Nobody looks orders up by their total",
        sketch: shop.database("order-db", { ...orderDb, tables: [{ ...orders, indexes: [{ cols: ["user_id"] }, { cols: ["total"] }] }], accessPatterns: [byUser] }),
      },
    ],
    good: [
      { title: "One query, one index", sketch: shop.database("order-db", { ...orderDb, tables: [{ ...orders, indexes: [{ cols: ["user_id"] }] }], accessPatterns: [byUser] }) },
      {
        title: "The index leaves out what the query leaves out",
        sketch: shop.database("order-db", {
          ...orderDb,
          tables: [{ ...orders, softDelete: true, indexes: [{ cols: ["user_id"] }, { cols: ["id"], where: "deleted_at IS NULL" }] }],
          accessPatterns: [{ ...byUser, filter: ["user_id", "deleted_at IS NULL"] }],
        }),
      },
      {
        title: "A foreign key needs its index for deletes",
        sketch: shop.database("order-db", {
          ...orderDb,
          tables: [{ ...orders, fks: [{ cols: ["shop_id"], refTable: "shops" }], indexes: [{ cols: ["user_id"] }, { cols: ["shop_id"] }] }],
          accessPatterns: [byUser],
        }),
      },
    ],
  },
});
