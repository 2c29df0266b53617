import { expect, test } from "vitest";
import type { SagaStep } from "#lib/model/flow.ts";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { ask } from "./ask.ts";
import { sagaSimulation } from "./saga-simulation.ts";

const services = sketch().service("order").service("inventory").service("payment");
const play = (drawn: Sketch, step?: number) => ask(sagaSimulation, drawn, step === undefined ? {} : { values: { step } });

/** The order flow of 003 Ex. 1: reservation and charge run at the same time, and nothing is ever given back. */
const drawn: SagaStep[] = [
  { id: "create", component: "order", successEvent: "OrderCreated" },
  { id: "reserve", component: "inventory", trigger: "OrderCreated", successEvent: "InventoryReserved", canFail: true },
  { id: "charge", component: "payment", trigger: "OrderCreated", successEvent: "PaymentProcessed", canFail: true },
];

test("inventory fails after the payment succeeded: no way back", () => {
  const answer = play(services.saga("s", { name: "Order", style: "choreography", steps: drawn }));
  expect(answer).toMatchObject({
    verdict: "bad",
    sentence: "When reserve fails, create and charge stay done (no compensation); 2 of 3 failures of Order have no way back.",
    working: ["without a failure: OrderCreated → InventoryReserved → PaymentProcessed"],
  });
  expect(answer.tables?.[0]?.rows.map((row) => row.map(({ value }) => value))).toEqual([
    ["create", "nothing", "nothing", "none", "as before"],
    ["reserve", "create and charge (maybe)", "nothing", "OrderCreated → PaymentProcessed", "inconsistent: create and charge stay done"],
    ["charge", "create and reserve (maybe)", "nothing", "OrderCreated → InventoryReserved", "inconsistent: create and reserve stay done"],
  ]);
  expect(answer.marks).toContainEqual({ element: "inventory", text: "fails", tone: "bad" });
  expect(answer.marks).toContainEqual({ element: "payment", text: "stays done", tone: "bad" });
});

const undone: SagaStep[] = [
  {
    id: "reserve",
    component: "inventory",
    successEvent: "StockReserved",
    failureEvent: "StockRefused",
    timeoutMs: 30_000,
    reserve: true,
    reservationTtlMs: 900_000,
    compensation: { action: "Release the stock" },
  },
  { id: "charge", component: "payment", successEvent: "PaymentCharged", failureEvent: "PaymentRefused", timeoutMs: 60_000, compensation: { action: "Refund the payment" } },
  { id: "confirm", component: "order", timeoutMs: 5_000 },
];
const orchestrated = services.saga("s", { name: "Order", style: "orchestration", orchestrator: "order", steps: undone });

test("an orchestrated saga undoes in reverse, and each failure is noticed within the timeouts", () => {
  const answer = play(orchestrated);
  expect(answer).toMatchObject({ verdict: "good", sentence: "Whichever step of Order fails, everything done before is taken back; 3 failures were played." });
  expect(answer.tables?.[0]?.rows[2]?.map(({ value }) => value)).toEqual(["confirm", "reserve and charge", "charge → reserve", "StockReserved → PaymentCharged", "all taken back"]);
  expect(answer.charts?.[0]).toMatchObject({
    unit: "ms",
    bars: [
      { label: "reserve", value: 30_000 },
      { label: "charge", value: 90_000 },
      { label: "confirm", value: 95_000 },
    ],
    limit: { value: 900_000 },
  });
  expect(answer.inputs.map(({ place }) => place.property)).toEqual(["steps.0.timeoutMs", "steps.0.reservationTtlMs", "steps.1.timeoutMs", "steps.2.timeoutMs"]);
});

test("the failure on the canvas is the one that is asked about", () => {
  const answer = play(orchestrated, 3);
  expect(answer.marks).toEqual([
    { element: "inventory", text: "undone", tone: "good" },
    { element: "payment", text: "undone", tone: "good" },
    { element: "order", text: "fails", tone: "bad" },
  ]);
  expect(answer.tables?.[1]?.rows.map((row) => row[3]?.value)).toEqual(["Release the stock", "Refund the payment"]);
  expect(play(orchestrated, 1).marks).toEqual([{ element: "inventory", text: "fails", tone: "bad" }]);
});

test("who does not hear of a failure keeps what it did", () => {
  const [reserve, charge] = undone;
  if (!reserve || !charge) throw new Error("two steps");
  const answer = play(services.saga("s", { name: "Order", style: "choreography", steps: [reserve, { ...charge, trigger: "StockReserved" }] }));
  expect(answer.sentence).toBe("When charge fails, reserve stays done (not told of the failure); 1 of 2 failures of Order has no way back.");
});

test("a step that cannot fail is named, and asking for one that is not there is answered", () => {
  const [first, ...others] = undone;
  if (!first) throw new Error("steps");
  const drawn = services.saga("s", { name: "Order", style: "orchestration", orchestrator: "order", steps: [{ ...first, canFail: false }, ...others] });
  expect(play(drawn).working[0]).toBe(`not played, because it is said that it cannot fail: ${first.id}`);
  expect(play(drawn, 99).sentence).toMatch(/No step 99 can fail: the canvas shows \S+, step 2\.$/u);
  expect(play(drawn, 2).sentence).not.toContain("No step");
});

test("without steps, or where none can fail, there is nothing to play", () => {
  expect(play(services.saga("s"))).toMatchObject({ verdict: "neutral", sentence: "s has no steps yet." });
  expect(play(services.saga("s", { steps: [{ id: "a", canFail: false }] }))).toMatchObject({ verdict: "neutral", sentence: "No step of s can fail." });
});
