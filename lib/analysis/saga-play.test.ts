import { expect, test } from "vitest";
import type { Saga, SagaStep } from "#lib/model/flow.ts";
import { sketch } from "#lib/model/sketch.ts";
import { DesignIndex } from "./design-index.ts";
import { outcomesOf, playOf } from "./saga-play.ts";
import { simulateSaga } from "./saga-simulation.ts";

const steps: readonly SagaStep[] = [
  { id: "check", component: "order", readOnly: true, successEvent: "OrderChecked" },
  { id: "reserve", component: "stock", successEvent: "StockReserved", failureEvent: "StockRefused", compensation: { action: "Release" } },
  { id: "charge", component: "payment", failureEvent: "PaymentRefused", compensation: { action: "Refund" } },
  { id: "confirm", component: "order" },
  { id: "ship", component: "order" },
];

/** The saga when one step fails, as `step outcome`. */
function play(failing: string | undefined, saga: Partial<Saga> = {}) {
  const { design } = sketch()
    .service("order")
    .service("stock")
    .service("payment")
    .saga("s", { style: "orchestration", steps: [...steps], ...saga });
  const [only] = design.sagas;
  if (!only) throw new Error("the sketch has no saga");
  const failure = simulateSaga(new DesignIndex(design), only).failures.find(({ step }) => step.id === failing);
  const moments = playOf(only, failure);
  return { moments, told: moments.map(({ step, outcome }) => `${step.id} ${outcome}`), outcomes: [...outcomesOf(moments)] };
}

test("a step that fails late sends the compensations back, the last one first, and leaves what has none", () => {
  const { moments, told, outcomes } = play("ship");
  expect(told).toEqual(["check ran", "reserve ran", "charge ran", "confirm ran", "ship failed", "charge undone", "reserve undone", "confirm stuck"]);
  expect(moments.map(({ emits }) => emits ?? "")).toEqual(["OrderChecked", "StockReserved", "", "", "", "", "", ""]);
  expect(moments.at(-1)).toMatchObject({ position: 3, reason: "noCompensation" });
  expect(outcomes, "the most telling of a component with several steps").toEqual([
    ["order", "stuck"],
    ["stock", "undone"],
    ["payment", "undone"],
  ]);
});

test("steps after the failed one never start", () => {
  const { moments, told } = play("reserve");
  expect(told).toEqual(["check ran", "reserve failed", "charge skipped", "confirm skipped", "ship skipped"]);
  expect(moments[1]?.emits).toBe("StockRefused");
});

test("with the scope of all steps, compensations run in vain", () => {
  expect(play("reserve", { compensationScope: "all" }).told.slice(5)).toEqual(["charge undoneInVain", "reserve undoneInVain"]);
});

test("steps beside the failed one may have run", () => {
  const parallel: SagaStep[] = [
    { id: "place", component: "order", successEvent: "Placed" },
    { id: "reserve", component: "stock", trigger: "Placed" },
    { id: "charge", component: "payment", trigger: "Placed" },
  ];
  expect(play("reserve", { style: "choreography", steps: parallel }).told).toEqual(["place ran", "reserve failed", "charge mayHaveRun", "place stuck", "charge stuck"]);
});

test("without a failure every step runs", () => {
  expect(play(undefined).told).toEqual(["check ran", "reserve ran", "charge ran", "confirm ran", "ship ran"]);
  expect(play(undefined, { steps: [] }).told).toEqual([]);
});
