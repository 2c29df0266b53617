import { type CacheLoss, cacheLoss } from "#lib/analysis/cache-loss.ts";
import { headOf } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import { addMember, connectionId, freshId, patched } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { addNear, nameFor } from "../insert.ts";
import { defineRule, finding, undecided } from "../rule.ts";

type Loss = Pick<CacheLoss, "cachedRps" | "directRps"> & { readonly capacityRps: number };

/** More replicas than this are no answer that a quick fix should give. */
const MOST_REPLICAS = 20;

/** Replicas of the capacity of the head that are missing. */
const missingReplicas = ({ cachedRps, directRps, capacityRps }: Loss, head: Component): number => Math.ceil((cachedRps + directRps - capacityRps) / (head.maxReadRps ?? 0));

const catalog = sketch()
  .service("catalog")
  .cache("redis")
  .cacheAccess("catalog", "redis", { use: "cache", pattern: "cacheAside", ttlMs: 300_000, readRps: 1_900, origin: "products" });
const products = catalog.database("products", { owner: "catalog", maxReadRps: 800 }).data("catalog", "products", { mode: "rw", readRps: 100 });

export const cacheLossOverload = defineRule<Loss>({
  id: "caching/cache-loss-overload",
  title: "Database cannot carry the load if the cache is lost",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check(database, { index }) {
    const loss = cacheLoss(database, index);
    if (!loss) return undefined;
    const { cachedRps, directRps, capacityRps, accesses, members } = loss;
    // What is known may already be too much; what is missing can only add to it.
    if (capacityRps !== undefined && cachedRps + directRps > capacityRps) {
      const data: Loss = { cachedRps, directRps, capacityRps };
      return finding({ property: "maxReadRps", fixable: missingReplicas(data, database) <= MOST_REPLICAS, related: accesses.map((access) => access.to), data });
    }
    const missing = [
      ...accesses.flatMap(({ id, readRps }) => (readRps === undefined ? [`${id}.readRps`] : [])),
      ...members.flatMap(({ id, maxReadRps }) => (maxReadRps === undefined ? [`${id}.maxReadRps`] : [])),
    ];
    return missing.length > 0 ? undecided(missing) : undefined;
  },
  message: ({ element, data }, { index }) =>
    `Without the cache ${index.nameOf(element.id)} is read at ${formatQuantity("rps", data.cachedRps + data.directRps)} and can carry ${formatQuantity("rps", data.capacityRps)}; ${data.directRps === 0 ? "all of that" : formatQuantity("rps", data.cachedRps)} is answered by the cache today.`,
  why: "A restart of the cache then takes the database down too, and the empty cache cannot fill up again.",
  remedy: "Add read replicas, let one request load an entry for all that wait for it, or shed load until the cache is warm again.",
  sources: ['000 §1 ("what if this service is down")', "003 Step 5.1"],
  needs: ["connection.readRps", "connection.origin", "component.maxReadRps"],
  fix: {
    title: "Add read replicas for the load",
    apply(design, found, { index }) {
      const database = index.component(found.element.id);
      const head = database && headOf(database, index);
      const replicas = head ? missingReplicas(found.data as Loss, head) : 0; // the data is what this rule's check put there
      if (!head?.maxReadRps || replicas > MOST_REPLICAS) return design;
      const name = nameFor(head.name, "replicas");
      const id = freshId(design, name);
      const { engine, model, managed, zone, region, contexts, owner, encryptedAtRest } = head;
      const replica: Component = {
        id,
        kind: "database",
        name,
        role: "replica",
        replicaOf: head.id,
        instances: { min: replicas, max: replicas },
        maxReadRps: replicas * head.maxReadRps,
      };
      let next = addNear(design, patched(replica, { engine, model, managed, zone, region, contexts, owner, encryptedAtRest }), [head.id]);
      next = addMember(next, "connections", { id: connectionId(next, head.id, id), kind: "replicate", from: head.id, to: id });
      for (const reader of new Set(cacheLoss(head, index)?.accesses.map((access) => access.from))) {
        next = addMember(next, "connections", { id: connectionId(next, reader, id), kind: "data", from: reader, to: id, mode: "r" });
      }
      return next;
    },
  },
  examples: {
    bad: [{ title: "The cache hides 2,000 reads a second", sketch: products }],
    good: [
      {
        title: "Replicas carry the load alone",
        sketch: products
          .database("products-replicas", { role: "replica", replicaOf: "products", owner: "catalog", instances: { min: 2, max: 2 }, maxReadRps: 1_600 })
          .connect("replicate", "products", "products-replicas")
          .data("catalog", "products-replicas", { mode: "r" }),
      },
      {
        title: "The database is large enough",
        sketch: catalog.database("products", { owner: "catalog", maxReadRps: 2_500 }).data("catalog", "products", { mode: "rw", readRps: 100 }),
      },
    ],
  },
});
