import { describe, expect, test } from "vitest";
import type { SagaStep } from "#lib/model/flow.ts";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { DesignIndex } from "./design-index.ts";
import { type FailedStep, simulateSaga } from "./saga-simulation.ts";

const undo = (action: string) => ({ action, idempotent: true });
const ids = (steps: readonly SagaStep[]) => steps.map(({ id }) => id);

function play({ design }: Sketch) {
  const [saga] = design.sagas;
  if (!saga) throw new Error("the sketch has no saga");
  const simulation = simulateSaga(new DesignIndex(design), saga);
  const when = (id: string): FailedStep => {
    const failure = simulation.failures.find(({ step }) => step.id === id);
    if (!failure) throw new Error(`${id} does not fail`);
    return failure;
  };
  return { simulation, when };
}

const services = sketch().service("order").service("stock").service("payment");
const steps: SagaStep[] = [
  { id: "check", component: "order", readOnly: true, canFail: true, successEvent: "OrderChecked" },
  { id: "reserve", component: "stock", successEvent: "StockReserved", failureEvent: "StockRefused", compensation: undo("release") },
  { id: "charge", component: "payment", successEvent: "PaymentCharged", failureEvent: "PaymentRefused", compensation: undo("refund") },
  { id: "ship", component: "order", successEvent: "OrderShipped", irreversible: true, canFail: false },
];

describe("an orchestrated saga", () => {
  test("undoes what was completed, the last step first", () => {
    const { simulation, when } = play(services.saga("s", { style: "orchestration", orchestrator: "order", steps: [...steps.slice(0, 3), { id: "confirm", component: "order" }] }));
    expect(when("confirm")).toMatchObject({ state: "undone", left: [], position: 3, events: ["OrderChecked", "StockReserved", "PaymentCharged"] });
    expect(ids(when("confirm").compensations)).toEqual(["charge", "reserve"]);
    expect(when("confirm").completed.map(({ fate }) => fate)).toEqual(["readsOnly", "undone", "undone"]);
    expect(when("charge").events).toEqual(["OrderChecked", "StockReserved", "PaymentRefused"]);
    expect(when("reserve")).toMatchObject({ state: "unchanged", compensations: [] });
    expect(simulation).toMatchObject({ alwaysReturns: true, events: ["OrderChecked", "StockReserved", "PaymentCharged"] });
  });

  test("does not play the failure of a step that cannot fail", () => {
    expect(play(services.saga("s", { steps })).simulation.failures.map(({ step }) => step.id)).toEqual(["check", "reserve", "charge"]);
  });

  test("has no way back past a step without compensation or one that is final", () => {
    const { simulation, when } = play(
      services.saga("s", { style: "orchestration", steps: [{ id: "create", component: "order" }, { id: "ship", irreversible: true, canFail: false }, { id: "charge" }] }),
    );
    expect(when("charge")).toMatchObject({ state: "inconsistent" });
    expect(when("charge").completed.map(({ fate }) => fate)).toEqual(["noCompensation", "irreversible"]);
    expect(ids(when("charge").left)).toEqual(["create", "ship"]);
    expect(simulation.alwaysReturns).toBe(false);
  });

  test("may compensate forwards, and also what never ran", () => {
    const { when } = play(services.saga("s", { style: "orchestration", compensationOrder: "forward", compensationScope: "all", steps }));
    expect(ids(when("check").compensations)).toEqual(["reserve", "charge"]);
    expect(when("check").state).toBe("unchanged");
  });
});

describe("a choreography", () => {
  const parallel: SagaStep[] = [
    { id: "create", component: "order", successEvent: "OrderCreated", compensation: undo("cancel") },
    { id: "reserve", component: "stock", trigger: "OrderCreated", successEvent: "StockReserved", failureEvent: "StockRefused", compensation: undo("release") },
    { id: "charge", component: "payment", trigger: "OrderCreated", successEvent: "PaymentCharged", failureEvent: "PaymentRefused", compensation: undo("refund") },
    { id: "tell", component: "order", trigger: "PaymentCharged", readOnly: true, canFail: false },
  ];
  const topics = services.topic("events", { events: [{ name: "StockRefused" }, { name: "PaymentRefused" }] });

  test("undoes steps beside the failed one when they hear of it", () => {
    const { simulation, when } = play(
      topics.subscribe("events", "order").subscribe("events", "stock").subscribe("events", "payment").saga("s", { style: "choreography", steps: parallel }),
    );
    expect(when("reserve").completed.map(({ step, when: at, fate }) => [step.id, at, fate])).toEqual([
      ["create", "before", "undone"],
      ["charge", "beside", "undone"],
      ["tell", "beside", "readsOnly"],
    ]);
    expect(when("charge").completed.map(({ step }) => step.id)).toEqual(["create", "reserve"]);
    expect(when("create")).toMatchObject({ completed: [], state: "unchanged" });
    expect(simulation.alwaysReturns).toBe(true);
  });

  test("takes money for goods that are not there when payment does not hear of the refusal", () => {
    const { when } = play(topics.subscribe("events", "order").saga("s", { style: "choreography", steps: parallel }));
    expect(when("reserve")).toMatchObject({ state: "inconsistent" });
    expect(ids(when("reserve").left)).toEqual(["charge"]);
    expect(ids(when("reserve").compensations)).toEqual(["create"]);
  });

  test("tells nobody without a failure event; a component knows of its own failures", () => {
    const { when } = play(
      topics.subscribe("events", "order").saga("s", {
        style: "choreography",
        steps: [
          { id: "hold", component: "order", compensation: undo("free") },
          { id: "take", component: "order" },
          { id: "charge", component: "payment" },
        ],
      }),
    );
    expect(when("take").state).toBe("undone");
    expect(when("charge").completed.map(({ fate }) => fate)).toEqual(["notTold", "noCompensation"]);
  });

  test("ends when triggers run in a circle or name events of nobody", () => {
    const { when } = play(
      services.saga("s", {
        style: "choreography",
        steps: [
          { id: "a", trigger: "C", successEvent: "B" },
          { id: "b", trigger: "B", successEvent: "C" },
          { id: "c", trigger: "elsewhere", successEvent: "D" },
          { id: "d", trigger: "D", successEvent: "D" },
        ],
      }),
    );
    expect(when("a").completed.map(({ step }) => step.id)).toEqual(["b"]);
    expect(when("d").completed.map(({ step }) => step.id)).toEqual(["a", "b", "c"]);
  });
});

test("a saga without steps is over before it begins", () => {
  expect(play(services.saga("s")).simulation).toEqual({ events: [], failures: [], alwaysReturns: true });
});
