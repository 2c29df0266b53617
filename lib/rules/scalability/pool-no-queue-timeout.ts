import { updateConnection } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

const order = sketch().service("order").database("orders");

export const poolNoQueueTimeout = defineRule({
  id: "scalability/pool-no-queue-timeout",
  title: "Waiting for a connection has no limit",
  severity: "warning",
  each: "connection",
  kinds: ["data"],
  check: ({ pool }) => (pool === undefined || pool.queueTimeoutMs !== undefined ? undefined : finding({ property: "pool.queueTimeoutMs" })),
  message({ element }, { index }) {
    const { from, to } = endsOf(index, element);
    return `When all connections to ${to} are in use, requests wait in ${from} without a limit.`;
  },
  why: "A slow database then fills the caller with requests that nobody waits for any more, and they are still sent to it one by one when it recovers.",
  remedy: "Give up waiting for a connection after 1 s, or earlier when the caller does, and answer 503.",
  sources: ["003 Database Edge Cases 3", "003 Ex. 1 (back-pressure)"],
  needs: ["connection.pool.queueTimeoutMs"],
  thresholds: ["pool.queueTimeoutMs"],
  fix: {
    title: `Wait ${formatQuantity("ms", 1_000)} at most, less when the timeout is shorter`,
    apply(design, found, { index, settings }) {
      const connection = index.connections.get(found.element.id);
      const queueTimeoutMs = Math.min(settings["pool.queueTimeoutMs"], connection?.timeoutMs || Infinity);
      return updateConnection(design, found.element.id, { pool: { ...connection?.pool, queueTimeoutMs } });
    },
  },
  examples: {
    bad: [{ title: "Requests queue for a connection", sketch: order.data("order", "orders", { timeoutMs: 500, pool: { size: 8, maxLifetimeMs: 1_800_000 } }) }],
    good: [
      { title: "After 200 ms they are refused", sketch: order.data("order", "orders", { timeoutMs: 500, pool: { size: 8, maxLifetimeMs: 1_800_000, queueTimeoutMs: 200 } }) },
      { title: "There is no pool to wait for", sketch: order.data("order", "orders") },
    ],
  },
});
