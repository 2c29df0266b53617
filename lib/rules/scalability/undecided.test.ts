import { expect, test } from "vitest";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { lint } from "../lint.ts";
import { scalabilityRules } from "./list.ts";

const open = (drawn: Sketch) => lint(drawn.design, { rules: scalabilityRules }).undecided.map(({ rule, target, missing }) => `${rule} @ ${target}: ${missing?.join(", ")}`);
const found = (drawn: Sketch) => lint(drawn.design, { rules: scalabilityRules }).findings.map(({ rule, target }) => `${rule} @ ${target}`);
const asking = (reports: readonly string[], rule: string) => reports.filter((report) => report.startsWith(`scalability/${rule} `));

const web = sketch()
  .set({ requirements: { nfr: { peakRps: 100, avgRps: 50 }, loadTestRps: 150, growth: { m6: 1, m12: 1, m24: 1 } } })
  .client("web")
  .component("loadBalancer", "lb", { managed: true })
  .call("web", "lb");
const range = { instances: { min: 2, max: 10 } } as const;

test("the capacity of the code that takes the peak is asked for, and of nothing behind it", () => {
  const shop = web.service("order", range).service("stock", range).call("lb", "order").call("order", "stock");
  expect(open(shop)).toEqual(["scalability/capacity-below-peak @ order: order.perInstanceRps"]);
});

test("where the load divides, shares that no call states are asked for", () => {
  const shop = web
    .service("order", { ...range, perInstanceRps: 50 })
    .service("search", { ...range, perInstanceRps: 50 })
    .call("lb", "order", { rps: 20 })
    .call("lb", "search");
  expect(open(shop)).toEqual(["scalability/capacity-below-peak @ search: search.peakRps"]);
});

test("a topic is asked for its total, a managed store for nothing", () => {
  expect(open(sketch().topic("clicks", { peakRps: 5 }))).toEqual(["scalability/capacity-below-peak @ clicks: clicks.capacityRps"]);
  expect(open(sketch().cache("prices", { peakRps: 5, managed: true }))).toEqual([]);
});

test("whether capacity is far too large cannot be said without a projection", () => {
  const shop = web
    .set({ requirements: { nfr: { peakRps: 10, avgRps: 5 }, loadTestRps: 15 } })
    .service("order", { ...range, perInstanceRps: 50 })
    .call("lb", "order");
  expect(asking(open(shop), "over-provisioned")).toEqual(["scalability/over-provisioned @ order: requirements.growth.m24"]);
});

test("the average is asked for once, and only when a fleet is fixed", () => {
  const peak = sketch().set({ requirements: { nfr: { peakRps: 100 } } });
  expect(asking(open(peak.service("a").service("b")), "no-autoscaling")).toEqual(["scalability/no-autoscaling @ design: requirements.nfr.avgRps"]);
  expect(asking(open(peak.service("a", range)), "no-autoscaling")).toEqual([]);
});

test("a pool needs its size, the cores and the limit of the database", () => {
  const order = sketch().service("order").database("orders").data("order", "orders", { pool: {} });
  expect(open(order)).toEqual([
    "scalability/connections-exhausted @ orders: orders.maxConnections, order-orders.pool.size",
    "scalability/pool-off-formula @ order-orders: order-orders.pool.size, orders.cores",
  ]);
});

test("a pool of unknown size does not hide that the others are too many", () => {
  const orders = sketch()
    .service("a", { instances: { max: 50 } })
    .service("b")
    .database("orders", { maxConnections: 100, cores: 4 })
    .data("a", "orders", { pool: { size: 9, maxLifetimeMs: 60_000, queueTimeoutMs: 100 } })
    .data("b", "orders", { pool: { maxLifetimeMs: 60_000, queueTimeoutMs: 100 } });
  expect(asking(found(orders), "connections-exhausted")).toHaveLength(1);
  expect(asking(open(orders), "connections-exhausted")).toEqual([]);
});

test("rates are asked for in the direction in which a connection is used", () => {
  const orders = sketch().service("a").service("b").database("orders", { maxReadRps: 500, maxWriteRps: 100 }).data("a", "orders", { mode: "r" }).data("b", "orders", { mode: "w" });
  expect(open(orders)).toEqual(["scalability/database-overloaded @ orders: a-orders.readRps, b-orders.writeRps"]);
  expect(open(sketch().service("a").database("orders").data("a", "orders"))).toEqual([]);
});

test("too many writes are reported although the reads are unknown", () => {
  const orders = sketch().service("a").database("orders", { maxReadRps: 500, maxWriteRps: 100 }).data("a", "orders", { writeRps: 200 });
  expect(asking(found(orders), "database-overloaded")).toHaveLength(1);
  expect(asking(open(orders), "database-overloaded")).toEqual(["scalability/database-overloaded @ orders: a-orders.readRps"]);
});

test("storage asks for the rest as soon as one number is there", () => {
  expect(open(sketch().database("orders", { growthBytesPerDay: 10 }))).toEqual(["scalability/storage-exhausted @ orders: orders.capacityBytes, orders.usedBytes"]);
  expect(open(sketch().database("orders"))).toEqual([]);
  expect(asking(found(sketch().database("orders", { growthBytesPerDay: 10, capacityBytes: 100 })), "storage-exhausted")).toHaveLength(1);
});

test("a load test cannot be judged without a peak, nor modulo sharding without a projection, nor a query without a shard key", () => {
  expect(
    asking(
      open(
        sketch()
          .service("a")
          .set({ requirements: { loadTestRps: 5 } }),
      ),
      "load-test-insufficient",
    ),
  ).toEqual(["scalability/load-test-insufficient @ design: requirements.nfr.peakRps"]);
  const sharded = sketch().database("users", { sharding: { strategy: "modulo", shards: 4 }, accessPatterns: [{ id: "all", kind: "list" }] });
  expect(open(sharded)).toEqual(["scalability/cross-shard-query @ users: users.sharding.key", "scalability/modulo-resharding @ users: requirements.growth.m24"]);
});
