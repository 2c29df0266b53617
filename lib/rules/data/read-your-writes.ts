import { headOf } from "#lib/analysis/ownership.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

const shop = sketch()
  .service("order")
  .database("orders", { owner: "order" })
  .data("order", "orders", { mode: "rw" })
  .database("orders-replica", { role: "replica", replicaOf: "orders" })
  .connect("replicate", "orders", "orders-replica", { maxLagMs: 5_000 });

export const readYourWrites = defineRule({
  id: "data/read-your-writes",
  title: "Stale read after own write",
  severity: "warning",
  each: "connection",
  kinds: ["data"],
  check(connection, { index }) {
    if (connection.readYourWrites !== true || connection.mode === "w" || connection.rywStrategy) return undefined;
    const replica = index.target(connection);
    if (replica?.kind !== "database" || replica.role !== "replica") return undefined;
    const head = headOf(replica, index);
    return finding({ property: "rywStrategy", related: head === replica ? [replica.id] : [replica.id, head.id], fixable: head.role !== "replica" });
  },
  message({ element }, { index }) {
    const { from, to } = endsOf(index, element);
    return `${from} must see what it has just written, yet it reads from ${to}, which lags behind.`;
  },
  why: "A user who has just changed something looks at the old state, takes the change for lost and does it again.",
  remedy: "Read these rows from the primary, or from a replica that has caught up with the user's last write, and say which.",
  sources: ["003 Database Edge Cases (replication lag)"],
  needs: ["connection.readYourWrites", "connection.rywStrategy", "database.role"],
  fix: {
    title: "Read from the primary",
    apply(design, found, { index }) {
      const connection = index.connections.get(found.element.id);
      const replica = connection && index.target(connection);
      const head = replica && headOf(replica, index);
      return head && head.role !== "replica" ? updateConnection(design, found.element.id, { to: head.id }) : design;
    },
  },
  examples: {
    bad: [{ title: "The new order is missing from the list", sketch: shop.data("order", "orders-replica", { mode: "r", readYourWrites: true }) }],
    good: [
      {
        title: "The session stays with the primary for a moment after a write",
        sketch: shop.data("order", "orders-replica", { mode: "r", readYourWrites: true, rywStrategy: "primary for 10 s after a write" }),
      },
      { title: "A report may be a moment old", sketch: shop.data("order", "orders-replica", { mode: "r", readYourWrites: false }) },
    ],
  },
});
