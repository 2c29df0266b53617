import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { isCaching } from "#lib/analysis/cached-reads.ts";
import { addMember, connectionId, freshId } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { addNear, nameFor } from "../insert.ts";
import { defineRule, finding } from "../rule.ts";

/** Whether a component loads data from anywhere. */
const loads = (id: Id, index: DesignIndex): boolean => index.outgoing(id).some((connection) => connection.kind === "data" || connection.kind === "call");

const catalog = sketch().service("catalog").cache("redis");

export const noOrigin = defineRule({
  id: "caching/no-origin",
  title: "Cache used as the only store",
  severity: "error",
  each: "connection",
  kinds: ["cacheAccess"],
  check(access, { index }) {
    if (!isCaching(access) || !index.component(access.from)) return undefined;
    // One finding for a service, however many of its connections use a cache.
    const accesses = index.outgoing(access.from);
    if (accesses.find(isCaching) !== access || loads(access.from, index)) return undefined;
    // A read-through cache may load for itself.
    if (accesses.some((other) => isCaching(other) && loads(other.to, index))) return undefined;
    return finding({ element: { type: "component", id: access.from }, related: accesses.flatMap((other) => (isCaching(other) ? other.to : [])) });
  },
  message: ({ element }, { index }) => `${index.nameOf(element.id)} uses a cache, but nothing that the cache could be filled from.`,
  why: "A cache may drop any entry at any time; without an origin that is loss of data and not a slow answer.",
  remedy: "Draw the database or service that the data comes from, or declare the cache to be the store and give it persistence.",
  sources: ["002 Cache-aside rule", "000 §7"],
  needs: ["connection.use", "connection.kind"],
  fix: {
    title: "Add the database that it loads from",
    apply(design, found, { index }) {
      const service = index.component(found.element.id);
      if (!service) return design;
      let next = design;
      let origin = index.ofKind("database").find((database) => database.owner === service.id)?.id;
      if (origin === undefined) {
        const name = nameFor(service.name, "database");
        origin = freshId(design, name);
        next = addNear(next, { id: origin, kind: "database", name, role: "primary", owner: service.id }, [service.id]);
      }
      return addMember(next, "connections", { id: connectionId(next, service.id, origin), kind: "data", from: service.id, to: origin, mode: "rw" });
    },
  },
  examples: {
    bad: [{ title: "Products live in the cache alone", sketch: catalog.cacheAccess("catalog", "redis", { use: "cache", ttlMs: 300_000 }) }],
    good: [
      {
        title: "A miss is loaded from the database",
        sketch: catalog.cacheAccess("catalog", "redis", { use: "cache", ttlMs: 300_000 }).database("products", { owner: "catalog" }).data("catalog", "products", { mode: "rw" }),
      },
      { title: "Redis is the store, and says so", sketch: catalog.cacheAccess("catalog", "redis", { use: "store" }) },
    ],
  },
});
