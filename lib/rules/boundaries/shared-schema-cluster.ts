import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { headOf, isolationOf, overlap, ownersOf } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

function databasesByCluster(index: DesignIndex): Map<string, Component[]> {
  const clusters = new Map<string, Component[]>();
  for (const database of index.ofKind("database")) {
    if (database.clusterId === undefined) continue;
    const cluster = clusters.get(database.clusterId);
    if (cluster) cluster.push(database);
    else clusters.set(database.clusterId, [database]);
  }
  return clusters;
}

const services = sketch()
  .boundary("context", "ordering", { name: "Ordering" })
  .boundary("context", "billing", { name: "Billing" })
  .service("order", { contexts: ["ordering"] })
  .service("invoice", { contexts: ["billing"] });

export const sharedSchemaCluster = defineRule<{ readonly cluster: string; readonly others: readonly Id[] }>({
  id: "boundaries/shared-schema-cluster",
  title: "Schema-per-service on one shared database",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check(database, { index, settings }) {
    const { clusterId, isolation } = database;
    if (clusterId === undefined || (isolation !== undefined && isolation !== "schema")) return undefined;
    const cluster = index.once(databasesByCluster).get(clusterId);
    if (!cluster || cluster.length < 2) return undefined;
    const unit = isolationOf(settings["boundaries.dbIsolation"]);
    const owners = ownersOf(headOf(database, index), index, unit);
    const others: Id[] = [];
    const unknown: Id[] = [];
    for (const other of cluster) {
      if (headOf(other, index) === headOf(database, index)) continue;
      const theirs = ownersOf(headOf(other, index), index, unit);
      if (theirs.length === 0) unknown.push(other.id);
      else if (owners.length === 0 || !overlap(owners, theirs)) others.push(other.id);
    }
    if (others.length + unknown.length === 0) return undefined;
    if (owners.length === 0) return undecided([`${database.id}.owner`]);
    if (others.length === 0) return undecided(unknown.map((id) => `${id}.owner`));
    if (isolation === undefined) return undecided([`${database.id}.isolation`]);
    return finding({ property: "isolation", related: others, data: { cluster: clusterId, others } });
  },
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} is only a schema on the cluster ${data.cluster}, which it shares with ${listed(data.others.map((id) => index.nameOf(id)))} of another owner.`,
  why: "Schemas on one database share its connections, locks, upgrades and outages, and one query across them is always a temptation away.",
  remedy: "Raise the isolation to a database of its own, or to an instance of its own where the load or the data calls for it.",
  sources: ["002 Service boundary rules"],
  conflicts: ["CF-10"],
  needs: ["component.clusterId", "component.isolation", "component.owner", "component.contexts"],
  thresholds: ["boundaries.dbIsolation"],
  fix: {
    title: "Make it a database of its own",
    apply: (design, found) => updateComponent(design, found.element.id, { isolation: "database" }),
  },
  examples: {
    bad: [
      {
        title: "Two contexts, two schemas, one database",
        sketch: services
          .database("orders", { owner: "order", clusterId: "main", isolation: "schema" })
          .database("invoices", { owner: "invoice", clusterId: "main", isolation: "schema" })
          .data("order", "orders", { mode: "rw" })
          .data("invoice", "invoices", { mode: "rw" }),
      },
    ],
    good: [
      {
        title: "Each has a database of its own on the cluster",
        sketch: services
          .database("orders", { owner: "order", clusterId: "main", isolation: "database" })
          .database("invoices", { owner: "invoice", clusterId: "main", isolation: "database" })
          .data("order", "orders", { mode: "rw" })
          .data("invoice", "invoices", { mode: "rw" }),
      },
      {
        title: "Two schemas of one owner",
        sketch: services
          .database("orders", { owner: "order", clusterId: "main", isolation: "schema" })
          .database("carts", { owner: "order", clusterId: "main", isolation: "schema" }),
      },
    ],
  },
});
