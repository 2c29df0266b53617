import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { storage } from "./storage.ts";

const [GB, TB, HOUR] = [1e9, 1e12, 3_600_000];
const thresholds = { "capacity.horizonDays": 730 };

const analytics = (bytes: number, nodes = 10) =>
  sketch()
    .component("broker", "kafka", { engine: "kafka", nodes, diskBytesPerNode: 10 * TB })
    .service("ingest")
    .topic("page-views", { broker: "kafka", retentionMs: 168 * HOUR, replication: 3, compressionRatio: 3 })
    .publish("ingest", "page-views", { rps: 1_000_000, messageBytes: bytes });

test("a week of a million events a second is 604.8 GB per byte: 302 TB at 500 B, and 165 B fit on 100 TB", () => {
  const answer = ask(storage, analytics(500), { thresholds });
  expect(answer.verdict).toBe("bad");
  expect(answer.sentence).toBe("The topics of kafka keep 302.4 TB, and its disks have 100 TB; 2 d 8 h of retention would fit, or events of 165 B.");
  expect(answer.working).toEqual(["page-views: 500 MB/s × 7 d × 3 copies ÷ 3 = 302.4 TB"]);
  expect(answer.figures).toContainEqual({ label: "Per byte of an event", value: 604.8 * GB, unit: "bytes" });
  expect(answer.figures).toContainEqual({ label: "Largest event that fits", value: 165, unit: "bytes" });
  expect(ask(storage, analytics(165), { thresholds }).verdict).toBe("good");
  expect(ask(storage, analytics(500, 40), { thresholds }).verdict).toBe("good");
});

test("what is missing can only add to what topics keep", () => {
  const two = analytics(100).topic("clicks", { broker: "kafka" }).publish("ingest", "clicks", { rps: 1 });
  const answer = ask(storage, two, { thresholds });
  expect(answer.verdict).toBe("undecided");
  expect(answer.sentence).toBe("The topics of kafka keep at least 60.48 TB, and its disks have 100 TB; missing: message size of ingest → clicks and retention of clicks.");
  expect(missingPlaces(answer)).toEqual(["ingest-clicks.messageBytes", "clicks.retentionMs"]);
});

const orders = sketch().database("orders", { usedBytes: 100 * GB, growthBytesPerDay: GB, capacityBytes: 500 * GB });

test("a store that grows is full one day, unless old data goes", () => {
  const answer = ask(storage, orders, { thresholds });
  expect(answer).toMatchObject({
    verdict: "bad",
    sentence: "orders is full in 400 d: it grows by 1 GB a day and has 500 GB.",
    marks: [{ element: "orders", text: "full in 400 d", tone: "bad" }],
  });
  expect(answer.charts?.[0]).toMatchObject({ kind: "lines", limits: [{ y: 500 * GB }], marks: [{ x: 400 }] });
  const kept = ask(storage, sketch().database("orders", { ...orders.design.components[0], retentionDays: 90 }), { thresholds });
  expect(kept).toMatchObject({ verdict: "good", sentence: "orders holds 190 GB of 500 GB in 730 d.", working: ["100 GB + 1 GB a day × min(730 d, 90 d) = 190 GB of 500 GB"] });
});

test("how far ahead is a question", () => {
  expect(ask(storage, orders, { thresholds, values: { days: 365 } })).toMatchObject({
    verdict: "good",
    sentence: "orders holds 465 GB of 500 GB in 365 d and would be full in 400 d.",
  });
});

test("a store of which nothing is known is asked for its numbers; how long data is kept is no gap", () => {
  const answer = ask(storage, sketch().database("orders"), { thresholds });
  expect(answer.verdict).toBe("undecided");
  expect(answer.sentence).toBe("How orders fills cannot be said yet; missing: bytes used of orders, growth per day of orders and capacity of orders.");
  expect(answer.inputs.find(({ place }) => place.property === "retentionDays")?.assumed).toBe("for ever while unset");
});

test("disks of a provider are nobody's plan", () => {
  const managed = sketch().component("broker", "kafka", { managed: true }).topic("views", { broker: "kafka" });
  expect(() => ask(storage, managed, { thresholds })).toThrow(/cannot be asked/u);
});
