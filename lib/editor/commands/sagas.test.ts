import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { TestEditor } from "../test-editor.ts";
import { removeFlow } from "./flows.ts";
import { addSaga, addSagaStep, changeSaga, changeSagaStep, makeSagaOf, moveSagaStep, removeSagaStep } from "./sagas.ts";

const shop = () =>
  sketch("Shop")
    .client("web", { name: "Web" })
    .service("orders", { name: "Orders" })
    .service("payments", { name: "Payments" })
    .service("prices", { name: "Prices" })
    .database("orders-db", { owner: "orders" })
    .database("payments-db", { owner: "payments" })
    .call("web", "orders")
    .call("orders", "prices")
    .call("orders", "payments")
    .data("orders", "orders-db", { mode: "rw" })
    .data("prices", "orders-db", { mode: "r" })
    .data("payments", "payments-db", { mode: "w" });
const calls = ["web-orders", "orders-prices", "orders-payments"];

const sagaOf = (driver: TestEditor) => driver.design.sagas.at(-1);
const steps = (driver: TestEditor) => sagaOf(driver)?.steps?.map(({ id }) => id);

test("a flow becomes a saga with a step for each service that writes, led by the first, as one step", () => {
  const driver = new TestEditor(shop().flow("buy", calls, { name: "Buy" }));
  const before = driver.design;
  expect(makeSagaOf(driver.editor, "buy")).toBe("buy-saga");
  expect(sagaOf(driver)).toMatchObject({
    id: "buy-saga",
    name: "Buy saga",
    style: "orchestration",
    orchestrator: "orders",
    stateStore: "orders-db",
    compensationOrder: "reverse",
    compensationScope: "completed",
    steps: [
      { id: "orders", component: "orders", timeoutMs: 30_000 },
      { id: "payments", component: "payments", timeoutMs: 30_000 },
    ],
  });
  expect(driver.design.flows[0]?.saga).toBe("buy-saga");
  expect(driver.editor.ui.getState()).toMatchObject({ side: "flows", flow: "buy-saga" });
  expect(driver.undo().design).toEqual(before);
});

test("when writes are part of the walk, only they make steps", () => {
  const driver = new TestEditor(shop().flow("pay", ["orders-payments", "payments-payments-db"]));
  makeSagaOf(driver.editor, "pay");
  expect(steps(driver)).toEqual(["payments"]);
});

test("no saga is made of a flow in which nothing is written", () => {
  const driver = new TestEditor(shop().flow("none", []));
  expect(makeSagaOf(driver.editor, "none")).toBeUndefined();
  expect(makeSagaOf(driver.editor, "gone")).toBeUndefined();
  expect(driver.editor.history.undo).toBeUndefined();
});

test("the steps of a saga are added, changed, moved and removed one at a time", () => {
  const driver = new TestEditor(shop());
  const id = addSaga(driver.editor);
  expect(driver.editor.ui.getState()).toMatchObject({ flow: id, focus: { property: "name", of: id } });
  addSagaStep(driver.editor, id);
  addSagaStep(driver.editor, id);
  expect(addSagaStep(driver.editor, id, 1)).toBe(1);
  expect(steps(driver)).toEqual(["step-1", "step-3", "step-2"]);
  changeSagaStep(driver.editor, id, 1, { id: "charge", component: "payments", compensation: { action: "Refund", idempotent: true } });
  expect(sagaOf(driver)?.steps?.[1]).toEqual({ id: "charge", component: "payments", compensation: { action: "Refund", idempotent: true } });
  expect(changeSagaStep(driver.editor, id, 7, { readOnly: true }), "there is no such step").toBe(false);
  moveSagaStep(driver.editor, id, 1, 0);
  expect(steps(driver)).toEqual(["charge", "step-1", "step-2"]);
  removeSagaStep(driver.editor, id, 1);
  expect(steps(driver)).toEqual(["charge", "step-2"]);
  changeSaga(driver.editor, id, { style: "choreography", name: "Pay" });
  expect(sagaOf(driver)?.style).toBe("choreography");
  driver.undo(7);
  expect([steps(driver), sagaOf(driver)?.name]).toEqual([[], "New saga"]);
});

test("a flow lets go of a saga that is deleted", () => {
  const driver = new TestEditor(shop().saga("s", { name: "Buying" }).flow("buy", calls, { saga: "s" }));
  removeFlow(driver.editor, "s");
  expect([driver.design.sagas, driver.design.flows[0]?.saga, driver.editor.history.undo?.label]).toEqual([[], undefined, "Delete Buying"]);
});
