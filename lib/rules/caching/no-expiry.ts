import { updateConnection } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const catalog = sketch().service("catalog").cache("redis").database("products", { owner: "catalog" }).data("catalog", "products", { mode: "rw" });

export const noExpiry = defineRule({
  id: "caching/no-expiry",
  title: "Cached data never expires",
  severity: "warning",
  each: "connection",
  kinds: ["cacheAccess"],
  check(access) {
    // A store keeps its data on purpose; a time to live of zero means "for ever" in most products.
    if (access.ttlMs || access.use === "store" || access.invalidation?.includes("event")) return undefined;
    return finding({ property: "ttlMs" });
  },
  message({ element }, { index }) {
    const access = index.connections.get(element.id);
    return `What ${index.nameOf(access?.from)} puts into ${index.nameOf(access?.to)} never expires, and no event clears it.`;
  },
  why: "An entry that is never cleared is wrong for ever after the first missed update, and fills the memory with what nobody reads.",
  remedy: "Set a time to live, or clear the entry when an event says that the data has changed.",
  sources: ["000 §7", "002 Caching", "003 Step 4.4"],
  conflicts: ["CF-25"],
  needs: ["connection.ttlMs", "connection.invalidation", "connection.use"],
  thresholds: ["cache.ttlMs"],
  fix: {
    title: `Let it expire after ${formatQuantity("ms", 300_000)}`,
    apply: (design, found, { settings }) => updateConnection(design, found.element.id, { ttlMs: settings["cache.ttlMs"] }),
  },
  examples: {
    bad: [{ title: "Products stay cached for ever", sketch: catalog.cacheAccess("catalog", "redis", { use: "cache", pattern: "cacheAside" }) }],
    good: [
      { title: "Products expire after 5 min", sketch: catalog.cacheAccess("catalog", "redis", { use: "cache", pattern: "cacheAside", ttlMs: 300_000 }) },
      {
        title: "An event clears what has changed",
        sketch: catalog
          .topic("product-events")
          .subscribe("product-events", "catalog")
          .cacheAccess("catalog", "redis", { use: "cache", pattern: "cacheAside", invalidation: ["event"] }),
      },
    ],
  },
});
