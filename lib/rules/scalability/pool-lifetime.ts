import { updateConnection } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endsOf } from "../ends.ts";
import { defineRule, finding } from "../rule.ts";

const order = (maxLifetimeMs?: number) =>
  sketch()
    .service("order")
    .database("orders")
    .data("order", "orders", { pool: { size: 8, ...(maxLifetimeMs !== undefined && { maxLifetimeMs }) } });

export const poolLifetime = defineRule<{ readonly maxLifetimeMs?: number }>({
  id: "scalability/pool-lifetime",
  title: "Pooled connections are never renewed",
  severity: "info",
  each: "connection",
  kinds: ["data"],
  check({ pool }, { settings }) {
    if (!pool) return undefined;
    const { maxLifetimeMs } = pool;
    if (maxLifetimeMs === undefined) return finding({ property: "pool.maxLifetimeMs", data: {} });
    return maxLifetimeMs > settings["pool.lifetimeMs"] ? finding({ property: "pool.maxLifetimeMs", data: { maxLifetimeMs } }) : undefined;
  },
  message({ element, data }, { index }) {
    const { from, to } = endsOf(index, element);
    return data.maxLifetimeMs === undefined
      ? `Connections from ${from} to ${to} are kept for ever.`
      : `Connections from ${from} to ${to} are kept for ${formatQuantity("ms", data.maxLifetimeMs)}.`;
  },
  why: "An old connection still points at the server that was primary yesterday, holds memory that grew, and is cut by a firewall at a bad moment.",
  remedy: "Close connections after 30 minutes, so that fail-overs, new replicas and new passwords reach every pool by themselves.",
  sources: ["000 §7"],
  needs: ["connection.pool.maxLifetimeMs"],
  thresholds: ["pool.lifetimeMs"],
  fix: {
    title: `Renew connections after ${formatQuantity("ms", 1_800_000)}`,
    apply: (design, found, { index, settings }) =>
      updateConnection(design, found.element.id, { pool: { ...index.connections.get(found.element.id)?.pool, maxLifetimeMs: settings["pool.lifetimeMs"] } }),
  },
  examples: {
    bad: [
      { title: "Nobody said for how long", sketch: order() },
      { title: "A connection for a whole day", sketch: order(86_400_000) },
    ],
    good: [{ title: "Renewed after 30 minutes", sketch: order(1_800_000) }],
  },
});
