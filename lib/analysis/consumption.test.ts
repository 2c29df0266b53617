import { expect, test } from "vitest";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { consumptionOf } from "./consumption.ts";
import { DesignIndex } from "./design-index.ts";

const consumption = (drawn: Sketch, id: string) => {
  const index = new DesignIndex(drawn.design);
  const subscription = index.connections.get(id);
  return subscription && consumptionOf(subscription, index);
};

const events = sketch()
  .component("broker", "kafka", { engine: "kafka" })
  .service("ingest")
  .topic("events", { broker: "kafka", partitions: 100 })
  .publish("ingest", "events", { rps: 1_000_000 });

test("the trigger of the analytics job lets 100,000 of a million through", () => {
  const job = events.component("streamProcessor", "job").subscribe("events", "job", { maxPerTrigger: 1_000_000, triggerMs: 10_000 });
  expect(consumption(job, "events-job")).toMatchObject({ arrivalRps: 1_000_000, serviceRps: 100_000, limit: "trigger", missing: ["events-job.perConsumerRps"] });
});

test("consumers above the partitions add nothing", () => {
  const job = events.component("streamProcessor", "job", { instances: { min: 1, max: 150 } }).subscribe("events", "job", { perConsumerRps: 12_000 });
  expect(consumption(job, "events-job")).toMatchObject({ serviceRps: 1_200_000, parallel: 100, limit: "partitions", missing: [] });
});

test("what one consumer handles, how many run and what arrives is asked for", () => {
  const drawn = sketch()
    .service("order")
    .topic("orders", { engine: "kafka" })
    .publish("order", "orders")
    .component("function", "mail")
    .service("stock", { instances: { max: 4 } })
    .service("audit")
    .subscribe("orders", "mail")
    .subscribe("orders", "stock", { perConsumerRps: 10 })
    .subscribe("orders", "audit", { perConsumerRps: 10, maxPerTrigger: 5 });
  expect(consumption(drawn, "orders-mail")?.missing).toEqual(["orders-mail.perConsumerRps", "mail.maxConcurrency", "orders.partitions", "order-orders.rps"]);
  expect(consumption(drawn, "orders-stock")?.missing).toEqual(["orders.partitions", "order-orders.rps"]);
  expect(consumption(drawn, "orders-audit")?.missing).toEqual(["orders-audit.triggerMs", "order-orders.rps"]);
});

test("a queue has no partitions, and one consumer needs none", () => {
  const drawn = sketch()
    .service("order")
    .queue("jobs", { engine: "sqs" })
    .publish("order", "jobs", { rps: 50 })
    .component("function", "worker", { maxConcurrency: 10 })
    .subscribe("jobs", "worker", { perConsumerRps: 4 });
  expect(consumption(drawn, "jobs-worker")).toMatchObject({ arrivalRps: 50, serviceRps: 40, limit: "consumers", missing: [] });
});

test("dead letters and topics that nothing feeds are not compared", () => {
  const drawn = sketch().service("repair").service("stock").queue("dead", { role: "dlq" }).topic("silent").subscribe("dead", "repair").subscribe("silent", "stock");
  expect(consumption(drawn.publish("stock", "dead", { rps: 1 }), "dead-repair")).toBeUndefined();
  expect(consumption(drawn, "silent-stock")).toBeUndefined();
});
