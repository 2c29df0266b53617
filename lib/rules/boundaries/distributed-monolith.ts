import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { byId, contextsOf, headOf, overlap } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Report, undecided } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

/** Services that are tied together at least twice, and by what. */
interface Knot {
  readonly services: readonly Id[];
  readonly databases: readonly Id[];
  readonly trains: readonly string[];
  readonly mutualCalls: boolean;
}

/** Whether the callee calls back; looks at the shorter of the two lists, so that a hub stays cheap. */
function callsBack(call: Connection, index: DesignIndex): boolean {
  const answers = index.outgoing(call.to);
  const asked = index.incoming(call.from);
  return answers.length < asked.length
    ? answers.some((connection) => connection.kind === "call" && connection.to === call.from)
    : asked.some((connection) => connection.kind === "call" && connection.from === call.to);
}

/** The groups of replicas that a service reads or writes, by the id of their head. */
function groupsUsedBy(service: Component, index: DesignIndex): Set<Id> {
  const groups = new Set<Id>();
  for (const connection of index.outgoing(service.id)) {
    const store = connection.kind === "data" ? index.target(connection) : undefined;
    if (store?.kind === "database") groups.add(headOf(store, index).id);
  }
  return groups;
}

/** Finds the knots with one walk over the calls and one over the services on a release train; pairs that share nothing are never looked at. */
class KnotFinder {
  readonly #index: DesignIndex;
  readonly #ties = new Map<Id, { services: Set<Id>; databases: Set<Id>; trains: Set<string>; mutualCalls: boolean }>();
  readonly unplaced = new Set<Id>();

  constructor(index: DesignIndex) {
    this.#index = index;
    for (const call of index.connectionsOfKind("call")) {
      const caller = index.source(call);
      const callee = index.target(call);
      if (caller?.kind !== "service" || callee?.kind !== "service" || caller.id >= callee.id || !callsBack(call, index)) continue;
      const theirs = groupsUsedBy(callee, index);
      const databases = [...groupsUsedBy(caller, index)].filter((group) => theirs.has(group));
      const train = caller.releaseTrain !== undefined && caller.releaseTrain === callee.releaseTrain ? [caller.releaseTrain] : [];
      if (databases.length + train.length > 0) this.#tie(caller, callee, databases, train, true);
    }
    const buckets = new Map<string, { readonly train: string; readonly group: Id; readonly services: Component[] }>();
    for (const service of index.ofKind("service")) {
      if (service.releaseTrain === undefined) continue;
      for (const group of groupsUsedBy(service, index)) {
        const key = `${group}\n${service.releaseTrain}`;
        const bucket = buckets.get(key);
        if (bucket) bucket.services.push(service);
        else buckets.set(key, { train: service.releaseTrain, group, services: [service] });
      }
    }
    for (const { train, group, services: aboard } of buckets.values()) {
      if (aboard.length < 2) continue;
      const services = byId(aboard);
      const [first] = services;
      if (!first) continue;
      const stranger = services.find((service) => !overlap(contextsOf(first, index), contextsOf(service, index)) && service !== first);
      if (!stranger) continue;
      for (const service of services) {
        const other = overlap(contextsOf(first, index), contextsOf(service, index)) ? stranger : first;
        if (other !== service) this.#tie(service, other, [group], [train], false);
      }
    }
  }

  #tie(left: Component, right: Component, databases: readonly Id[], trains: readonly string[], mutualCalls: boolean): void {
    const ours = contextsOf(left, this.#index);
    const theirs = contextsOf(right, this.#index);
    if (ours.length === 0) this.unplaced.add(left.id);
    if (theirs.length === 0) this.unplaced.add(right.id);
    if (ours.length === 0 || theirs.length === 0 || overlap(ours, theirs)) return;
    const from = this.#ties.get(left.id);
    const tie = this.#ties.get(right.id) ?? from ?? { services: new Set(), databases: new Set(), trains: new Set(), mutualCalls: false };
    if (from && from !== tie) {
      for (const service of from.services) this.#ties.set(service, tie);
      for (const name of ["services", "databases", "trains"] as const) for (const value of from[name]) tie[name].add(value);
      tie.mutualCalls ||= from.mutualCalls;
    }
    for (const service of [left.id, right.id]) {
      tie.services.add(service);
      this.#ties.set(service, tie);
    }
    for (const database of databases) tie.databases.add(database);
    for (const train of trains) tie.trains.add(train);
    tie.mutualCalls ||= mutualCalls;
  }

  /** The knots, each with its services sorted, so that the same cause keeps its name when the drawing order changes. */
  get knots(): readonly Knot[] {
    return [...new Set(this.#ties.values())].map(({ services, databases, trains, mutualCalls }) => ({
      services: [...services].toSorted(),
      databases: [...databases],
      trains: [...trains],
      mutualCalls,
    }));
  }
}

const services = sketch()
  .boundary("context", "ordering", { name: "Ordering" })
  .boundary("context", "billing", { name: "Billing" })
  .service("order", { contexts: ["ordering"], releaseTrain: "weekly" })
  .service("invoice", { contexts: ["billing"], releaseTrain: "weekly" });

export const distributedMonolith = defineRule<Knot>({
  id: "boundaries/distributed-monolith",
  title: "Two services are one monolith in disguise",
  severity: "error",
  each: "design",
  check(_design, { index }) {
    const found = new KnotFinder(index);
    const reports: Report<Knot>[] = found.knots.flatMap((knot) => {
      const [first, ...others] = knot.services;
      return first === undefined ? [] : [finding({ target: knot.services.slice(0, 2).join(":"), element: { type: "component", id: first }, related: others, data: knot })];
    });
    if (found.unplaced.size > 0) reports.push(undecided([...found.unplaced].map((id) => `${id}.contexts`)));
    return reports;
  },
  message({ data }, { index }) {
    const ties = [
      ...(data.databases.length > 0 ? [`use the same database (${listed(data.databases.map((id) => index.nameOf(id)))})`] : []),
      ...(data.mutualCalls ? ["call each other"] : []),
      ...(data.trains.length > 0 ? [`are released together (${listed(data.trains)})`] : []),
    ];
    return `${listed(data.services.map((id) => index.nameOf(id)))} are one monolith in disguise: they ${listed(ties)}.`;
  },
  why: "Services that share data, need each other to answer or ship together have the cost of a network between them and none of the independence.",
  remedy: "Merge them into one deployable, or decouple them: own databases, events instead of calls back, own release trains.",
  sources: ["000 §0", "000 §2 When NOT", "001 Anti-Patterns"],
  conflicts: ["CF-10"],
  needs: ["component.contexts", "component.releaseTrain", "component.replicaOf"],
  needsPerson: "Whether to merge the services or to decouple them is a decision of their teams.",
  examples: {
    bad: [
      {
        title: "One database and one release train",
        sketch: services.database("pg", { owner: "order" }).data("order", "pg", { mode: "rw" }).data("invoice", "pg", { mode: "rw" }),
      },
      { title: "They call each other and ship together", sketch: services.call("order", "invoice").call("invoice", "order") },
    ],
    good: [
      {
        title: "Decoupled: own databases and an event",
        sketch: services
          .database("orders", { owner: "order" })
          .database("invoices", { owner: "invoice" })
          .data("order", "orders", { mode: "rw" })
          .data("invoice", "invoices", { mode: "rw" })
          .topic("order-placed")
          .publish("order", "order-placed")
          .subscribe("order-placed", "invoice"),
      },
      { title: "One call is not a monolith yet", sketch: services.call("order", "invoice") },
    ],
  },
});
