import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { headOf, writesData } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

/** The primary behind a replica; nothing when it is not known. */
function primaryOf(connection: Connection, index: DesignIndex): Component | undefined {
  const replica = index.target(connection);
  const head = replica && headOf(replica, index);
  return head === undefined || head === replica || head.role === "replica" ? undefined : head;
}

const shop = sketch()
  .service("order")
  .database("orders", { owner: "order" })
  .database("orders-replica", { role: "replica", replicaOf: "orders" })
  .connect("replicate", "orders", "orders-replica", { maxLagMs: 5_000 });

export const writeToReplica = defineRule({
  id: "data/write-to-replica",
  title: "Writing to a read replica",
  severity: "error",
  each: "connection",
  kinds: ["data"],
  check(connection, { index }) {
    if (!writesData(connection)) return undefined;
    const replica = index.target(connection);
    if (replica?.kind !== "database" || replica.role !== "replica") return undefined;
    const primary = primaryOf(connection, index);
    return finding({ property: "mode", related: primary ? [replica.id, primary.id] : [replica.id], fixable: primary !== undefined });
  },
  message({ element }, { index }) {
    const { from, to } = endsOf(index, element);
    return `${from} writes to the read replica ${to}.`;
  },
  why: "A replica refuses writes, or takes them and then differs from its primary for ever: what was written there is lost at the next copy.",
  remedy: "Write to the primary; read from the replica only what may be a moment old.",
  sources: ["003 Ex. 1 diagram (judged)", "002 Caching (database reads layer)"],
  needs: ["connection.mode", "database.role", "database.replicaOf"],
  fix: {
    title: "Send it to the primary",
    apply(design, found, { index }) {
      const connection = index.connections.get(found.element.id);
      const primary = connection && primaryOf(connection, index);
      if (!connection || !primary) return design;
      const alreadyWrites = index.outgoing(connection.from).some((other) => other !== connection && other.to === primary.id && writesData(other));
      // Who already writes to the primary wants to read here.
      return updateConnection(design, connection.id, alreadyWrites ? { mode: "r" } : { to: primary.id });
    },
  },
  examples: {
    bad: [
      { title: "Orders are written to the replica", sketch: shop.data("order", "orders-replica", { mode: "rw" }) },
      { title: "Written to both", sketch: shop.data("order", "orders", { mode: "rw" }).data("order", "orders-replica", { mode: "rw" }) },
    ],
    good: [{ title: "Written to the primary, read from the replica", sketch: shop.data("order", "orders", { mode: "rw" }).data("order", "orders-replica", { mode: "r" }) }],
  },
});
