import { parallelMisses } from "#lib/analysis/cache-loss.ts";
import { isCaching } from "#lib/analysis/cached-reads.ts";
import { updateConnection } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";

const catalog = sketch().service("catalog").cache("redis").database("products", { owner: "catalog" }).data("catalog", "products", { mode: "rw" });

export const stampede = defineRule<{ readonly readRps: number; readonly loadMs: number }>({
  id: "caching/stampede",
  title: "Hot key without stampede protection",
  severity: "warning",
  each: "connection",
  kinds: ["cacheAccess"],
  check(access) {
    if ((access.stampede !== undefined && access.stampede !== "none") || !isCaching(access)) return undefined;
    const { readRps, loadMs } = access;
    if (readRps === 0 || loadMs === 0) return undefined;
    if (readRps === undefined || loadMs === undefined) {
      return undecided([...(readRps === undefined ? [`${access.id}.readRps`] : []), ...(loadMs === undefined ? [`${access.id}.loadMs`] : [])]);
    }
    return parallelMisses(readRps, loadMs) > 1 ? finding({ property: "stampede", data: { readRps, loadMs } }) : undefined;
  },
  message({ element, data }, { index }) {
    const misses = Math.ceil(parallelMisses(data.readRps, data.loadMs));
    return `When an entry of ${index.nameOf(index.connections.get(element.id)?.to)} expires, about ${misses} requests load it at once: it is read at ${formatQuantity("rps", data.readRps)} and takes ${formatQuantity("ms", data.loadMs)} to load.`;
  },
  why: "All of them miss together, and the origin gets the whole load of a hot key in the moment in which it is slowest.",
  remedy: "Let one request load the entry while the others wait (single flight or a lock), or renew it at random shortly before it expires.",
  sources: ["000 §7 (cache stampede)", "003 Edge Cases (thundering herd)"],
  needs: ["connection.readRps", "connection.loadMs", "connection.stampede"],
  fix: {
    title: "Let a single request load the entry",
    apply: (design, found) => updateConnection(design, found.element.id, { stampede: "singleFlight" }),
  },
  examples: {
    bad: [{ title: "500 reads a second of what takes 40 ms to load", sketch: catalog.cacheAccess("catalog", "redis", { use: "cache", ttlMs: 300_000, readRps: 500, loadMs: 40 }) }],
    good: [
      {
        title: "One request loads, the others wait",
        sketch: catalog.cacheAccess("catalog", "redis", { use: "cache", ttlMs: 300_000, readRps: 500, loadMs: 40, stampede: "singleFlight" }),
      },
      { title: "Too few reads to meet", sketch: catalog.cacheAccess("catalog", "redis", { use: "cache", ttlMs: 300_000, readRps: 20, loadMs: 40 }) },
    ],
  },
});
