import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";

const stock = sketch().service("stock").cache("redis").database("inventory", { owner: "stock" }).data("stock", "inventory", { mode: "rw" });

export const lazyCacheForCritical = defineRule<{ readonly pattern: "cacheAside" | "readThrough" }>({
  id: "caching/lazy-cache-for-critical",
  title: "Lazy cache for data that must be exact",
  severity: "warning",
  each: "connection",
  kinds: ["cacheAccess"],
  check(access) {
    if (access.consistencyNeed !== "strong" || access.invalidation?.includes("event")) return undefined;
    const { pattern } = access;
    if (pattern === undefined) return undecided([`${access.id}.pattern`]);
    return pattern === "cacheAside" || pattern === "readThrough" ? finding({ property: "pattern", data: { pattern } }) : undefined;
  },
  message({ element, data }, { index }) {
    const access = index.connections.get(element.id);
    return `${index.nameOf(access?.from)} needs exact data, but ${index.nameOf(access?.to)} is filled by ${data.pattern === "cacheAside" ? "cache-aside" : "read-through"} and learns of no change before it expires.`;
  },
  why: "A lazily filled cache answers with the value of its last miss, however often the data has changed since.",
  remedy: "Write through the cache, clear the entry by an event, or read past the cache where the answer has to be exact.",
  sources: ["000 §7 Write-Through"],
  conflicts: ["CF-26"],
  needs: ["connection.pattern", "connection.consistencyNeed", "connection.invalidation"],
  fix: {
    title: "Write through the cache",
    apply: (design, found) => updateConnection(design, found.element.id, { pattern: "writeThrough" }),
  },
  examples: {
    bad: [
      {
        title: "Stock must be exact, the cache is filled on a miss",
        sketch: stock.cacheAccess("stock", "redis", { use: "cache", pattern: "cacheAside", consistencyNeed: "strong", ttlMs: 60_000 }),
      },
    ],
    good: [
      {
        title: "Every change goes through the cache",
        sketch: stock.cacheAccess("stock", "redis", { use: "cache", pattern: "writeThrough", consistencyNeed: "strong", ttlMs: 60_000 }),
      },
      { title: "Product texts may lag", sketch: stock.cacheAccess("stock", "redis", { use: "cache", pattern: "cacheAside", consistencyNeed: "eventual", ttlMs: 60_000 }) },
    ],
  },
});
