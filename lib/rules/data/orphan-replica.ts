import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { byId, headOf } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import { addMember, connectionId, updateComponent } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

/** Whether a database replicates to this one: the one with this id, or any. */
function isReplicated(replica: Component, index: DesignIndex, primary?: Id): boolean {
  return index
    .incoming(replica.id)
    .some(
      (connection) =>
        connection.kind === "replicate" &&
        connection.from !== replica.id &&
        (primary === undefined || connection.from === primary) &&
        index.source(connection)?.kind === "database",
    );
}

/** The database that a replica names as its primary. */
function namedPrimary(replica: Component, index: DesignIndex): Component | undefined {
  const primary = index.component(replica.replicaOf);
  return primary?.kind === "database" && primary !== replica ? primary : undefined;
}

/** Where the replica can come from: what it names, what replicates to it, or the only primary that fits. */
function likelyPrimary(replica: Component, index: DesignIndex): Component | undefined {
  const named = namedPrimary(replica, index);
  if (named) return named;
  const linked = index.incoming(replica.id).flatMap((connection) => (connection.kind === "replicate" ? (index.source(connection) ?? []) : []));
  const source = byId(linked.filter((candidate) => candidate.kind === "database" && candidate !== replica))[0];
  if (source) return source;
  const head = headOf(replica, index);
  return head === replica ? undefined : head;
}

const shop = sketch().service("order").database("orders", { engine: "postgresql", owner: "order" }).data("order", "orders", { mode: "rw" });

export const orphanReplica = defineRule<{ readonly primary: Id | undefined }>({
  id: "data/orphan-replica",
  title: "Replica without a replication link",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check(replica, { index }) {
    if (replica.role !== "replica") return undefined;
    const primary = namedPrimary(replica, index);
    if (primary ? isReplicated(replica, index, primary.id) : replica.replicaOf === undefined && isReplicated(replica, index)) return undefined;
    return finding({
      property: "replicaOf",
      related: primary ? [primary.id] : [],
      fixable: likelyPrimary(replica, index) !== undefined,
      data: { primary: primary?.id },
    });
  },
  message: ({ element, data }, { index }) =>
    data.primary === undefined
      ? `${index.nameOf(element.id)} is drawn as a replica, and nothing says of which database.`
      : `${index.nameOf(element.id)} is a replica of ${index.nameOf(data.primary)}, and no connection replicates to it.`,
  why: "A replica without a link has no content that anybody can explain, and its lag can be neither bounded nor watched.",
  remedy: "Name its primary and draw the replication from there.",
  sources: ["003 Ex. 1 diagram (judged)", "003 Scalability Strategy 1", "002 Caching"],
  needs: ["database.role", "database.replicaOf", "connection.kind"],
  fix: {
    title: "Draw the replication from its primary",
    apply(design, found, { index }) {
      const replica = index.component(found.element.id);
      const primary = replica && likelyPrimary(replica, index);
      if (!primary) return design;
      const next = updateComponent(design, replica.id, { replicaOf: primary.id });
      if (isReplicated(replica, index, primary.id)) return next;
      return addMember(next, "connections", { id: connectionId(next, primary.id, replica.id), kind: "replicate", from: primary.id, to: replica.id });
    },
  },
  examples: {
    bad: [
      { title: "A replica of nothing", sketch: shop.database("orders-replica", { engine: "postgresql", role: "replica" }).data("order", "orders-replica", { mode: "r" }) },
      { title: "Nothing replicates to it", sketch: shop.database("orders-replica", { role: "replica", replicaOf: "orders" }).data("order", "orders-replica", { mode: "r" }) },
    ],
    good: [
      {
        title: "The primary replicates to it",
        sketch: shop
          .database("orders-replica", { role: "replica", replicaOf: "orders" })
          .connect("replicate", "orders", "orders-replica", { maxLagMs: 5_000 })
          .data("order", "orders-replica", { mode: "r" }),
      },
    ],
  },
});
