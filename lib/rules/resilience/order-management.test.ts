import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { lint } from "../lint.ts";
import { applyFixes } from "../words.ts";
import { resilienceRules } from "./list.ts";

const many = { instances: { min: 10, max: 100 } } as const;

/** The e-commerce order system of 003 Example 1 as drawn, as far as resilience looks at it. */
const asDrawn = sketch("Order management")
  .set({ requirements: { nfr: { peakRps: 27.8, avgRps: 2.78, p99Ms: 200, availability: 0.9995 } } })
  .client("client")
  .component("loadBalancer", "alb", { managed: true })
  .gateway("gw")
  .service("order", {
    ...many,
    requestBuffer: {},
    apis: [{ id: "orders", style: "rest", exposure: "public", endpoints: [{ id: "createOrder", method: "POST", path: "/api/v1/orders" }] }],
  })
  .service("inventory", many)
  .service("payment", many)
  .service("notification", many)
  .component("broker", "kafka", { engine: "kafka" })
  .topic("order-events", { broker: "kafka" })
  .database("pg", { owner: "order", engine: "postgresql" })
  .database("pgr", { role: "replica", engine: "postgresql" })
  .database("es", { role: "readModel", engine: "elasticsearch" })
  .cache("redis", { engine: "redis" })
  .call("client", "alb", { id: "c0" })
  .call("alb", "gw", { id: "c1" })
  .call("gw", "order", { id: "c2", operation: "createOrder", breaker: {} })
  .data("order", "pg", { id: "d1", mode: "rw", pool: { size: 100 } })
  .data("inventory", "pgr", { id: "d2", mode: "rw", pool: { size: 100 } })
  .data("payment", "pgr", { id: "d3", mode: "rw", pool: { size: 100 } })
  .cacheAccess("order", "redis", { id: "k1", use: "cache", ttlMs: 3_600_000 })
  .cacheAccess("order", "redis", { id: "k2", use: "cache", ttlMs: 1_800_000 })
  .publish("order", "order-events", { id: "p1" })
  .publish("inventory", "order-events", { id: "p2" })
  .publish("payment", "order-events", { id: "p3" })
  .subscribe("order-events", "inventory", { id: "s1" })
  .subscribe("order-events", "payment", { id: "s2" })
  .subscribe("order-events", "notification", { id: "s3" })
  .connect("connector", "order-events", "es", { id: "x1", mode: "sink" })
  .flow("f-create", ["c0", "c1", "c2", "d1", "k1", "p1"], { name: "create", entry: "client", criticality: "critical", slo: { p99Ms: 200, availability: 0.9995 } })
  .flow("f-fulfil", ["s1", "s2", "p2", "p3"], { name: "fulfil", entry: "order-events" }).design;

const targetsByRule = (design: typeof asDrawn) => {
  const { findings } = lint(design, { rules: resilienceRules });
  return Object.fromEntries([...Map.groupBy(findings, (found) => found.rule)].map(([rule, found]) => [rule, found.map((one) => one.target)]));
};

test("the order system as drawn breaks these resilience rules and no other", () => {
  expect(targetsByRule(asDrawn)).toEqual({
    "resilience/missing-timeout": ["c1", "c2", "d1", "d2", "d3", "k1", "k2"],
    "resilience/single-point-of-failure": ["create:gw", "create:pg", "create:redis"],
    "resilience/breaker-out-of-band": ["c2"],
    "resilience/unbounded-request-buffer": ["order"],
  });
});

test("a single point of failure is shown at the component", () => {
  const { findings } = lint(asDrawn, { rules: resilienceRules });
  expect(findings.filter((found) => found.rule === "resilience/single-point-of-failure").map((found) => found.element)).toEqual(
    ["gw", "pg", "redis"].map((id) => ({ type: "component", id })),
  );
});

test("one question is open: the availability of what creating an order needs", () => {
  const { undecided } = lint(asDrawn, { rules: resilienceRules });
  expect(undecided.map(({ rule, target, missing }) => ({ rule, target, missing }))).toEqual([
    { rule: "resilience/availability-below-target", target: "f-create", missing: ["alb", "gw", "order", "pg", "redis", "order-events"].map((id) => `${id}.availability`) },
  ]);
});

test("with 99.95% each, the path misses its own 99.95%", () => {
  const known = { ...asDrawn, components: asDrawn.components.map((component) => ({ ...component, availability: 0.9995 })) };
  expect(targetsByRule(known)["resilience/availability-below-target"]).toEqual(["f-create"]);
});

test("its quick fixes leave nothing to fix", () => {
  const { findings } = lint(asDrawn, { rules: resilienceRules });
  expect(findings.every((found) => found.fixable)).toBe(true);
  expect(targetsByRule(applyFixes(asDrawn, findings))).toEqual({});
});
