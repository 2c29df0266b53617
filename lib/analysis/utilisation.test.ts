import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { DesignIndex } from "./design-index.ts";
import { usedShare, usesByFullness, usesOf } from "./utilisation.ts";

const uses = ({ design }: Pick<ReturnType<typeof sketch>, "design">, id: string) => {
  const index = new DesignIndex(design);
  const component = index.component(id);
  if (!component) throw new Error(`${id} was not drawn.`);
  return usesOf(component, index).map((use) => [use.of, use.loadRps, use.capacityRps, usedShare(use)]);
};

const order = sketch()
  .client("web")
  .service("order", { perInstanceRps: 20, instances: { max: 5 } });

test("requests are those of the component, of the system, or of the calls that reach it", () => {
  expect(uses(order.call("web", "order").set({ requirements: { nfr: { peakRps: 50 } } }), "order")).toEqual([["requests", 50, 100, 0.5]]);
  expect(uses(order.service("a").call("a", "order", { rps: 10 }).service("b").call("b", "order", { rps: 15 }), "order")).toEqual([["requests", 25, 100, 0.25]]);
  expect(uses(order.service("a").call("a", "order"), "order")).toEqual([["requests", undefined, 100, undefined]]);
});

test("what a provider lets grow is full only when numbers say so", () => {
  const balancer = (properties: object) => sketch().component("loadBalancer", "lb", { managed: true, ...properties });
  expect(uses(balancer({ peakRps: 100 }), "lb")).toEqual([]);
  expect(uses(balancer({ capacityRps: 100 }), "lb")).toEqual([]);
  expect(uses(balancer({ peakRps: 80, capacityRps: 100 }), "lb")).toEqual([["requests", 80, 100, 0.8]]);
});

test("reads and writes each have their limit; an arrow without a rate leaves the sum open", () => {
  const orders = order.database("orders", { maxReadRps: 100, maxWriteRps: 50 });
  expect(uses(orders.data("order", "orders", { mode: "rw", readRps: 10, writeRps: 40 }), "orders")).toEqual([
    ["reads", 10, 100, 0.1],
    ["writes", 40, 50, 0.8],
  ]);
  const two = orders.data("order", "orders", { mode: "r", readRps: 10 }).service("report").data("report", "orders", { mode: "r" });
  expect(uses(two, "orders")).toEqual([["reads", undefined, 100, undefined]]);
});

test("consumers get messages, and need no requests to be asked about", () => {
  const drawn = order
    .queue("mails")
    .publish("order", "mails", { rps: 30 })
    .service("mailer", { perInstanceRps: 5, instances: { max: 2 } });
  expect(uses(drawn.subscribe("mails", "mailer", { perConsumerRps: 20 }), "mailer")).toEqual([["messages", 30, 40, 0.75]]);
  expect(uses(drawn.subscribe("mails", "mailer"), "mailer")).toEqual([["messages", undefined, undefined, undefined]]);
});

test("what is missing can only add to what is too much already", () => {
  const drawn = order.database("orders", { maxReadRps: 100 }).data("order", "orders", { mode: "r", readRps: 120 }).service("report").data("report", "orders", { mode: "r" });
  expect(uses(drawn, "orders")).toEqual([["reads", 120, 100, 1.2]]);
});

test("the fullest comes first, what is not known last, whatever was drawn first", () => {
  const drawn = sketch().service("a", { peakRps: 1, capacityRps: 10 }).service("b", { capacityRps: 10 }).service("c", { peakRps: 9, capacityRps: 10 });
  const ids = (design: typeof drawn.design) => usesByFullness(new DesignIndex(design)).map(({ component }) => component.id);
  expect(ids(drawn.design)).toEqual(["c", "a", "b"]);
  expect(ids({ ...drawn.design, components: drawn.design.components.toReversed() })).toEqual(["c", "a", "b"]);
});
