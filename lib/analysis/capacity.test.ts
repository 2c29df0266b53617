import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { capacityOf, copiesOf, covers, firstCompute, instancesFor, loadOf, utilisation } from "./capacity.ts";
import { DesignIndex } from "./design-index.ts";

const service = { id: "order", kind: "service", name: "order" } as const;

test("27.8 orders a second at 20 per instance need 3 instances, not 100", () => {
  expect(instancesFor(27.8, 20, 1.5)).toBe(3);
  expect(capacityOf({ ...service, instances: { min: 10, max: 100 }, perInstanceRps: 20 })).toBe(2_000);
  expect(utilisation(27.8, 2_000)).toBeCloseTo(0.0139, 6);
});

test("a load test of 41.7 covers 1.5 times 27.8, and 41.6 does not", () => {
  expect(covers(41.7, 1.5 * 27.8)).toBe(true);
  expect(covers(41.6, 1.5 * 27.8)).toBe(false);
});

test("decimals do not cost an instance", () => {
  expect(instancesFor(0.1 + 0.2, 0.1, 1)).toBe(3);
  expect(instancesFor(0, 20, 1.5)).toBe(1);
});

test("capacity comes from instances, from the declared total, or is unknown", () => {
  expect(capacityOf({ ...service, perInstanceRps: 20 })).toBe(20);
  expect(capacityOf({ ...service, perInstanceRps: 20, capacityRps: 90 })).toBe(90);
  expect(capacityOf({ ...service, perInstanceRps: 20, capacityRps: 90, instances: { max: 4 } })).toBe(80);
  expect(capacityOf({ ...service, capacityRps: 90, instances: { max: 4 } })).toBe(90);
  expect(capacityOf({ ...service, instances: { max: 4 } })).toBeUndefined();
  expect(capacityOf({ ...service, perInstanceRps: 0 })).toBeUndefined();
});

test("copies are concurrent runs of a function and instances of anything else", () => {
  expect(copiesOf(service)).toBe(1);
  expect(copiesOf({ ...service, instances: { min: 3 } })).toBe(3);
  expect(copiesOf({ ...service, kind: "function", maxConcurrency: 100, instances: { max: 5 } })).toBe(100);
});

const web = sketch()
  .set({ requirements: { nfr: { peakRps: 50 } } })
  .client("web")
  .gateway("gw")
  .service("order")
  .service("stock")
  .call("web", "gw")
  .call("gw", "order", { rps: 30 })
  .call("order", "stock");

test("the load of the system arrives at the code that clients reach first", () => {
  const index = new DesignIndex(web.design);
  expect([...firstCompute(index)]).toEqual(["order"]);
  const loads = web.design.components.map((component) => [component.id, loadOf(component, index)?.peakRps]);
  expect(Object.fromEntries(loads)).toEqual({ web: undefined, gw: undefined, order: 50, stock: undefined });
});

test("where it divides, the rates of the calls tell the shares, and an unknown share stays unknown", () => {
  const { design } = web.service("search").call("gw", "search").service("cart", { peakRps: 5 }).call("gw", "cart");
  const index = new DesignIndex(design);
  const load = (id: string) => design.components.filter((component) => component.id === id).map((component) => loadOf(component, index));
  expect(load("order")).toEqual([{ peakRps: 30 }]);
  expect(load("search")).toEqual([{ peakRps: undefined }]);
  expect(load("cart")).toMatchObject([{ peakRps: 5 }]);
});

test("a broker that says what it can take carries what is published to its topics and queues together", () => {
  const kafka = sketch()
    .service("ingest")
    .component("broker", "kafka", { capacityRps: 1_200_000 })
    .component("topic", "views", { broker: "kafka" })
    .component("queue", "jobs", { broker: "kafka", capacityRps: 10 })
    .component("topic", "elsewhere")
    .publish("ingest", "views", { rps: 1_000_000 })
    .publish("ingest", "elsewhere", { rps: 5 });
  const load = ({ design }: typeof kafka, id: string) => {
    const index = new DesignIndex(design);
    const component = index.component(id);
    return component && loadOf(component, index);
  };
  expect(load(kafka, "kafka")).toEqual({ peakRps: 1_000_000 });
  expect(load(kafka, "jobs")).toBeUndefined();
  expect(load(kafka, "elsewhere"), "without a capacity nothing is asked").toBeUndefined();
  const more = kafka.publish("ingest", "jobs", { id: "p" });
  expect(load(more, "kafka")).toEqual({ peakRps: undefined, missing: ["p.rps"] });
  expect(load(more, "jobs")).toEqual({ peakRps: undefined, missing: ["p.rps"] });
  expect(load(more.publish("ingest", "views", { id: "p2", rps: 300_000 }), "kafka"), "too much already").toEqual({ peakRps: 1_300_000 });
  expect(load(kafka.component("broker", "peaked", { peakRps: 7 }), "peaked")).toEqual({ peakRps: 7 });
});
