import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { isPrimary } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import { freshAmong, updateComponent } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Table } from "#lib/model/store.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

const keyOf = (aggregate: string): string => aggregate.trim().toLowerCase();
const belongsTo = (table: Table, key: string): boolean => table.aggregate !== undefined && keyOf(table.aggregate) === key;

/** The primary database that stores each aggregate; of several the first by id. */
function homesOfAggregates(index: DesignIndex): Map<string, Component> {
  const homes = new Map<string, Component>();
  for (const database of index.ofKind("database")) {
    if (database.tables === undefined || !isPrimary(database)) continue;
    for (const { aggregate } of database.tables) {
      if (aggregate === undefined) continue;
      const key = keyOf(aggregate);
      const home = homes.get(key);
      if (!home || database.id < home.id) homes.set(key, database);
    }
  }
  return homes;
}

const order = sketch().service("order").data("order", "orders", { mode: "rw" });

export const aggregateSplit = defineRule<{ readonly aggregate: string; readonly home: Id; readonly tables: readonly string[] }>({
  id: "boundaries/aggregate-split",
  title: "Aggregate stored in two databases",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check(database, { index }) {
    if (!database.tables || !isPrimary(database)) return undefined;
    const homes = index.once(homesOfAggregates);
    let away: Map<string, string> | undefined; // key -> the name as written here
    for (const { aggregate } of database.tables) {
      if (aggregate !== undefined && homes.get(keyOf(aggregate)) !== database) (away ??= new Map()).set(keyOf(aggregate), aggregate);
    }
    if (!away) return undefined;
    return [...away].map(([key, aggregate]) => {
      const home = homes.get(key)?.id ?? database.id;
      const tables = database.tables?.flatMap((table) => (belongsTo(table, key) ? table.name : [])) ?? [];
      return finding({ target: `${database.id}:${aggregate}`, property: "tables", related: [home], data: { aggregate, home, tables } });
    });
  },
  message: ({ element, data }, { index }) =>
    `The aggregate ${data.aggregate} is stored in ${index.nameOf(data.home)} and also in ${index.nameOf(element.id)} (${listed(data.tables)}).`,
  why: "An aggregate is what changes in one transaction; over two databases that takes two-phase commit, or leaves halves behind.",
  remedy: "Move its tables into one database, or cut the aggregate in two along the line where it is already stored apart.",
  sources: ["003 Step 2.2 (aggregate = transactional boundary)"],
  needs: ["component.tables", "component.role"],
  fix: {
    title: "Move its tables together",
    apply(design, found, { index }) {
      const { aggregate, home } = found.data as { readonly aggregate: string; readonly home: Id }; // what this rule's check put there
      const from = index.component(found.element.id);
      const to = index.component(home);
      if (!from || !to || from === to) return design;
      const key = keyOf(aggregate);
      const taken = new Set(to.tables?.map((table) => table.name));
      const moved = (from.tables ?? []).flatMap((table) => (belongsTo(table, key) ? { ...table, name: taken.has(table.name) ? freshAmong(taken, table.name) : table.name } : []));
      const next = updateComponent(design, to.id, { tables: [...(to.tables ?? []), ...moved] });
      return updateComponent(next, from.id, { tables: from.tables?.filter((table) => !belongsTo(table, key)) });
    },
  },
  examples: {
    bad: [
      {
        title: "The lines of an order live elsewhere",
        sketch: order
          .database("orders", { owner: "order", tables: [{ name: "orders", aggregate: "Order" }] })
          .database("order-lines", { owner: "order", tables: [{ name: "lines", aggregate: "Order" }] })
          .data("order", "order-lines", { mode: "rw" }),
      },
    ],
    good: [
      {
        title: "An order is stored whole",
        sketch: order.database("orders", {
          owner: "order",
          tables: [
            { name: "orders", aggregate: "Order" },
            { name: "lines", aggregate: "Order" },
          ],
        }),
      },
      {
        title: "A read model holds a copy",
        sketch: order
          .database("orders", { owner: "order", tables: [{ name: "orders", aggregate: "Order" }] })
          .database("order-search", { role: "readModel", copyOf: "orders", owner: "order", tables: [{ name: "orders", aggregate: "Order" }] }),
      },
    ],
  },
});
