import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { cacheLoss, lossFactor, originOf, originRps, parallelMisses } from "./cache-loss.ts";
import { DesignIndex } from "./design-index.ts";

test("a cache that hits 95% leaves a twentieth, and its loss multiplies by 20", () => {
  expect(originRps(1_000, 0.95)).toBeCloseTo(50);
  expect(lossFactor(0.95)).toBeCloseTo(20);
  expect(lossFactor(0)).toBe(1);
  expect(lossFactor(1)).toBeUndefined();
});

test("100 reads a second of what takes 20 ms are 2 parallel misses", () => {
  expect(parallelMisses(100, 20)).toBe(2);
});

const drawn = sketch()
  .service("catalog")
  .cache("redis")
  .database("products", { maxReadRps: 800 })
  .database("copy", { role: "replica", replicaOf: "products", maxReadRps: 200 })
  .data("catalog", "products", { mode: "rw", readRps: 100 })
  .data("catalog", "copy", { mode: "r", readRps: 50 })
  .cacheAccess("catalog", "redis", { readRps: 1_900, origin: "copy" });

test("without its caches a database gets all reads, and its replicas share them", () => {
  const index = new DesignIndex(drawn.design);
  const access = index.connections.get("catalog-redis");
  const origin = access && originOf(access, index);
  expect(origin?.id).toBe("products");
  expect(origin && cacheLoss(origin, index)).toMatchObject({ cachedRps: 1_900, directRps: 150, capacityRps: 1_000 });
});

test("the capacity is unknown while one of them says nothing, and what has no cache loses none", () => {
  const index = new DesignIndex(drawn.database("more", { role: "replica", replicaOf: "products" }).database("alone").design);
  const [products, alone] = [index.component("products"), index.component("alone")];
  expect(products && cacheLoss(products, index)?.capacityRps).toBeUndefined();
  expect(alone && cacheLoss(alone, index)).toBeUndefined();
});
