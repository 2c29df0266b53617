import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { byId, contextsOf, groupOf, headOf, isolationOf, overlap, ownersOf, unitName, unitsOf, writesData } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import { addMember, connectionId, freshId, updateComponent, updateConnection } from "#lib/model/edit.ts";
import { isCompute } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { addNear, nameFor } from "../insert.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

/** The services that write a database or one of its replicas: they stand for the owner of one that names none. */
function writersOf(head: Component, index: DesignIndex): Component[] {
  const writers = new Set<Component>();
  for (const member of groupOf(head, index)) {
    for (const connection of index.incoming(member.id)) {
      const writer = writesData(connection) ? index.source(connection) : undefined;
      if (writer && isCompute(writer)) writers.add(writer);
    }
  }
  return [...writers];
}

const services = sketch()
  .boundary("context", "ordering", { name: "Ordering" })
  .boundary("context", "shipping", { name: "Shipping" })
  .service("order", { contexts: ["ordering"] })
  .service("delivery", { contexts: ["shipping"] })
  .database("orders", { owner: "order" })
  .data("order", "orders", { mode: "rw" });

export const foreignDatabaseRead = defineRule<{ readonly owners: readonly Id[] }>({
  id: "boundaries/foreign-database-read",
  title: "Reading another context's database",
  severity: "error",
  each: "connection",
  kinds: ["data"],
  check(connection, { index, settings }) {
    if (connection.mode !== "r") return undefined;
    const reader = index.source(connection);
    const store = index.target(connection);
    if (!reader || !isCompute(reader) || store?.kind !== "database") return undefined;
    const head = headOf(store, index);
    if (head.owner === reader.id || store.owner === reader.id) return undefined;
    const isolation = isolationOf(settings["boundaries.dbIsolation"]);
    const declared = ownersOf(head, index, isolation);
    const writers = declared.length > 0 ? [] : writersOf(head, index);
    if (writers.includes(reader)) return undefined;
    const owners = declared.length > 0 ? declared : [...new Set(writers.flatMap((writer) => unitsOf(writer, index, isolation)))];
    const readers = unitsOf(reader, index, isolation);
    if (owners.length === 0) {
      const owner = index.component(head.owner) ?? byId(writers)[0];
      return undecided([owner ? `${owner.id}.contexts` : `${head.id}.owner`]);
    }
    if (readers.length === 0) return undecided([`${reader.id}.contexts`]);
    return overlap(owners, readers) ? undefined : finding({ property: "mode", related: [reader.id, store.id], data: { owners } });
  },
  message({ element, data }, { index }) {
    const connection = index.connections.get(element.id);
    return `${index.nameOf(connection?.from)} reads ${index.nameOf(connection?.to)}, which belongs to ${listed(data.owners.map((id) => unitName(id, index)))}.`;
  },
  why: "A reader of foreign tables breaks with every change of their schema, and the owner cannot know who depends on what.",
  remedy: "Call the owner's API, or keep a read model of your own that is fed by the owner's events.",
  sources: ["000 §8", "002", "004 §4.1"],
  conflicts: ["CF-10"],
  needs: ["connection.mode", "component.owner", "component.contexts"],
  thresholds: ["boundaries.dbIsolation"],
  fix: {
    title: "Call the owner's API instead",
    apply(design, found, { index }) {
      const connection = index.connections.get(found.element.id);
      const store = connection && index.target(connection);
      if (!connection || !store) return design;
      const head = headOf(store, index);
      const contexts = contextsOf(head, index);
      let owner: Id | undefined = (
        index.component(head.owner) ??
        byId(writersOf(head, index))[0] ??
        index.ofKind("service").find((service) => overlap(contexts, contextsOf(service, index)))
      )?.id;
      let next = design;
      if (owner === undefined) {
        const name = nameFor(head.name, "service");
        owner = freshId(next, name);
        next = addNear(next, { id: owner, kind: "service", name, contexts: [...contexts] }, [head.id]);
        next = addMember(next, "connections", { id: connectionId(next, owner, head.id), kind: "data", from: owner, to: head.id, mode: "rw" });
        next = updateComponent(next, head.id, { owner });
      }
      return updateConnection(next, connection.id, {
        kind: "call",
        to: owner,
        protocol: "rest",
        rps: connection.readRps,
        mode: undefined,
        pool: undefined,
        readRps: undefined,
        writeRps: undefined,
        readYourWrites: undefined,
        rywStrategy: undefined,
        xa: undefined,
        client: undefined,
      });
    },
  },
  examples: {
    bad: [
      { title: "Shipping reads the tables of Ordering", sketch: services.data("delivery", "orders", { mode: "r" }) },
      {
        title: "From the replica it is the same schema",
        sketch: services
          .database("orders-replica", { role: "replica", replicaOf: "orders" })
          .connect("replicate", "orders", "orders-replica")
          .data("delivery", "orders-replica", { mode: "r" }),
      },
    ],
    good: [
      { title: "Shipping asks the order service", sketch: services.call("delivery", "order", { protocol: "rest" }) },
      {
        title: "Shipping keeps its own copy, fed by events",
        sketch: services
          .topic("order-events")
          .publish("order", "order-events")
          .subscribe("order-events", "delivery")
          .database("deliverable-orders", { role: "readModel", owner: "delivery" })
          .data("delivery", "deliverable-orders", { mode: "r" }),
      },
    ],
  },
});
