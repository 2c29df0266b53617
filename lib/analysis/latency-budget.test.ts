import { expect, test } from "vitest";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { DesignIndex } from "./design-index.ts";
import { contributionsTo, flowLatency } from "./latency-budget.ts";

function answer({ design }: Sketch) {
  const [flow] = design.flows;
  if (!flow) throw new Error("The sketch has no flow.");
  const index = new DesignIndex(design);
  const latency = flowLatency(index, flow);
  return { latency, shares: latency ? contributionsTo(index, flow, latency.start).map(({ id, times, ms }) => [id, times, ms]) : [] };
}

const parts = sketch().client("web").service("a", { p99Ms: 10 }).service("b", { p99Ms: 20 }).service("c", { p99Ms: 30 }).database("d", { p99Ms: 5 }).call("web", "a");

test("the shares of a flow add up to its latency, and of parallel calls only the slowest has one", () => {
  const { latency, shares } = answer(
    parts
      .call("a", "b", { parallelGroup: "x" })
      .call("a", "c", { parallelGroup: "x", callsPerRequest: 2 })
      .data("a", "d")
      .data("c", "d", { callsPerRequest: 3 })
      .flow("f", ["web-a", "a-b", "a-c", "a-d", "c-d"]),
  );
  expect(latency).toEqual({ start: "web", p99Ms: 105, missing: [] });
  expect(shares).toEqual([
    ["c", 2, 60],
    ["d", 7, 35],
    ["a", 1, 10],
    ["web", 1, 0],
    ["b", 0, 0],
  ]);
});

test("a flow that messages start takes as long as the slowest of those that handle them", () => {
  const { latency } = answer(parts.topic("t").subscribe("t", "b").subscribe("t", "c").data("b", "d").data("c", "d").flow("f", ["t-b", "t-c", "b-d", "c-d"], { entry: "t" }));
  expect(latency).toEqual({ start: "c", p99Ms: 35, missing: [] });
});

test("a user waits for the start of a flow alone, not for what happens behind a topic", () => {
  const { latency } = answer(parts.topic("t").publish("a", "t").subscribe("t", "c").data("c", "d").flow("f", ["web-a", "a-t", "t-c", "c-d"]));
  expect(latency).toEqual({ start: "web", p99Ms: 10, missing: [] });
});

test("a flow that only publishes takes the time of its own start", () => {
  expect(answer(parts.topic("t").publish("a", "t").flow("f", ["a-t"])).latency).toEqual({ start: "a", p99Ms: 10, missing: [] });
  expect(answer(parts.topic("t").service("e").publish("e", "t").flow("f", ["e-t"])).latency).toEqual({ start: "e", p99Ms: 0, missing: ["e"] });
  expect(answer(parts.flow("f", [])).latency).toBeUndefined();
});
