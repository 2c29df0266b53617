import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { flowAvailability } from "./flow-availability.ts";

const five = sketch()
  .client("web")
  .gateway("gateway", { availability: 0.9995 })
  .service("order", { availability: 0.9995 })
  .service("stock", { availability: 0.9995 })
  .service("price", { availability: 0.9995 })
  .database("orders", { availability: 0.9995 })
  .call("web", "gateway")
  .call("gateway", "order")
  .call("order", "stock")
  .call("order", "price")
  .data("order", "orders");
const walk = ["web-gateway", "gateway-order", "order-stock", "order-price", "order-orders"];
const promised = { slo: { availability: 0.9995 } };

test("five dependencies at 99.95% give 99.75%, and each would need 99.99%", () => {
  const answer = ask(flowAvailability, five.flow("create", walk, promised));
  expect(answer.verdict).toBe("bad");
  expect(answer.sentence).toBe("5 hard dependencies together reach 99.75% of 99.95% promised; the weakest is gateway with 99.95%; each would need 99.99%.");
  expect(answer.working).toEqual([
    "A = 99.95% × 99.95% × 99.95% × 99.95% × 99.95% = 99.75%",
    "needed of each = 99.95%^(1/5) = 99.99%",
    "2 copies of gateway = 1 − (1 − 99.95%)^2 = 99.999975%",
  ]);
  expect(answer.marks?.map(({ text, tone }) => `${text} ${tone}`)).toEqual(Array<string>(5).fill("99.95% bad"));
});

test("two copies of what has 99.9% give 99.9999%", () => {
  const answer = ask(flowAvailability, sketch().client("web").service("order", { availability: 0.999 }).call("web", "order").flow("create", ["web-order"], promised));
  expect(answer.working).toContain("2 copies of order = 1 − (1 − 99.9%)^2 = 99.9999%");
  expect(answer.figures).toContainEqual({ label: "With 2 copies of the weakest", value: "99.9999%", tone: "good" });
});

test("what has a fallback or stands behind an outbox does not count, and the reason is given", () => {
  const drawn = five
    .external("mail", { availability: 0.9 })
    .topic("events", { availability: 0.9 })
    .call("order", "mail", { fallback: "send it later" })
    .publish("order", "events", { atomicWith: "outbox" });
  const answer = ask(flowAvailability, drawn.flow("create", [...walk, "order-mail", "order-events"], promised));
  expect(answer.sentence).toMatch(/^5 hard dependencies together reach 99\.75%/u);
  expect(answer.tables?.[0]?.rows.map((row) => row.map(({ value }) => value))).toEqual([
    ["order → mail", 'falls back to "send it later"'],
    ["order → events", "keeps its messages in an outbox"],
  ]);
});

test("a missing availability leaves an upper bound, a missing promise is asked for", () => {
  const drawn = five.service("audit").call("order", "audit");
  const answer = ask(flowAvailability, drawn.flow("create", [...walk, "order-audit"]));
  expect(answer.verdict).toBe("undecided");
  expect(answer.sentence).toBe(
    "6 hard dependencies together reach at most 99.75%; the weakest is gateway with 99.95%; still missing: promised availability of create and availability of audit.",
  );
  expect(missingPlaces(answer)).toEqual(["create.slo.availability", "audit.availability"]);
});

test("the outages of the dependencies are drawn against the error budget", () => {
  const [chart] = ask(flowAvailability, five.flow("create", walk, promised)).charts ?? [];
  if (chart?.kind !== "bars") throw new Error("There should be bars.");
  expect(chart.bars.map(({ value }) => Math.round(value / 60_000))).toEqual([22, 22, 22, 22, 22]);
  expect(Math.round((chart.limit?.value ?? 0) / 60_000)).toBe(22);
});
