import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { addMember, freshId, updateConnection } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

/** Connections and databases whose lag raises an alert. */
const watched = (index: DesignIndex): ReadonlySet<Id | undefined> => new Set(index.design.alerts.flatMap(({ signal, target }) => (signal === "replicaLag" ? [target] : [])));

const shop = sketch()
  .service("order")
  .database("orders", { owner: "order" })
  .data("order", "orders", { mode: "rw" })
  .database("orders-replica", { role: "replica", replicaOf: "orders" })
  .data("order", "orders-replica", { mode: "r" });

export const replicaLagUnbounded = defineRule<{ readonly isBounded: boolean; readonly isWatched: boolean }>({
  id: "data/replica-lag-unbounded",
  title: "Replica lag has no bound",
  severity: "warning",
  each: "connection",
  kinds: ["replicate"],
  check(connection, { index }) {
    const isBounded = connection.maxLagMs !== undefined;
    const alerts = index.once(watched);
    const isWatched = alerts.has(connection.id) || alerts.has(connection.to);
    return isBounded && isWatched ? undefined : finding({ property: "maxLagMs", related: [connection.to], data: { isBounded, isWatched } });
  },
  message({ element, data }, { index }) {
    const { from, to } = endsOf(index, element);
    if (data.isBounded) return `${to} may fall behind ${from} without anybody noticing: no alert watches its lag.`;
    return data.isWatched ? `Nobody says how far ${to} may fall behind ${from}.` : `Nobody says how far ${to} may fall behind ${from}, and no alert tells when it does.`;
  },
  why: "Replicas fall behind under load, just when most readers depend on them, and answer with data from minutes ago as if it were new.",
  remedy: "State how far the replica may lag, raise an alert there, and send readers to the primary while it does.",
  sources: ["002 Caching (replica lag)", "003 Database Edge Cases"],
  needs: ["connection.maxLagMs", "alert.signal"],
  thresholds: ["data.replicaLagMs"],
  fix: {
    title: `Allow ${formatQuantity("ms", 5_000)} of lag, and raise an alert there`,
    apply(design, found, { index, settings }) {
      const connection = index.connections.get(found.element.id);
      if (!connection) return design;
      const maxLagMs = connection.maxLagMs ?? settings["data.replicaLagMs"];
      const next = updateConnection(design, connection.id, { maxLagMs });
      const alerts = index.once(watched);
      if (alerts.has(connection.id) || alerts.has(connection.to)) return next;
      return addMember(next, "alerts", { id: freshId(next, `${connection.to}-lag`), target: connection.to, signal: "replicaLag", threshold: maxLagMs });
    },
  },
  examples: {
    bad: [
      { title: "No bound and no alert", sketch: shop.connect("replicate", "orders", "orders-replica") },
      { title: "A bound that nobody watches", sketch: shop.connect("replicate", "orders", "orders-replica", { maxLagMs: 5_000 }) },
    ],
    good: [
      {
        title: "Above 5 s somebody is told",
        sketch: shop.connect("replicate", "orders", "orders-replica", { maxLagMs: 5_000 }).alert("lag", { target: "orders-replica", signal: "replicaLag", threshold: 5_000 }),
      },
    ],
  },
});
