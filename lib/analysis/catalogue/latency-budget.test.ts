import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { DesignIndex } from "../design-index.ts";
import { latencyBudget } from "./latency-budget.ts";

const context = (design: ReturnType<typeof sketch>["design"]) => ({ index: new DesignIndex(design), threshold: () => ({ value: 0, origin: "" }), values: {} });

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
  const ctx = context(order.design);
  const [subject] = latencyBudget.subjects(ctx);
  if (!subject) throw new Error("no flow");
  const answer = latencyBudget.analyse(subject, ctx);
  expect(answer.verdict).toBe("good");
  expect(answer.sentence).toBe("88ms of 200ms; Orders takes the most, 40ms.".replace("Orders", "order"));
  expect(answer.working).toEqual(["8ms + 40ms + 2 × 20ms = 88ms"]);
});

test("a missing latency makes it undecided and a lower bound", () => {
  const ctx = context(order.service("audit").call("order", "audit").flow("audited", ["gateway-order", "order-audit"], { slo: { p99Ms: 100 } }).design);
  const subject = latencyBudget.subjects(ctx).find((one) => one.id === "audited");
  if (!subject) throw new Error("no flow");
  const answer = latencyBudget.analyse(subject, ctx);
  expect(answer.verdict).toBe("undecided");
  expect(answer.sentence).toMatch(/^At least 48ms of 100ms/u);
  expect(answer.inputs.filter((input) => input.value === undefined).map((input) => input.place)).toEqual([{ type: "component", id: "audit", property: "p99Ms" }]);
});
