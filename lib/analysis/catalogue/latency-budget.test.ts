import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { latencyBudget } from "./latency-budget.ts";

const order = sketch()
  .client("web")
  .gateway("gateway", { p99Ms: 8 })
  .service("order", { p99Ms: 40 })
  .service("stock", { p99Ms: 20 })
  .service("prices", { p99Ms: 30 })
  .call("web", "gateway")
  .call("gateway", "order")
  .call("order", "stock", { parallelGroup: "look-ups", callsPerRequest: 2 })
  .call("order", "prices", { parallelGroup: "look-ups" })
  .flow("create", ["web-gateway", "gateway-order", "order-stock", "order-prices"], { slo: { p99Ms: 200 } });

test("shares sum up to the budget; the faster call of a parallel group adds nothing", () => {
  const answer = ask(latencyBudget, order);
  expect(answer.verdict).toBe("good");
  expect(answer.sentence).toBe("88 ms of 200 ms; order takes the most, 40 ms.");
  expect(answer.working).toEqual(["40 ms + 2 × 20 ms + 8 ms = 88 ms"]);
  expect(answer.inputs.map(({ place }) => place.id)).toContain("prices");
});

test("the path A → B → C takes the p99 of all three", () => {
  const chain = sketch().service("a", { p99Ms: 10 }).service("b", { p99Ms: 20 }).service("c", { p99Ms: 30 }).call("a", "b").call("b", "c");
  const answer = ask(latencyBudget, chain.flow("walk", ["a-b", "b-c"], { slo: { p99Ms: 50 } }));
  expect(answer).toMatchObject({ verdict: "bad", sentence: "60 ms of 50 ms; c takes the most, 30 ms." });
});

test("a missing latency makes it undecided and a lower bound", () => {
  const answer = ask(
    latencyBudget,
    order
      .service("audit")
      .call("order", "audit")
      .flow("audited", ["gateway-order", "order-audit"], { slo: { p99Ms: 100 } }),
    { about: "audited" },
  );
  expect(answer.verdict).toBe("undecided");
  expect(answer.sentence).toBe("At least 48 ms of 100 ms; order takes the most, 40 ms; still missing: own p99 latency of audit.");
  expect(missingPlaces(answer)).toEqual(["audit.p99Ms"]);
});

test("a flow without a promise is added up, and the promise is asked for", () => {
  const answer = ask(latencyBudget, order.flow("browse", ["order-prices"]), { about: "browse" });
  expect(answer).toMatchObject({ verdict: "undecided", sentence: "70 ms; order takes the most, 40 ms; still missing: promised p99 latency of browse." });
});

test("a flow that walks over nothing has no answer yet", () => {
  expect(ask(latencyBudget, sketch().flow("empty", []))).toMatchObject({ verdict: "undecided", sentence: "This flow walks over no connection yet, so that nothing takes time." });
});
