import { isRelationalDatabase } from "#lib/analysis/relational.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { isCompute } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { poolThatFits } from "../resilient-call.ts";
import { defineRule, finding } from "../rule.ts";

const order = sketch().service("order").database("orders", { engine: "postgresql", model: "relational", cores: 8 });

export const noConnectionPool = defineRule({
  id: "scalability/no-connection-pool",
  title: "Relational database without a connection pool",
  severity: "error",
  each: "connection",
  kinds: ["data"],
  check(connection, { index }) {
    if (connection.pool) return undefined;
    const caller = index.source(connection);
    // Functions have one connection per run; that their number fits is a rule of its own.
    return isCompute(caller) && caller?.kind !== "function" && isRelationalDatabase(index.target(connection)) ? finding({ property: "pool" }) : undefined;
  },
  message({ element }, { index }) {
    const { from, to } = endsOf(index, element);
    return `${from} opens connections to ${to} without a pool.`;
  },
  why: "Opening a connection costs more than most queries, and without a limit a burst opens as many as there are requests until the database refuses everybody.",
  remedy: "Use a pool of 2 × cores + 1 connections, shared by all instances.",
  sources: ["000 §7", "004 §10"],
  needs: ["connection.pool", "component.model"],
  thresholds: ["pool.lifetimeMs", "pool.queueTimeoutMs"],
  partOfBareConnection: true,
  fix: {
    title: "Add a pool of 2 × cores + 1 connections",
    apply(design, found, context) {
      const connection = context.index.connections.get(found.element.id);
      return connection ? updateConnection(design, connection.id, { pool: poolThatFits(connection, connection.timeoutMs, context) }) : design;
    },
  },
  examples: {
    bad: [{ title: "A connection per request", sketch: order.data("order", "orders", { timeoutMs: 500 }) }],
    good: [
      { title: "17 connections for 8 cores", sketch: order.data("order", "orders", { pool: { size: 17, maxLifetimeMs: 1_800_000, queueTimeoutMs: 1_000 } }) },
      { title: "A key-value store is asked over HTTP", sketch: sketch().service("order").database("carts", { engine: "dynamodb", model: "keyValue" }).data("order", "carts") },
    ],
  },
});
