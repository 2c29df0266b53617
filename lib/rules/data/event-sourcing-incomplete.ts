import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { writesData } from "#lib/analysis/ownership.ts";
import { hasReadModel } from "#lib/analysis/read-models.ts";
import type { Component } from "#lib/model/component.ts";
import { addMember, connectionId, freshId, patched, updateComponent } from "#lib/model/edit.ts";
import { COMPUTE_KINDS, isMessaging } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { addNear, nameFor } from "../insert.ts";
import { addReadModel } from "../read-model.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

function eventStoreOf(service: Component, index: DesignIndex): Component | undefined {
  let found: Component | undefined;
  for (const connection of index.outgoing(service.id)) {
    const store = writesData(connection) ? index.target(connection) : undefined;
    if (store?.kind === "database" && store.role === "eventStore" && (!found || store.id < found.id)) found = store;
  }
  return found;
}

/** The topics and queues of a service that carry an event without a version. */
function unversioned(service: Component, index: DesignIndex): Component[] {
  const channels = new Set<Component>();
  for (const connection of index.outgoing(service.id)) {
    const channel = connection.kind === "publish" ? index.target(connection) : undefined;
    if (channel && isMessaging(channel) && channel.events?.some(({ version }) => version === undefined)) channels.add(channel);
  }
  return [...channels].toSorted((left, right) => (left.id < right.id ? -1 : 1));
}

interface Incomplete {
  readonly lacksStore: boolean;
  readonly lacksProjection: boolean;
  readonly unversioned: readonly Id[];
}

const account = sketch().service("account", { eventSourced: true });
const complete = account
  .database("account-history", { role: "eventStore", owner: "account" })
  .data("account", "account-history", { mode: "rw" })
  .service("projector")
  .subscribe("account-events", "projector")
  .database("balances", { role: "readModel", copyOf: "account-history" })
  .data("projector", "balances", { mode: "w" })
  .publish("account", "account-events", { atomicWith: "eventStore" });

export const eventSourcingIncomplete = defineRule<Incomplete>({
  id: "data/event-sourcing-incomplete",
  title: "Event sourcing with missing parts",
  severity: "error",
  each: "component",
  kinds: COMPUTE_KINDS,
  check(service, { index }) {
    if (service.eventSourced !== true) return undefined;
    const store = eventStoreOf(service, index);
    const lacksProjection = !hasReadModel(service, index) && !(store && hasReadModel(store, index));
    const channels = unversioned(service, index);
    if (store && !lacksProjection && channels.length === 0) return undefined;
    const ids = channels.map(({ id }) => id);
    return finding({ property: "eventSourced", related: ids, data: { lacksStore: !store, lacksProjection, unversioned: ids } });
  },
  message({ element, data }, { index }) {
    const parts = [
      ...(data.lacksStore ? ["no event store that it writes"] : []),
      ...(data.lacksProjection ? ["no projection to read from"] : []),
      ...(data.unversioned.length > 0 ? [`events without a version in ${listed(data.unversioned.map((id) => index.nameOf(id)))}`] : []),
    ];
    return `${index.nameOf(element.id)} is event sourced and has ${listed(parts)}.`;
  },
  why: "Event sourcing keeps every event for ever: without a store there is no truth, without a projection no query, and without versions old events cannot be read after the first change.",
  remedy: "Append the events to an event store, project them into a read model for queries, and give every event a version.",
  sources: ["000 §8 Event Sourcing", "000 §4.3"],
  needs: ["component.eventSourced", "database.role", "topic.events.version", "connection.mode"],
  fix: {
    title: "Add the missing parts",
    apply(design, found, { index }) {
      const service = index.component(found.element.id);
      if (!service) return design;
      let next = design;
      for (const channel of unversioned(service, index)) {
        next = updateComponent(next, channel.id, { events: channel.events?.map((event) => (event.version === undefined ? { ...event, version: 1 } : event)) });
      }
      let store = eventStoreOf(service, index);
      if (!store) {
        const name = nameFor(service.name || service.id, "event store");
        const { contexts, zone, region } = service;
        store = patched<Component>({ id: freshId(next, name), kind: "database", name, role: "eventStore", owner: service.id }, { contexts, zone, region });
        next = addNear(next, store, [service.id]);
        next = addMember(next, "connections", { id: connectionId(next, service.id, store.id), kind: "data", from: service.id, to: store.id, mode: "rw" });
      }
      if (hasReadModel(service, index) || hasReadModel(store, index)) return next;
      return addReadModel(next, { original: store, services: [service], reader: service, patterns: [], model: undefined });
    },
  },
  examples: {
    bad: [
      { title: "Event sourced only by name", sketch: account },
      { title: "Events without a version", sketch: complete.topic("account-events", { events: [{ name: "MoneyDeposited", type: "domain" }] }) },
    ],
    good: [
      { title: "Event store, projection and versions", sketch: complete.topic("account-events", { events: [{ name: "MoneyDeposited", type: "domain", version: 1 }] }) },
      {
        title: "A service that keeps its state in rows",
        sketch: sketch().service("account").database("accounts", { owner: "account" }).data("account", "accounts", { mode: "rw" }),
      },
    ],
  },
});
