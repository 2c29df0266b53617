import { expect, test } from "vitest";
import type { Component } from "#lib/model/component.ts";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { lint } from "../lint.ts";
import { applyFix } from "../words.ts";
import { scalabilityRules } from "./list.ts";

/** The design after the quick fix of a rule, as components by id. */
function fixed(drawn: Sketch, rule: string): Record<string, Component> {
  const found = lint(drawn.design, { rules: scalabilityRules }).findings.find((candidate) => candidate.rule === `scalability/${rule}`);
  expect(found?.fixable).toBe(true);
  const design = found ? applyFix(drawn.design, found) : drawn.design;
  return Object.fromEntries(design.components.map((component) => [component.id, component]));
}

const load = (peakRps: number, avgRps = peakRps) => sketch().set({ requirements: { nfr: { peakRps, avgRps }, growth: { m6: 1, m12: 2, m24: 4 } } });
const order = (drawn: Sketch, properties: object) => drawn.client("web").service("order", properties).call("web", "order");

test("a fleet that already carries the peak shrinks for the average, but not below two", () => {
  expect(fixed(order(load(100, 10), { instances: { min: 8, max: 8 }, perInstanceRps: 20 }), "no-autoscaling")["order"]?.instances).toEqual({ min: 2, max: 8 });
});

test("a fleet of unknown strength keeps its size and may grow with the peak", () => {
  expect(fixed(order(load(100, 25), { instances: { min: 2, max: 2 } }), "no-autoscaling")["order"]?.instances).toEqual({ min: 2, max: 8 });
});

test("a pair that carries the peak stays a pair and may grow", () => {
  expect(fixed(order(load(100, 10), { instances: { min: 2, max: 2 }, perInstanceRps: 100 }), "no-autoscaling")["order"]?.instances).toEqual({ min: 2, max: 3 });
});

test("the projected peak decides when it is above the headroom", () => {
  expect(fixed(order(load(100), { instances: { min: 2, max: 10 }, perInstanceRps: 20 }), "growth-exceeds-capacity")["order"]?.instances).toEqual({ min: 2, max: 20 });
});

test("lowering the limit takes the least number along", () => {
  expect(fixed(order(load(5), { instances: { min: 50, max: 100 }, perInstanceRps: 20 }), "over-provisioned")["order"]?.instances).toEqual({ min: 2, max: 2 });
});

test("a function gets more concurrent runs", () => {
  const drawn = load(100).client("web").component("function", "order", { maxConcurrency: 2, perInstanceRps: 10 }).call("web", "order");
  expect(fixed(drawn, "capacity-below-peak")["order"]?.maxConcurrency).toBe(15);
});

test("a load that no reasonable number of instances carries has no quick fix", () => {
  const drawn = order(load(1_000_000), { instances: { min: 2, max: 10 }, perInstanceRps: 1 });
  expect(lint(drawn.design, { rules: scalabilityRules }).findings.find(({ rule }) => rule === "scalability/capacity-below-peak")?.fixable).toBe(false);
});

test("sessions move to the store that the service already has", () => {
  const drawn = sketch()
    .service("shop", { instances: { max: 3 }, sessionState: "memory" })
    .cache("redis")
    .cacheAccess("shop", "redis", { use: "session" });
  expect(Object.keys(fixed(drawn, "in-memory-session"))).toEqual(["shop", "redis"]);
});

test("experiments are made from the failure modes", () => {
  const drawn = sketch()
    .service("order", { failureModes: [{ mode: "Instance lost" }, { mode: " " }] })
    .set({ requirements: { nfr: { availability: 0.999 } } });
  const [found] = lint(drawn.design, { rules: scalabilityRules.filter(({ id }) => id === "scalability/no-chaos-test") }).findings;
  expect(found && applyFix(drawn.design, found).requirements?.chaosTests).toEqual(["order: Instance lost"]);
});
