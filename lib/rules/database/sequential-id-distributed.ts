import { engineOf } from "#lib/analysis/table-index.ts";
import type { Component } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Table } from "#lib/model/store.ts";
import { type Column, holds, isCountingType, isSameName } from "../columns.ts";
import { uuidType } from "../dialects.ts";
import { defineRule, finding } from "../rule.ts";
import { hasKey, keysOf } from "../table-keys.ts";
import { checkTables, columnTarget, inStore, mapTables, type TableCheck } from "../tables.ts";

type Data = { readonly table: string; readonly column: string; readonly reason: "sharded" | "primaries" };

/** Why several databases hand out ids at the same time. */
function reasonOf({ multiPrimary, sharding }: Component): Data["reason"] | undefined {
  if (multiPrimary === true) return "primaries";
  return sharding && (sharding.shards ?? 2) > 1 ? "sharded" : undefined;
}

const isCounting = (column: Column, table: Table): boolean =>
  (column.autoIncrement === true || isCountingType(column.type)) && (hasKey(table) ? keysOf(table).some((key) => holds(key, column.name)) : isSameName(column.name, "id"));

const check: TableCheck<Data> = (table, store) => {
  const reason = table.columns && reasonOf(store);
  if (!reason || !table.columns?.some((column) => isCounting(column, table))) return undefined;
  return table.columns.flatMap((column) =>
    isCounting(column, table) ? finding({ target: columnTarget(store, table, column.name), property: "tables", data: { table: table.name, column: column.name, reason } }) : [],
  );
};

const shop = sketch().service("order").data("order", "order-db", { mode: "rw" });
const orderDb = { engine: "postgresql", model: "relational" as const };
const orders = (id: Column) => ({ name: "orders", pk: [["id"]], columns: [id, { name: "total", type: "DECIMAL(10,2)" }] });
const counted: Column = { name: "id", type: "BIGINT", autoIncrement: true };
const sharding = { strategy: "hash" as const, key: "user_id", shards: 8, keyCardinality: 2_000_000, topKeyShare: 0.001 };

export const sequentialIdDistributed = defineRule<Data>({
  id: "database/sequential-id-distributed",
  title: "Auto-increment key with several writers",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) =>
    `The key ${data.column} of the table ${inStore(data.table, element, index)} counts up, but ${data.reason === "sharded" ? "every shard" : "every primary"} counts for itself.`,
  why: "Two databases hand out the same number, and rows that are merged or moved later collide.",
  remedy: "Use ids that can be made anywhere: UUIDs (version 7 sorts by time) or Snowflake ids.",
  sources: ["004 §3.1 Primary Keys"],
  conflicts: ["CF-37"],
  needs: ["column.autoIncrement", "table.pk", "component.sharding", "component.multiPrimary"],
  fix: {
    title: "Use a UUID",
    apply: (design, found) =>
      mapTables(design, found.element.id, (table, store) => {
        const type = uuidType(engineOf(store));
        const isMeant = (column: Column, owner: Table) => columnTarget(store, owner, column.name) === found.target && isCounting(column, owner);
        /** Whether the column refers to the key that changes its type. */
        const follows = (column: Column) =>
          table.fks?.some(
            (key) =>
              key.cols?.length === 1 &&
              holds(key.cols, column.name) &&
              store.tables?.some(
                (owner) =>
                  key.refTable !== undefined &&
                  isSameName(owner.name, key.refTable) &&
                  owner.columns?.some((candidate) => holds(keysOf(owner)[0] ?? [], candidate.name) && isMeant(candidate, owner)),
              ),
          ) === true;
        if (!table.columns?.some((column) => isMeant(column, table) || follows(column))) return table;
        const columns = table.columns.map((column) => {
          if (isMeant(column, table)) {
            const { autoIncrement: _, ...rest } = column;
            return { ...rest, type };
          }
          return follows(column) && column.type !== undefined ? { ...column, type } : column;
        });
        return { ...table, columns };
      }),
  },
  examples: {
    bad: [
      { title: "Eight shards, eight orders number 1", sketch: shop.database("order-db", { ...orderDb, sharding, tables: [orders(counted)] }) },
      { title: "Two primaries hand out numbers", sketch: shop.database("order-db", { ...orderDb, multiPrimary: true, tables: [orders({ name: "id", type: "BIGSERIAL" })] }) },
    ],
    good: [
      { title: "Any shard can make a UUID", sketch: shop.database("order-db", { ...orderDb, sharding, tables: [orders({ name: "id", type: "UUID" })] }) },
      { title: "A single primary may count", sketch: shop.database("order-db", { ...orderDb, tables: [orders(counted)] }) },
    ],
  },
});
