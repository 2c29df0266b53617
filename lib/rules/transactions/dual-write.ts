import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { isPrimary, writesData } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { isCompute } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

/** A write of the publisher to an original: a primary or an event store; the first by the id of the store. */
function writeBeside(publication: Connection, index: DesignIndex): { readonly write: Connection; readonly store: Component } | undefined {
  let found: { readonly write: Connection; readonly store: Component } | undefined;
  for (const write of index.outgoing(publication.from)) {
    const store = writesData(write) ? index.target(write) : undefined;
    if (!store || !(isPrimary(store) || (store.kind === "database" && store.role === "eventStore")) || (found && found.store.id <= store.id)) continue;
    found = { write, store };
  }
  return found;
}

const shop = sketch()
  .service("order")
  .database("orders", { engine: "postgresql" })
  .data("order", "orders", { mode: "rw" })
  .topic("order-events", { events: [{ name: "OrderPlaced", type: "domain", version: 1 }] });

export const dualWrite = defineRule<{ readonly store: Id }>({
  id: "transactions/dual-write",
  title: "Database write and publish are not atomic",
  severity: "error",
  each: "connection",
  kinds: ["publish"],
  check(connection, { index }) {
    if (connection.atomicWith !== undefined || connection.bestEffort === true || !isCompute(index.source(connection))) return undefined;
    const beside = writeBeside(connection, index);
    return beside && finding({ property: "atomicWith", related: [beside.write.id, beside.store.id], data: { store: beside.store.id } });
  },
  message({ element, data }, { index }) {
    const { from, to } = endsOf(index, element);
    return `${from} writes to ${index.nameOf(data.store)} and publishes to ${to}, and nothing makes sure that both happen.`;
  },
  why: "Between the commit and the publication the process can die: then the order exists and nobody hears of it, or everybody hears of an order that does not exist.",
  remedy: "Write the event into an outbox table in the same transaction and let a relay publish it, or capture the changes of the database; mark what may be lost as best effort.",
  sources: ["000 §3 Idempotency with Kafka (transactional offsets)", "000 §4", "003 Ex. 1 flow (judged)"],
  needs: ["connection.atomicWith", "connection.bestEffort", "connection.mode", "component.role"],
  fix: {
    title: "Publish from an outbox",
    apply(design, found, { index }) {
      const connection = index.connections.get(found.element.id);
      const store = connection && writeBeside(connection, index)?.store;
      return updateConnection(design, found.element.id, { atomicWith: store?.role === "eventStore" ? "eventStore" : "outbox" });
    },
  },
  examples: {
    bad: [{ title: "The event is lost when the process dies after the commit", sketch: shop.publish("order", "order-events") }],
    good: [
      { title: "The event is committed with the order and relayed", sketch: shop.publish("order", "order-events", { atomicWith: "outbox" }) },
      { title: "A metric that may be lost", sketch: shop.publish("order", "order-events", { bestEffort: true }) },
      { title: "A service that writes nothing", sketch: sketch().service("sensor").topic("readings").publish("sensor", "readings") },
    ],
  },
});
