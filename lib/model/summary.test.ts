import { expect, test } from "vitest";
import { componentDescriptors, connectionDescriptors } from "./describe.ts";
import { summaryOf } from "./summary.ts";

const component = (property: string, value: unknown) => {
  const descriptor = componentDescriptors.get(property);
  if (!descriptor) throw new Error(`no property ${property}`);
  return summaryOf(descriptor, value, (id) => (id === "ordering" ? "Ordering" : id));
};

test.each<[string, unknown, string | undefined]>([
  ["p99Ms", 5_000, "5s"],
  ["role", "readModel", "Read model"],
  ["managed", true, "yes"],
  ["metrics", ["rate", "errors"], "rate, errors"],
  ["contexts", ["ordering", "billing"], "Ordering, billing"],
  ["purpose", `Takes ${"very ".repeat(20)}long orders`, "Takes very very very very very very ver…"],
  ["instances", { min: 2, max: 10 }, "2–10"],
  ["instances", { min: 3, max: 3 }, "3"],
  ["instances", { max: 10 }, "up to 10"],
  ["instances", { min: 2 }, "2 or more"],
  ["slo", { availability: 0.999, p99Ms: 200 }, "99.9% · 200ms"],
  ["slo", { p99Ms: 200 }, "p99 latency 200ms"],
  ["technology", { name: "Node.js" }, "Node.js"],
  ["slo", {}, "nothing set"],
  ["tables", [{ name: "orders" }, { name: "lines" }], "2"],
  ["tables", [], undefined],
  ["apis", undefined, undefined],
])("%s %j", (property, value, summary) => {
  expect(component(property, value)).toBe(summary);
});

test("a retry reads like a contract", () => {
  const retry = connectionDescriptors.get("retry");
  if (!retry) throw new Error("no retry");
  expect(summaryOf(retry, { max: 3, backoff: "exponential", baseMs: 100, jitter: true })).toBe("3 retries · Exponential · 100ms …");
  expect(summaryOf(retry, { max: 0, jitter: false })).toBe("0 retries · no jitter");
});
