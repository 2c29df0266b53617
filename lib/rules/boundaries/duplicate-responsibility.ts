import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { byId } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import { addMember, connectionId, freshId, updateComponent } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { addNear, nameFor } from "../insert.ts";
import { defineRule, finding } from "../rule.ts";

const NONE: readonly string[] = [];
const keyOf = (aggregate: string): string => aggregate.trim().toLowerCase();

/** The service that keeps each aggregate: the only one that claims it, else the one that stores it in a table of its own, else the first by id. */
function keepers(index: DesignIndex): Map<string, Component> {
  const kept = new Map<string, Component>();
  let claims: Map<string, Component[]> | undefined; // By more than one, which is rare.
  for (const service of index.ofKind("service")) {
    for (const aggregate of service.aggregates ?? NONE) {
      const key = keyOf(aggregate);
      const first = kept.get(key);
      if (!first) kept.set(key, service);
      if (!first || first === service) continue;
      const claimants = claims?.get(key);
      if (!claimants) (claims ??= new Map()).set(key, [first, service]);
      else if (!claimants.includes(service)) claimants.push(service);
    }
  }
  if (claims) {
    const storing = new Set<string>();
    for (const { tables, owner } of index.ofKind("database")) {
      for (const { aggregate } of tables ?? []) if (aggregate !== undefined) storing.add(`${owner}\n${keyOf(aggregate)}`);
    }
    for (const [key, claimants] of claims) {
      const sorted = byId(claimants);
      const keeper = sorted.find((service) => storing.has(`${service.id}\n${key}`)) ?? sorted[0];
      if (keeper) kept.set(key, keeper);
    }
  }
  return kept;
}

const order = sketch().service("order", { aggregates: ["Order"] });

export const duplicateResponsibility = defineRule<{ readonly aggregate: string; readonly keeper: Id }>({
  id: "boundaries/duplicate-responsibility",
  title: "Two services claim the same aggregate",
  severity: "error",
  each: "component",
  kinds: ["service"],
  check(service, { index }) {
    if (!service.aggregates || service.aggregates.length === 0) return undefined;
    const kept = index.once(keepers);
    if (service.aggregates.every((aggregate) => kept.get(keyOf(aggregate)) === service)) return undefined;
    const foreign = service.aggregates.filter((aggregate) => kept.get(keyOf(aggregate)) !== service);
    const distinct = [...new Map(foreign.map((aggregate) => [keyOf(aggregate), aggregate])).values()];
    return distinct.map((aggregate) => {
      const keeper = kept.get(keyOf(aggregate))?.id ?? service.id;
      return finding({ target: `${service.id}:${aggregate}`, property: "aggregates", related: [keeper], data: { aggregate, keeper } });
    });
  },
  message: ({ element, data }, { index }) => `${index.nameOf(element.id)} and ${index.nameOf(data.keeper)} both claim the aggregate ${data.aggregate}.`,
  why: "Two owners of one rule decide differently sooner or later, and each change has to be made twice.",
  remedy: "Keep the aggregate at one service; the other follows its events or calls its API.",
  sources: ["004 §4.1 (no overlapping responsibilities)", "003 Step 2.2", "003 Quality Criteria 1"],
  needs: ["component.aggregates", "component.tables"],
  fix: {
    title: "Keep it at one service, let the other follow its events",
    apply(design, found, { index }) {
      const { aggregate, keeper } = found.data as { readonly aggregate: string; readonly keeper: Id }; // what this rule's check put there
      const service = index.component(found.element.id);
      if (!service || !index.component(keeper)) return design;
      const key = keyOf(aggregate);
      let next = updateComponent(design, service.id, { aggregates: service.aggregates?.filter((name) => keyOf(name) !== key) });
      let topic = index.outgoing(keeper).find((connection) => connection.kind === "publish" && index.target(connection)?.kind === "topic")?.to;
      if (topic === undefined) {
        const name = nameFor(aggregate.trim(), "events");
        topic = freshId(next, name);
        next = addNear(next, { id: topic, kind: "topic", name }, [keeper, service.id]);
        next = addMember(next, "connections", { id: connectionId(next, keeper, topic), kind: "publish", from: keeper, to: topic });
      }
      const followed = index.outgoing(topic).some((connection) => connection.kind === "subscribe" && connection.to === service.id);
      return followed ? next : addMember(next, "connections", { id: connectionId(next, topic, service.id), kind: "subscribe", from: topic, to: service.id });
    },
  },
  examples: {
    bad: [
      { title: "Order and Checkout both own the order", sketch: order.service("checkout", { aggregates: ["Cart", "Order"] }).call("checkout", "order") },
      {
        title: "The one that stores it keeps it",
        sketch: sketch()
          .service("checkout", { aggregates: ["order"] })
          .service("order", { aggregates: ["Order"] })
          .database("orders", { owner: "order", tables: [{ name: "orders", aggregate: "Order" }] })
          .data("order", "orders", { mode: "rw" }),
      },
    ],
    good: [
      {
        title: "Checkout follows the events of the order",
        sketch: order
          .service("checkout", { aggregates: ["Cart"] })
          .topic("order-events")
          .publish("order", "order-events")
          .subscribe("order-events", "checkout"),
      },
    ],
  },
});
