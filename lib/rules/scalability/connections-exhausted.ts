import { poolDemand, poolPerInstance } from "#lib/analysis/connection-pools.ts";
import { updateComponent, updateConnection } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";

const order = (size: number, max = 20) =>
  sketch()
    .service("order", { instances: { min: 2, max } })
    .data("order", "orders", { pool: { size } });

export const connectionsExhausted = defineRule<{ readonly wanted: number; readonly accepted: number; readonly copies: number }>({
  id: "scalability/connections-exhausted",
  title: "All pools together exceed the database",
  severity: "error",
  each: "component",
  kinds: ["database"],
  check(database, { index }) {
    const demand = database.pooler === true ? undefined : poolDemand(database, index);
    if (!demand) return undefined;
    const accepted = database.maxConnections || undefined;
    const { connections: wanted, copies, pools, unsized } = demand;
    if (accepted !== undefined && wanted > accepted) {
      return finding({ property: "maxConnections", related: pools.map((connection) => connection.id), data: { wanted, accepted, copies } });
    }
    const missing = [...(accepted === undefined ? [`${database.id}.maxConnections`] : []), ...unsized.map((connection) => `${connection.id}.pool.size`)];
    return missing.length > 0 ? undecided(missing) : undefined;
  },
  message: ({ element, data }, { index }) =>
    `Up to ${formatQuantity("count", data.copies)} instances may open ${formatQuantity("count", data.wanted)} connections to ${index.nameOf(element.id)}, which accepts ${formatQuantity("count", data.accepted)}.`,
  why: "When the fleet grows under load, the newest instances get no connection, fail their health check and are replaced by others that get none either.",
  remedy: "Make the pools so small that all instances fit within 80% of what the database accepts, or put a pooler such as PgBouncer in between.",
  sources: ["000 §7", "003 Database Edge Cases 3"],
  conflicts: ["CF-27"],
  needs: ["connection.pool.size", "component.instances.max", "component.maxConcurrency", "component.maxConnections", "component.pooler"],
  fix: {
    title: "Make the pools fit, or put a pooler in between",
    apply(design, found, { index }) {
      const database = index.component(found.element.id);
      const demand = database && poolDemand(database, index);
      if (!demand) return design;
      const size = poolPerInstance(database.maxConnections ?? 0, demand.copies);
      if (size < 1) return updateComponent(design, database.id, { pooler: true });
      return demand.pools.reduce((next, { id, pool }) => ((pool?.size ?? 0) > size ? updateConnection(next, id, { pool: { ...pool, size } }) : next), design);
    },
  },
  examples: {
    bad: [
      { title: "20 instances with 20 connections each for 200", sketch: order(20).database("orders", { maxConnections: 200 }) },
      { title: "More instances than connections", sketch: order(5, 500).database("orders", { maxConnections: 100 }) },
    ],
    good: [
      { title: "20 instances with 8 connections each", sketch: order(8).database("orders", { maxConnections: 200 }) },
      { title: "A pooler shares a few connections", sketch: order(20).database("orders", { maxConnections: 200, pooler: true }) },
    ],
  },
});
