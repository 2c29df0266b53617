import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { headOf } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";
import type { ForeignKey } from "../table-keys.ts";
import { checkTables, columnTarget, inStore, mapTables, type TableCheck } from "../tables.ts";

type Data = { readonly table: string; readonly columns: readonly string[]; readonly refDb: Id };

function isForeign({ refDb }: ForeignKey, store: Component, index: DesignIndex): boolean {
  if (refDb === undefined || refDb === store.id) return false;
  const other = index.component(refDb);
  return other === undefined || headOf(other, index).id !== headOf(store, index).id;
}

const check: TableCheck<Data> = (table, store, { index }) => {
  if (!table.fks?.some((key) => isForeign(key, store, index))) return undefined;
  return table.fks.flatMap((key) =>
    key.refDb !== undefined && isForeign(key, store, index)
      ? finding({
          target: columnTarget(store, table, key.cols ?? []),
          property: "tables",
          related: [key.refDb],
          data: { table: table.name, columns: key.cols ?? [], refDb: key.refDb },
        })
      : [],
  );
};

const shop = sketch()
  .service("order")
  .service("users")
  .database("user-db", { engine: "postgresql", model: "relational", owner: "users" })
  .data("order", "order-db", { mode: "rw" })
  .data("users", "user-db", { mode: "rw" });
const orderDb = { engine: "postgresql", model: "relational" as const, owner: "order" };
const orders = { name: "orders", pk: [["id"]], indexes: [{ cols: ["user_id"] }] };

export const fkAcrossDatabases = defineRule<Data>({
  id: "database/fk-across-databases",
  title: "Foreign key into another database",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check: (store, context) => checkTables(store, context, check),
  message: ({ element, data }, { index }) =>
    `The foreign key ${data.columns.length > 0 ? `on ${listed(data.columns)} ` : ""}of the table ${inStore(data.table, element, index)} points into ${index.nameOf(data.refDb)}.`,
  why: "No database can enforce it, and whoever works around that with a shared server ties two owners together for good.",
  remedy: "Keep the id without a constraint, check it through the owner's API when it is written, and react to the owner's events when it goes away.",
  sources: ["000 §8 Database-per-Service", "002"],
  needs: ["table.fks.refDb"],
  fix: {
    title: "Drop the foreign key, keep the id",
    apply: (design, found, { index }) =>
      mapTables(design, found.element.id, (table, store) => {
        const isMeant = (key: ForeignKey) => isForeign(key, store, index) && columnTarget(store, table, key.cols ?? []) === found.target;
        return table.fks?.some(isMeant) ? { ...table, fks: table.fks.filter((key) => !isMeant(key)) } : table;
      }),
  },
  examples: {
    bad: [
      {
        title: "Orders refer to users in another service's database",
        sketch: shop.database("order-db", { ...orderDb, tables: [{ ...orders, fks: [{ cols: ["user_id"], refTable: "users", refDb: "user-db" }] }] }),
      },
    ],
    good: [
      { title: "The id alone", sketch: shop.database("order-db", { ...orderDb, tables: [{ ...orders, columns: [{ name: "id" }, { name: "user_id" }] }] }) },
      {
        title: "A reference within the database",
        sketch: shop.database("order-db", { ...orderDb, tables: [{ ...orders, fks: [{ cols: ["user_id"], refTable: "buyers", refDb: "order-db" }] }] }),
      },
    ],
  },
});
