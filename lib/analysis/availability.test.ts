import { expect, test } from "vitest";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { flowAvailability, hardComponents, neededAvailability, redundantAvailability, seriesAvailability } from "./availability.ts";
import { DesignIndex } from "./design-index.ts";

test("five dependencies at 99.95% give 99.75%, and each needs 99.99% for 99.95% together", () => {
  expect(seriesAvailability(Array<number>(5).fill(0.9995))).toBeCloseTo(0.9975, 5);
  expect(neededAvailability(0.9995, 5)).toBeCloseTo(0.9999, 6);
});

test("two copies at 99.9% give 99.9999%", () => {
  expect(redundantAvailability(0.999, 2)).toBeCloseTo(0.999999, 9);
});

const hardOf = ({ design }: Sketch) => {
  const [flow] = design.flows;
  return flow ? hardComponents(new DesignIndex(design), flow).map((component) => component.id) : [];
};
const shop = sketch().client("web").service("order").database("orders").topic("events").service("mailer").call("web", "order").data("order", "orders");

test("what a request cannot do without, in the order of the walk, without the client", () => {
  expect(hardOf(shop.flow("create", ["web-order", "order-orders"]))).toEqual(["order", "orders"]);
});

test("a topic is hard unless an outbox stands before it, and its consumers never are", () => {
  const walk = ["web-order", "order-events", "events-mailer"];
  expect(hardOf(shop.publish("order", "events").subscribe("events", "mailer").flow("create", walk))).toEqual(["order", "events"]);
  expect(hardOf(shop.publish("order", "events", { atomicWith: "outbox" }).subscribe("events", "mailer").flow("create", walk))).toEqual(["order"]);
});

test("a flow that starts at a topic needs its consumer", () => {
  expect(hardOf(shop.subscribe("events", "mailer").flow("mail", ["events-mailer"]))).toEqual(["events", "mailer"]);
});

test("what only a soft connection reaches drops out with everything behind it", () => {
  const pricing = sketch().service("shop").service("prices").database("rates").call("shop", "prices", { fallback: "last known price" }).data("prices", "rates");
  expect(hardOf(pricing.flow("show", ["shop-prices", "prices-rates"]))).toEqual(["shop"]);
  expect(hardOf(pricing.service("tax").call("shop", "tax").data("tax", "rates").flow("show", ["shop-prices", "prices-rates", "shop-tax", "tax-rates"]))).toEqual([
    "shop",
    "tax",
    "rates",
  ]);
});

test("failing fast does not make a dependency soft", () => {
  expect(hardOf(sketch().service("shop").service("prices").call("shop", "prices", { fallback: "fail fast" }).flow("show", ["shop-prices"]))).toEqual(["shop", "prices"]);
});

test("the known availabilities bound the product from above, the rest is asked for", () => {
  const { design } = sketch()
    .service("a", { availability: 0.999 })
    .service("b")
    .service("c", { availability: 0.99 })
    .call("a", "b")
    .call("b", "c")
    .flow("walk", ["a-b", "b-c", "gone"]);
  const [flow] = design.flows;
  const result = flow && flowAvailability(new DesignIndex(design), flow);
  expect(result?.availability).toBeCloseTo(0.98901, 8);
  expect(result?.missing).toEqual(["b"]);
});

test("circles and loose ends do no harm", () => {
  expect(hardOf(sketch().service("a").service("b").call("a", "b").call("b", "a").flow("round", ["a-b", "b-a", "nowhere"]))).toEqual(["a", "b"]);
  expect(hardOf(sketch().service("a").flow("empty", []))).toEqual([]);
  expect(hardOf(sketch().service("a").call("a", "ghost").flow("loose", ["a-ghost"], { entry: "also-gone" }))).toEqual(["a"]);
});
