import { describe, expect, test } from "vitest";
import { DesignIndex } from "#lib/analysis/design-index.ts";
import { simulateSaga } from "#lib/analysis/saga-simulation.ts";
import type { Design } from "#lib/model/design.ts";
import type { SagaStep } from "#lib/model/flow.ts";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { lint } from "../lint.ts";
import { applyFix } from "../words.ts";
import { transactionRules } from "./list.ts";

function run(ruleId: string, design: Design) {
  const { findings, undecided } = lint(design, { rules: transactionRules.filter(({ id }) => id === `transactions/${ruleId}`) });
  return { findings, fires: findings.map(({ target }) => target), missing: undecided.flatMap(({ missing = [] }) => missing) };
}

/** Applies the quick fixes of a rule until it is silent. */
function repaired(ruleId: string, { design }: Pick<Sketch, "design">): Design {
  let next = design;
  for (let round = 0; round < 10; round += 1) {
    const found = run(ruleId, next).findings.find(({ fixable }) => fixable);
    if (!found) break;
    next = applyFix(next, found);
  }
  expect(run(ruleId, next).fires).toEqual([]);
  return next;
}

const undo = { action: "Undo", idempotent: true };
const two = sketch()
  .boundary("context", "ordering")
  .boundary("context", "payments")
  .service("order", { contexts: ["ordering"] })
  .service("payment", { contexts: ["payments"] })
  .call("order", "payment");

describe("writes in several contexts", () => {
  const writes = two.database("orders", { owner: "order" }).data("order", "orders", { mode: "rw" }).data("payment", "money", { mode: "w" });
  const flow = ["order-orders", "order-payment", "payment-money"];

  test("ask who owns a database, or where its owner belongs, when neither it nor its writer says so", () => {
    const lost = sketch().service("a").service("b").database("x").database("y", { owner: "b" }).data("a", "x").data("b", "y").flow("f", ["a-x", "b-y"]);
    expect(run("multi-context-write", lost.design)).toMatchObject({ fires: [], missing: ["x.owner", "b.contexts"] });
  });

  test("are those of the writer when a database names no owner", () => {
    expect(run("multi-context-write", writes.database("money").flow("f", flow).design).fires).toEqual(["f"]);
  });

  test("need a saga that exists", () => {
    expect(run("multi-context-write", writes.database("money").flow("f", flow, { saga: "gone" }).design).fires).toEqual(["f"]);
  });

  test("become a saga with a step per context that the flow refers to", () => {
    const fixed = repaired("multi-context-write", writes.database("money", { owner: "payment" }).flow("f", flow, { name: "checkout" }));
    expect(fixed.flows[0]?.saga).toBe("checkout-saga");
    expect(fixed.sagas[0]).toMatchObject({ style: "orchestration", orchestrator: "order", stateStore: "orders", compensationOrder: "reverse", compensationScope: "completed" });
    expect(fixed.sagas[0]?.steps?.map(({ id, component, timeoutMs }) => [id, component, timeoutMs])).toEqual([
      ["order", "order", 30_000],
      ["payment", "payment", 30_000],
    ]);
  });

  test("of one database through its replica are one context", () => {
    const replica = writes.database("money", { role: "replica", replicaOf: "orders" }).connect("replicate", "orders", "money").flow("f", flow);
    expect(run("multi-context-write", replica.design)).toMatchObject({ fires: [], missing: [] });
  });
});

describe("a choreography that is repaired by its quick fixes", () => {
  const create: SagaStep = { id: "create", component: "order", successEvent: "OrderCreated" };
  const steps: SagaStep[] = [
    create,
    { id: "reserve", component: "stock", trigger: "OrderCreated", successEvent: "StockReserved" },
    { id: "charge", component: "payment", trigger: "OrderCreated", successEvent: "PaymentCharged" },
  ];
  const drawn = sketch()
    .service("order")
    .service("stock")
    .service("payment")
    .topic("order-events", { events: [{ name: "OrderCreated" }] })
    .publish("order", "order-events")
    .publish("stock", "order-events")
    .subscribe("order-events", "stock", { group: "stock", ack: "after" })
    .saga("s", { style: "choreography", steps });

  test("returns from every failure", () => {
    let design = repaired("choreography-failure-unhandled", drawn);
    design = repaired("missing-compensation", { design });
    const [saga] = design.sagas;
    if (!saga) throw new Error("the saga is gone");
    expect(simulateSaga(new DesignIndex(design), saga).alwaysReturns).toBe(true);
    expect(saga.steps?.map(({ failureEvent }) => failureEvent)).toEqual([undefined, "ReserveFailed", "ChargeFailed"]);
    // Stock already publishes to order-events, payment gets a topic of its own; stock hears it as it hears the other one.
    expect(design.components.find(({ id }) => id === "order-events")?.events?.map(({ name }) => name)).toEqual(["OrderCreated", "ReserveFailed"]);
    expect(design.connections.find(({ from, to }) => from === "payment-events" && to === "stock")).toMatchObject({ kind: "subscribe", group: "stock", ack: "after" });
  });

  test("is left to a person when a step runs on nothing that could publish", () => {
    const outside = drawn.external("bank").saga("t", { style: "choreography", steps: [create, { id: "pay", component: "bank", trigger: "OrderCreated" }] });
    expect(run("choreography-failure-unhandled", outside.design).findings.find(({ target }) => target === "t.pay")?.fixable).toBe(false);
  });

  test("does not ask a component to hear of its own failure, nor of one that cannot happen", () => {
    const own = sketch()
      .service("a")
      .saga("s", {
        style: "choreography",
        steps: [
          { id: "x", component: "a", compensation: undo },
          { id: "y", component: "a", failureEvent: "YFailed" },
          { id: "z", component: "a", canFail: false },
        ],
      });
    expect(run("choreography-failure-unhandled", own.design).fires).toEqual([]);
  });
});

