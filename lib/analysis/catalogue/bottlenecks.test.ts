import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { bottlenecks } from "./bottlenecks.ts";

const thresholds = { "capacity.headroom": 1.5 };

const shop = (maxWriteRps: number) =>
  sketch()
    .set({ requirements: { nfr: { peakRps: 27.8 } } })
    .client("web")
    .service("order", { p99Ms: 40, availability: 0.9999, perInstanceRps: 20, instances: { min: 2, max: 10 } })
    .database("orders", { p99Ms: 10, availability: 0.9995, maxReadRps: 1_000, maxWriteRps })
    .service("stock", { p99Ms: 30, availability: 0.9999, perInstanceRps: 50 })
    .call("web", "order")
    .call("order", "stock", { rps: 27.8 })
    .data("order", "orders", { mode: "rw", readRps: 10, writeRps: 27.8 })
    .flow("create", ["web-order", "order-stock", "order-orders"]);

test("ranks by how full, then how slow, then how often down", () => {
  const answer = ask(bottlenecks, shop(500), { thresholds });
  expect(answer).toMatchObject({
    verdict: "good",
    sentence: "stock is the fullest with 55.6% used at peak; order takes 50% of the time; orders causes 71.4% of the failures.",
    working: ["stock: 27.8/s ÷ 50/s = 55.6%", "order: 27.8/s ÷ 200/s = 13.9%", "orders: 27.8/s ÷ 500/s = 5.56%"],
  });
  expect(answer.tables?.[0]?.rows.map((row) => row.map(({ value }) => value))).toEqual([
    ["stock", 0.556, 0.375, 0.143],
    ["order", 0.139, 0.5, 0.143],
    ["orders", 0.0556, 0.125, 0.714],
    ["web", "–", 0, "–"],
  ]);
  expect(answer.marks).toEqual([
    { element: "stock", text: "55.6% full", tone: "warning" },
    { element: "order", text: "50% of the time", tone: "warning" },
    { element: "orders", text: "71.4% of failures", tone: "warning" },
  ]);
  expect(answer.charts?.map(({ title }) => title)).toEqual(["Used at peak", "Share of the time", "Share of the failures"]);
});

test("one that is too full is bad, and leads in all it leads in", () => {
  const answer = ask(bottlenecks, shop(30), { thresholds });
  expect(answer).toMatchObject({
    verdict: "bad",
    sentence: "orders is the fullest with 92.7% used at peak and causes 71.4% of the failures; order takes 50% of the time; 1 component is fuller than a headroom of 1.5× allows.",
  });
});

test("says what is missing", () => {
  const drawn = sketch().client("web").service("order").call("web", "order").flow("create", ["web-order"]);
  const answer = ask(bottlenecks, drawn, { thresholds });
  expect(answer.verdict).toBe("undecided");
  expect(answer.sentence).toBe(
    "Nothing is known yet of what web and order can take, how long they take and how often they fail; missing: own p99 latency of order and availability of order.",
  );
  expect(missingPlaces(answer)).toEqual(["order.p99Ms", "order.availability"]);
});

test("consumers of a flow that messages start are as full as they get messages", () => {
  const drawn = sketch()
    .queue("mails")
    .service("order")
    .service("mailer", { instances: { max: 2 } })
    .publish("order", "mails", { rps: 30 })
    .subscribe("mails", "mailer", { perConsumerRps: 20 })
    .flow("tell", ["mails-mailer"], { entry: "mails" });
  expect(ask(bottlenecks, drawn, { thresholds }).sentence).toMatch(/^mailer is the fullest with 75% used at peak/u);
});

test("a flow without connections has nothing to rank", () => {
  expect(ask(bottlenecks, sketch().flow("empty", []), { thresholds })).toMatchObject({ verdict: "neutral", sentence: "This flow has no connections yet." });
});
