import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { headOf, overlap, ownersOf, unitName } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { AccessPattern } from "#lib/model/store.ts";
import { addReadModel, keeperOf } from "../read-model.ts";
import { defineRule, finding, type Report, undecided } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

interface Joined {
  readonly pattern: string;
  readonly stores: readonly Id[];
  readonly contexts: readonly Id[];
}

/** A table written as `database.table`, taken apart; ids may hold dots themselves, so the longest one that exists is meant. */
function placeOf(table: string, own: Component, index: DesignIndex): { readonly store: Component; readonly name: string } {
  for (let dot = table.lastIndexOf("."); dot > 0; dot = table.lastIndexOf(".", dot - 1)) {
    const store = index.component(table.slice(0, dot));
    if (store?.kind === "database") return { store, name: table.slice(dot + 1) };
  }
  return { store: own, name: table };
}

/** The databases whose tables a pattern reads, without their replicas. */
const storesOf = (pattern: AccessPattern, own: Component, index: DesignIndex): Component[] => [
  ...new Set((pattern.tables ?? []).map((table) => headOf(placeOf(table, own, index).store, index))),
];

const patternTarget = (database: Id, pattern: AccessPattern): string => `${database}.${pattern.id}`;

/** The services whose events a joined read model needs; nothing when the keeper of one database is not known. */
function keepersOf(pattern: AccessPattern, own: Component, index: DesignIndex): Component[] | undefined {
  const keepers: Component[] = [];
  for (const store of storesOf(pattern, own, index)) {
    const keeper = keeperOf(store, index);
    if (!keeper) return undefined;
    if (!keepers.includes(keeper)) keepers.push(keeper);
  }
  return keepers;
}

const shop = sketch()
  .boundary("context", "ordering", { name: "Ordering" })
  .boundary("context", "customers", { name: "Customers" })
  .service("order", { contexts: ["ordering"] })
  .service("customer", { contexts: ["customers"] })
  .database("customer-db", { owner: "customer" })
  .data("customer", "customer-db", { mode: "rw" })
  .data("order", "order-db", { mode: "rw" });

export const crossContextJoin = defineRule<Joined>({
  id: "data/cross-context-join",
  title: "Query joins tables of different services",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check(database, { index }) {
    if (database.accessPatterns === undefined) return undefined;
    let reports: Report<Joined>[] | undefined;
    for (const pattern of database.accessPatterns) {
      if ((pattern.tables?.length ?? 0) < 2) continue;
      const stores = storesOf(pattern, database, index);
      if (stores.length < 2) continue;
      const owned = stores.map((store) => ownersOf(store, index, "context"));
      const known = owned.filter((owners) => owners.length > 0);
      const [first] = known;
      const target = patternTarget(database.id, pattern);
      if (first && known.some((owners) => !overlap(owners, first))) {
        const ids = stores.map(({ id }) => id);
        const isOnlyOne = database.accessPatterns.every((other) => other === pattern || other.id !== pattern.id);
        (reports ??= []).push(
          finding({
            target,
            property: "accessPatterns",
            related: ids,
            fixable: isOnlyOne && keepersOf(pattern, database, index) !== undefined,
            data: { pattern: pattern.id, stores: ids, contexts: [...new Set(known.flat())] },
          }),
        );
      } else if (known.length < stores.length) {
        const missing = stores.flatMap((store, at) => {
          if (owned[at]?.length !== 0) return [];
          const owner = index.component(store.owner);
          return [owner ? `${owner.id}.contexts` : `${store.id}.owner`];
        });
        (reports ??= []).push(undecided([...new Set(missing)], { target, property: "accessPatterns" }));
      }
    }
    return reports;
  },
  message: ({ data }, { index }) =>
    `The query${data.pattern ? ` ${data.pattern}` : ""} joins tables of ${listed(data.stores.map((id) => index.nameOf(id)))}, which belong to ${listed(data.contexts.map((id) => unitName(id, index)))}.`,
  why: "A join across contexts ties their schemas, their releases and their load together, and it ends on the day one of the databases moves.",
  remedy: "Keep a read model with the joined data that is fed by the events of the owners, or ask each owner by its API.",
  sources: ["000 §0 Data Locality", "000 §8 (no joins)"],
  needs: ["database.accessPatterns.tables", "database.owner", "component.contexts"],
  fix: {
    title: "Create a read model with the joined data, fed by events",
    apply(design, found, { index }) {
      const own = index.component(found.element.id);
      const pattern = own?.accessPatterns?.find((candidate) => patternTarget(own.id, candidate) === found.target);
      const services = own && pattern && keepersOf(pattern, own, index);
      if (!own?.accessPatterns || !pattern || !services) return design;
      const joined = { ...pattern, tables: pattern.tables?.map((table) => placeOf(table, own, index).name) };
      const next = updateComponent(design, own.id, { accessPatterns: own.accessPatterns.filter((other) => other !== pattern) });
      return addReadModel(next, { original: own, services, reader: keeperOf(own, index), patterns: [joined], model: own.model });
    },
  },
  examples: {
    bad: [
      {
        title: "Orders joined with customers",
        sketch: shop.database("order-db", { owner: "order", accessPatterns: [{ id: "overview", kind: "list", tables: ["orders", "customer-db.customers"] }] }),
      },
    ],
    good: [
      {
        title: "Only tables of its own",
        sketch: shop.database("order-db", { owner: "order", accessPatterns: [{ id: "overview", kind: "list", tables: ["orders", "order-db.items"] }] }),
      },
    ],
  },
});
