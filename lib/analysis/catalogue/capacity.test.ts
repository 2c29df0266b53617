import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { capacity } from "./capacity.ts";

const thresholds = { "capacity.headroom": 1.5 };

const shop = sketch()
  .set({ requirements: { nfr: { peakRps: 27.8 } } })
  .client("web")
  .call("web", "order");
const order = shop.service("order", { instances: { min: 10, max: 100 }, perInstanceRps: 20 });

test("27.8 orders a second need 3 instances, not 10 to 100", () => {
  const answer = ask(capacity, order, { thresholds });
  expect(answer.verdict).toBe("good");
  expect(answer.sentence).toBe("order gets 27.8/s at peak and can take 2000/s with 100 instances: 1.39% used; 3 instances are enough with a headroom of 1.5×.");
  expect(answer.working).toEqual(["capacity = 100 × 20/s = 2000/s", "used = 27.8/s ÷ 2000/s = 1.39%", "instances = ⌈1.5 × 27.8/s ÷ 20/s⌉ = 3"]);
  expect(answer.inputs.map(({ place }) => `${place.type} ${place.id}.${place.property}`)).toEqual([
    "design design.requirements.nfr.peakRps",
    "component order.perInstanceRps",
    "component order.instances.max",
    "threshold capacity.headroom.",
  ]);
  expect(answer.marks).toEqual([{ element: "order", text: "1.39%", tone: "good" }]);
});

test("ten and a hundred times the peak are questions, not changes", () => {
  expect(ask(capacity, order, { thresholds, values: { times: 10 } }).figures).toContainEqual({ label: "Instances needed", value: 21, unit: "count" });
  expect(ask(capacity, order, { thresholds, values: { times: 100 } })).toMatchObject({
    verdict: "bad",
    working: expect.arrayContaining(["used = 100 × the peak = 2780/s ÷ 2000/s = 139%"]),
  });
});

test("too little, and enough without headroom", () => {
  const of = (max: number) => ask(capacity, shop.service("order", { instances: { min: 1, max }, perInstanceRps: 20 }), { thresholds });
  expect(of(1)).toMatchObject({
    verdict: "bad",
    sentence: "order gets 27.8/s at peak and can take 20/s with 1 instance: 139% used; 3 instances are enough with a headroom of 1.5×.",
  });
  expect(of(2)).toMatchObject({ verdict: "bad" });
  expect(of(2).sentence).toContain("69.5% used, more than the 66.7% that leave a headroom of 1.5×");
  expect(of(2).figures).toContainEqual({ label: "Used with one down", value: 1.39, unit: "ratio", tone: "bad" });
  expect(of(3).verdict).toBe("good");
});

test("without the capacity of one instance it says what would have to be taken, and asks", () => {
  const answer = ask(capacity, shop.service("order", { instances: { max: 4 } }), { thresholds });
  expect(answer.verdict).toBe("undecided");
  expect(answer.sentence).toBe("order gets 27.8/s at peak and has to take 41.7/s with a headroom of 1.5×; missing: capacity of one instance of order.");
  expect(missingPlaces(answer)).toEqual(["order.perInstanceRps"]);
});

test("stores are asked for reads and writes, consumers for messages, and all together the fullest comes first", () => {
  const drawn = order
    .database("orders", { maxReadRps: 3_000, maxWriteRps: 500 })
    .data("order", "orders", { mode: "rw", readRps: 60, writeRps: 400 })
    .queue("mails")
    .service("mailer", { instances: { max: 2 } })
    .publish("order", "mails", { rps: 30 })
    .subscribe("mails", "mailer", { perConsumerRps: 20 });
  const all = ask(capacity, drawn, { thresholds });
  expect(all.verdict).toBe("bad");
  expect(all.sentence).toBe("orders is the fullest: 80% of 500/s writes at peak; 2 components are fuller than a headroom of 1.5× allows.");
  expect(all.charts?.[0]).toMatchObject({ kind: "bars", limit: { value: 0.667 }, bars: [{ label: "orders" }, { label: "mailer" }, { label: "order" }] });
  expect(ask(capacity, drawn, { thresholds, about: "mailer" }).sentence).toBe(
    "mailer gets messages at 30/s at peak and can take 40/s: 75% used, more than the 66.7% that leave a headroom of 1.5×.",
  );
  expect(ask(capacity, drawn, { thresholds, about: "orders" }).tables?.[0]?.rows).toHaveLength(2);
});

test("what is known may already be too much", () => {
  const drawn = sketch()
    .topic("views", { partitions: 100 })
    .service("ingest")
    .publish("ingest", "views", { rps: 1_000_000 })
    .component("streamProcessor", "job", { instances: { max: 10 } })
    .subscribe("views", "job", { maxPerTrigger: 1_000_000, triggerMs: 10_000 });
  expect(ask(capacity, drawn, { thresholds, about: "job" })).toMatchObject({ verdict: "bad", sentence: expect.stringContaining("can take 100k/s: 1000% used") });
});
