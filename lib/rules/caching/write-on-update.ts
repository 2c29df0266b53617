import { updateConnection } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

const catalog = sketch().service("catalog").cache("redis").database("products", { owner: "catalog" }).data("catalog", "products", { mode: "rw" });

export const writeOnUpdate = defineRule({
  id: "caching/write-on-update",
  title: "Cache-aside, yet written on update",
  severity: "warning",
  each: "connection",
  kinds: ["cacheAccess"],
  check: (access) => (access.writeOnUpdate === true && access.pattern === "cacheAside" ? finding({ property: "writeOnUpdate" }) : undefined),
  message({ element }, { index }) {
    const access = index.connections.get(element.id);
    return `${index.nameOf(access?.from)} loads ${index.nameOf(access?.to)} on a miss and also writes it on every update.`;
  },
  why: "Two updates at the same time can reach the cache in the other order than the database, and the older value stays until it expires.",
  remedy: "Clear the entry on an update and let the next read load it; choose write-through where the cache has to be written.",
  sources: ["002 Cache-aside rule"],
  conflicts: ["CF-26"],
  needs: ["connection.pattern", "connection.writeOnUpdate"],
  fix: {
    title: "Clear the entry instead of writing it",
    apply(design, found, { index }) {
      const invalidation = index.connections.get(found.element.id)?.invalidation ?? [];
      return updateConnection(design, found.element.id, { writeOnUpdate: false, invalidation: invalidation.includes("event") ? invalidation : [...invalidation, "event"] });
    },
  },
  examples: {
    bad: [
      {
        title: "Loaded on a miss and written on update",
        sketch: catalog.cacheAccess("catalog", "redis", { use: "cache", pattern: "cacheAside", ttlMs: 300_000, writeOnUpdate: true }),
      },
    ],
    good: [
      {
        title: "An update clears the entry",
        sketch: catalog.cacheAccess("catalog", "redis", { use: "cache", pattern: "cacheAside", ttlMs: 300_000, writeOnUpdate: false, invalidation: ["ttl", "event"] }),
      },
      { title: "Write-through writes on purpose", sketch: catalog.cacheAccess("catalog", "redis", { use: "cache", pattern: "writeThrough", ttlMs: 300_000, writeOnUpdate: true }) },
    ],
  },
});
