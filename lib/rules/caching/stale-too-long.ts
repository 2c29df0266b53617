import { isCaching } from "#lib/analysis/cached-reads.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const order = sketch().service("order").cache("redis").database("orders", { owner: "order" }).data("order", "orders", { mode: "rw" });

export const staleTooLong = defineRule<{ readonly ttlMs: number; readonly toleratedMs: number; readonly declared: boolean }>({
  id: "caching/stale-too-long",
  title: "TTL longer than the tolerated staleness",
  severity: "warning",
  each: "connection",
  kinds: ["cacheAccess"],
  check(access, { settings }) {
    const { ttlMs, maxStalenessMs } = access;
    // Data counts as changing until somebody says that it does not.
    if (ttlMs === undefined || access.mutable === false || !isCaching(access) || access.invalidation?.includes("event")) return undefined;
    const toleratedMs = maxStalenessMs ?? settings["cache.ttlMs"];
    return ttlMs > toleratedMs ? finding({ property: "ttlMs", data: { ttlMs, toleratedMs, declared: maxStalenessMs !== undefined } }) : undefined;
  },
  message({ element, data }, { index }) {
    const access = index.connections.get(element.id);
    return `${index.nameOf(access?.from)} may read data from ${index.nameOf(access?.to)} that is ${formatQuantity("ms", data.ttlMs)} old; ${formatQuantity("ms", data.toleratedMs)} ${data.declared ? "is tolerated" : "is tolerated unless declared otherwise"}.`;
  },
  why: "Until the entry expires, everybody sees the old value: a sold article in stock, a cancelled order as paid.",
  remedy: "Lower the time to live to what the reader tolerates, or clear the entry when the update event arrives.",
  sources: ["000 §7 Cache Invalidation", "002"],
  conflicts: ["CF-25"],
  needs: ["connection.ttlMs", "connection.maxStalenessMs", "connection.invalidation", "connection.mutable"],
  thresholds: ["cache.ttlMs"],
  fix: {
    title: "Lower the TTL to the tolerated staleness",
    apply(design, found, { index, settings }) {
      const access = index.connections.get(found.element.id);
      if (!access) return design;
      const toleratedMs = access.maxStalenessMs ?? settings["cache.ttlMs"];
      // No time to live is short enough where nothing may be stale: then only an event helps.
      return updateConnection(design, access.id, toleratedMs > 0 ? { ttlMs: toleratedMs } : { invalidation: [...(access.invalidation ?? []), "event"] });
    },
  },
  examples: {
    bad: [
      { title: "Orders that change are cached for an hour", sketch: order.cacheAccess("order", "redis", { use: "cache", mutable: true, ttlMs: 3_600_000 }) },
      {
        title: "Stock may be 10 s old, the cache keeps it 1 min",
        sketch: order.cacheAccess("order", "redis", { use: "cache", mutable: true, ttlMs: 60_000, maxStalenessMs: 10_000 }),
      },
      { title: "Nothing may be stale", sketch: order.cacheAccess("order", "redis", { use: "cache", ttlMs: 1_000, maxStalenessMs: 0 }) },
    ],
    good: [
      { title: "Orders expire after 5 min", sketch: order.cacheAccess("order", "redis", { use: "cache", mutable: true, ttlMs: 300_000 }) },
      {
        title: "An hour, but the update event clears the entry",
        sketch: order.cacheAccess("order", "redis", { use: "cache", mutable: true, ttlMs: 3_600_000, invalidation: ["ttl", "event"] }),
      },
      { title: "Closed invoices do not change", sketch: order.cacheAccess("order", "redis", { use: "cache", mutable: false, ttlMs: 86_400_000 }) },
    ],
  },
});
