import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { byId, contextsOf, groupOf, headOf, isPrimary } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import { addMember, connectionId, freshId } from "#lib/model/edit.ts";
import { isCompute } from "#lib/model/kinds.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { addNear, nameFor } from "../insert.ts";
import { defineRule, finding, undecided } from "../rule.ts";

const usesCache = (id: Id, index: DesignIndex): boolean => index.outgoing(id).some((connection) => connection.kind === "cacheAccess");

/** The services that could use a cache: the owner first, then whoever reads or writes the database. */
function usersOf(database: Component, index: DesignIndex): Component[] {
  const owner = index.component(database.owner);
  const users = index.incoming(database.id).flatMap((connection) => {
    const source = connection.kind === "data" ? index.source(connection) : undefined;
    return source && isCompute(source) ? source : [];
  });
  return [...new Set(owner ? [owner, ...byId(users)] : byId(users))];
}

/** Whether reads are already taken off the primary: a cache of its users, a replica or a read model. */
function isRelieved(database: Component, users: readonly Component[], index: DesignIndex): boolean {
  if (groupOf(database, index).length > 1 || users.some((user) => usesCache(user.id, index))) return true;
  const readModels = index.once(readModelsOf);
  if (readModels.length === 0) return false;
  const contexts = new Set(users.flatMap((user) => contextsOf(user, index)));
  return readModels.some(
    (other) => other.copyOf === database.id || (other.owner !== undefined && other.owner === database.owner) || contextsOf(other, index).some((context) => contexts.has(context)),
  );
}

const readModelsOf = (index: DesignIndex): readonly Component[] => index.ofKind("database").filter(({ role }) => role === "readModel");

/** Sum of what is declared; nothing when nobody declared anything. */
function sumOf<Item>(items: readonly Item[], rate: (item: Item) => number | undefined): number | undefined {
  let sum: number | undefined;
  for (const item of items) {
    const value = rate(item);
    if (value !== undefined) sum = (sum ?? 0) + value;
  }
  return sum;
}

const catalog = sketch()
  .service("catalog")
  .database("products", {
    owner: "catalog",
    accessPatterns: [
      { id: "byId", kind: "point", tables: ["products"], readRps: 400 },
      { id: "change", kind: "insertRow", tables: ["products"], writeRps: 2 },
    ],
  })
  .data("catalog", "products", { mode: "rw" });

export const readHeavyUncached = defineRule<{ readonly reads: number; readonly writes: number }>({
  id: "caching/read-heavy-uncached",
  title: "Read-heavy data without cache or replica",
  severity: "info",
  each: "component",
  kinds: ["database"],
  check(database, { index, settings }) {
    const patterns = database.accessPatterns;
    if (!patterns || patterns.length === 0 || !isPrimary(database) || headOf(database, index) !== database) return undefined;
    const reading = patterns.find((pattern) => pattern.kind !== "insertRow" && pattern.kind !== "insertBulk");
    if (!reading) return undefined;
    const connections = index.incoming(database.id);
    const reads = sumOf(patterns, (pattern) => pattern.readRps) ?? sumOf(connections, (connection) => connection.readRps);
    const writes = sumOf(patterns, (pattern) => pattern.writeRps) ?? sumOf(connections, (connection) => connection.writeRps);
    if (reads === 0 || (reads !== undefined && writes !== undefined && reads < writes * settings["cache.readHeavyRatio"])) return undefined;
    const users = usersOf(database, index);
    const [user] = users;
    if (!user || isRelieved(database, users, index)) return undefined;
    if (reads === undefined || writes === undefined) {
      const writing = patterns.find((pattern) => pattern !== reading && (pattern.kind === "insertRow" || pattern.kind === "insertBulk")) ?? reading;
      return undecided([...(reads === undefined ? [`${database.id}.${reading.id}.readRps`] : []), ...(writes === undefined ? [`${database.id}.${writing.id}.writeRps`] : [])], {
        property: "accessPatterns",
      });
    }
    return finding({ property: "accessPatterns", related: [user.id], data: { reads, writes } });
  },
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} is read at ${formatQuantity("rps", data.reads)} and written at ${formatQuantity("rps", data.writes)}, and no cache, replica or read model takes any of the reads.`,
  why: "The primary answers the same questions again and again, although it is the part that is hardest to scale.",
  remedy: "Put a cache in front of the hot reads (cache-aside, a few minutes), or read from a replica or a read model.",
  sources: ["000 §7 Cache-Aside", "002", "004 closing Key Principles"],
  needs: ["component.accessPatterns", "connection.readRps", "connection.writeRps", "component.owner", "component.role"],
  thresholds: ["cache.readHeavyRatio"],
  fix: {
    title: `Add a cache with a TTL of ${formatQuantity("ms", 300_000)}`,
    apply(design, found, { index, settings }) {
      const database = index.component(found.element.id);
      const user = database && usersOf(database, index)[0];
      if (!database || !user) return design;
      const name = nameFor(user.name, "cache");
      const id = freshId(design, name);
      const next = addNear(design, { id, kind: "cache", name }, [user.id]);
      return addMember(next, "connections", {
        id: connectionId(next, user.id, id),
        kind: "cacheAccess",
        from: user.id,
        to: id,
        use: "cache",
        pattern: "cacheAside",
        ttlMs: settings["cache.ttlMs"],
        invalidation: ["ttl"],
        stampede: "singleFlight",
        origin: database.id,
      });
    },
  },
  examples: {
    bad: [{ title: "200 reads for each write, all from the primary", sketch: catalog }],
    good: [
      { title: "A cache takes the hot reads", sketch: catalog.cache("redis").cacheAccess("catalog", "redis", { use: "cache", pattern: "cacheAside", ttlMs: 300_000 }) },
      {
        title: "A replica takes the reads",
        sketch: catalog
          .database("products-replica", { role: "replica", replicaOf: "products" })
          .connect("replicate", "products", "products-replica")
          .data("catalog", "products-replica", { mode: "r" }),
      },
    ],
  },
});