describe("what cannot be undone", () => {
  test("comes too early beside a step of a choreography that may fail, whatever the order of the list", () => {
    const beside = sketch().saga("s", {
      style: "choreography",
      steps: [
        { id: "create", successEvent: "Created", canFail: false },
        { id: "charge", trigger: "Created" },
        { id: "ship", trigger: "Created", irreversible: true, canFail: false },
      ],
    });
    expect(run("irreversible-step-too-early", beside.design).findings.map(({ target, fixable }) => [target, fixable])).toEqual([["s.ship", false]]);
  });

  test("is moved just behind the last step that may fail", () => {
    const steps: SagaStep[] = [{ id: "ship", irreversible: true }, { id: "charge" }, { id: "bill" }, { id: "close", canFail: false }];
    expect(repaired("irreversible-step-too-early", sketch().saga("s", { steps })).sagas[0]?.steps?.map(({ id }) => id)).toEqual(["charge", "bill", "ship", "close"]);
  });

  test("twice is a decision", () => {
    const both = sketch().saga("s", {
      steps: [
        { id: "ship", irreversible: true },
        { id: "mail", irreversible: true },
      ],
    });
    expect(run("irreversible-step-too-early", both.design).findings.map(({ target, fixable }) => [target, fixable])).toEqual([["s.ship", false]]);
  });
});

describe("an orchestrator", () => {
  test("gets a database when it has none, and keeps one that it writes", () => {
    const alone = sketch().service("order", { name: "Orders" }).saga("s", { style: "orchestration", orchestrator: "order" });
    const fixed = repaired("saga-state-in-memory", alone);
    expect(fixed.sagas[0]?.stateStore).toBe("orders-saga-state");
    expect(fixed.connections[0]).toMatchObject({ kind: "data", from: "order", to: "orders-saga-state", mode: "rw" });
    const written = alone.database("b").data("order", "b", { mode: "rw" }).database("a").data("order", "a", { mode: "r" });
    expect(repaired("saga-state-in-memory", written).sagas[0]?.stateStore).toBe("b");
  });

  test("that nobody named cannot be given one", () => {
    expect(run("saga-state-in-memory", sketch().saga("s", { style: "orchestration" }).design).findings[0]?.fixable).toBe(false);
  });

  test("may be a function, of which the platform starts another copy", () => {
    expect(run("orchestrator-spof", sketch().component("function", "flow").saga("s", { orchestrator: "flow" }).design).fires).toEqual([]);
  });
});

test("a saga asks where its steps run when that decides whether it is one", () => {
  const saga = (component: string | undefined) =>
    two.service("lost").saga("s", {
      steps: [
        { id: "a", component: "order" },
        { id: "b", component },
      ],
    }).design;
  expect(run("saga-in-one-context", saga("lost"))).toMatchObject({ fires: [], missing: ["lost.contexts"] });
  expect(run("saga-in-one-context", saga(undefined))).toMatchObject({ fires: [], missing: ["s.b.component"] });
  expect(run("saga-in-one-context", saga("payment"))).toMatchObject({ fires: [], missing: [] });
});

test("only writes of originals have to be atomic with a publication", () => {
  const publishing = sketch().service("a").topic("t").publish("a", "t");
  const fires = (drawn: Sketch) => run("dual-write", drawn.design).fires;
  expect(fires(publishing.database("db", { role: "replica" }).data("a", "db", { mode: "rw" }))).toEqual([]);
  expect(fires(publishing.database("db", { role: "readModel" }).data("a", "db", { mode: "w" }))).toEqual([]);
  expect(fires(publishing.database("db").data("a", "db", { mode: "r" }))).toEqual([]);
  const sourced = publishing.database("db", { role: "eventStore" }).data("a", "db", { mode: "w" });
  expect(repaired("dual-write", sourced).connections[0]?.atomicWith).toBe("eventStore");
});
