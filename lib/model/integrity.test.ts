import { expect, test } from "vitest";
import { checkIntegrity } from "./integrity.ts";
import { sketch } from "./sketch.ts";

const shop = sketch()
  .boundary("context", "ordering")
  .service("order", { contexts: ["ordering"] })
  .service("payment")
  .call("order", "payment");
const messages = (drawn: { readonly design: typeof shop.design }) => checkIntegrity(drawn.design).map((problem) => problem.message);

test("a design that fits together has no problem", () => {
  expect(checkIntegrity(shop.design)).toEqual([]);
});

test.each([
  ["an arrow into nowhere", shop.call("order", "ghost"), 'The connection "order-ghost" refers to the component "ghost", which does not exist (to).'],
  ["two boxes with one id", shop.service("order"), 'Two components have the id "order".'],
  ["a box and an arrow with one id", shop.service("order-payment"), 'The component and the connection "order-payment" have the same id.'],
  ["a flow over a deleted arrow", shop.flow("checkout", ["order-payment", "gone"]), 'The flow "checkout" refers to the connection "gone", which does not exist (connections).'],
  [
    "a saga of a missing service",
    shop.saga("s", { steps: [{ id: "1", component: "ghost" }] }),
    'The saga "s" refers to the component "ghost", which does not exist (steps.component).',
  ],
  ["an owner that is not there", shop.database("db", { owner: "ghost" }), 'The component "db" refers to the component "ghost", which does not exist (owner).'],
  [
    "a dead-letter queue that is not there",
    shop.topic("t").subscribe("t", "order", { dlq: "ghost" }),
    'The connection "t-order" refers to the component "ghost", which does not exist (dlq).',
  ],
  ["a decision that is not there", shop.service("x", { decision: "0001" }), 'The component "x" refers to the decision "0001", which does not exist (decision).'],
  ["a context that is not drawn", shop.service("x", { contexts: ["ghost"] }), 'The component "x" refers to the boundary "ghost", which does not exist (contexts).'],
  ["fewer instances at most than at least", shop.service("x", { instances: { min: 3, max: 2 } }), 'The component "x" has at least 3 instances, but at most 2.'],
  ["a negative number", shop.service("x", { p99Ms: -5 }), 'The component "x" has a negative number (p99Ms).'],
  ["boundaries in a circle", shop.boundary("zone", "a", { parent: "b" }).boundary("zone", "b", { parent: "a" }), 'The boundaries "a", "b" lie inside each other in a circle.'],
  ["a mesh with a decision that is not there", shop.set({ mesh: { decision: "0002" } }), 'The service mesh refers to the decision "0002", which does not exist.'],
])("reports %s", (_, drawn, message) => {
  expect(messages(drawn)).toEqual([message]);
});

test("a zone named after a level of trust need not be drawn", () => {
  expect(checkIntegrity(shop.service("x", { zone: "private" }).design)).toEqual([]);
  expect(messages(shop.service("x", { zone: "cellar" }))).toHaveLength(1);
});

test("says which element and which property", () => {
  expect(checkIntegrity(shop.call("order", "ghost").design)).toMatchObject([{ collection: "connections", id: "order-ghost", path: ["connections", 1, "to"] }]);
});
