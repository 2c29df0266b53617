import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { headOf, isPrimary } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { isCompute } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { keeperOf } from "../read-model.ts";

/** The owner that follows from the drawing: the only writer, else the only program that uses it. */
function obviousOwner(database: Component, index: DesignIndex): Component | undefined {
  const writer = keeperOf(database, index);
  if (writer) return writer;
  const users = new Set(index.incoming(database.id).flatMap((connection) => (connection.kind === "data" ? (index.source(connection) ?? []) : [])));
  const [only, ...others] = [...users].filter(isCompute);
  return others.length === 0 ? only : undefined;
}

const order = sketch().service("order").data("order", "orders", { mode: "rw" });

export const noOwner = defineRule({
  id: "data/no-owner",
  title: "Store without an owning service",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check(database, { index }) {
    if (database.owner !== undefined || !isPrimary(database) || headOf(database, index) !== database) return undefined;
    return finding({ property: "owner", fixable: obviousOwner(database, index) !== undefined });
  },
  message: ({ element }, { index }) => `${index.nameOf(element.id)} belongs to no service.`,
  why: "Without an owner nobody answers for its schema, its size and its backups, and every service helps itself to its tables.",
  remedy: "Name the one service that owns the data; the others ask it, or listen to its events.",
  sources: ["000 §8 Database per Service", "004 §4.1"],
  needs: ["database.owner", "database.role", "connection.mode"],
  fix: {
    title: "Make its only writer the owner",
    apply(design, found, { index }) {
      const database = index.component(found.element.id);
      const owner = database && obviousOwner(database, index);
      return owner ? updateComponent(design, found.element.id, { owner: owner.id }) : design;
    },
  },
  examples: {
    bad: [{ title: "One service writes it, and nobody owns it", sketch: order.database("orders") }],
    good: [
      { title: "The order service owns its data", sketch: order.database("orders", { owner: "order" }) },
      {
        title: "A replica has the owner of its primary",
        sketch: order.database("orders", { owner: "order" }).database("orders-replica", { role: "replica", replicaOf: "orders" }).connect("replicate", "orders", "orders-replica"),
      },
    ],
  },
});
