import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { DesignIndex } from "./design-index.ts";
import { brokerMessageBytes, eventsThatFit } from "./message-size.ts";
import { busiestPartitionRps } from "./partition-load.ts";
import { brokerDisk, retainedBytes } from "./retained.ts";

const WEEK = 168 * 3_600_000;
const TB = 1e12;

test("a million a second over 100 partitions are 10,000 each, unless one key has more", () => {
  expect(busiestPartitionRps(1_000_000, 100)).toBe(10_000);
  expect(busiestPartitionRps(1_000_000, 100, 0.05)).toBe(50_000);
  expect(busiestPartitionRps(1_000_000, 0)).toBe(1_000_000);
});

test("10,000 events of 500 B, compressed by 3, are 1.67 MB; 314 B is the most that fits", () => {
  expect(brokerMessageBytes({ messageBytes: 500, eventsPerMessage: 10_000, compressionRatio: 3 })).toBeCloseTo(1_666_667, 0);
  expect(brokerMessageBytes({ messageBytes: 314, eventsPerMessage: 10_000, compressionRatio: 3 })).toBeLessThanOrEqual(1_048_588);
  expect(brokerMessageBytes({ messageBytes: 315, eventsPerMessage: 10_000, compressionRatio: 3 })).toBeGreaterThan(1_048_588);
  expect(brokerMessageBytes({ messageBytes: 500, compressionRatio: 0 })).toBe(500);
  expect(eventsThatFit(1_048_588, 500, 3)).toBe(6_291);
  expect(eventsThatFit(1_048_588, 0)).toBe(Infinity);
});

test("a week of a million a second is 604.8 GB per byte of event: 302 TB at 500 B, and 100 TB hold 165 B", () => {
  const perByte = retainedBytes({ bytesPerSec: 1_000_000, retentionMs: WEEK, replication: 3, compressionRatio: 3 });
  expect(perByte).toBe(604.8e9);
  expect((500 * perByte) / TB).toBeCloseTo(302.4, 1);
  expect(Math.floor((100 * TB) / perByte)).toBe(165);
});

test("a broker is compared with all of its topics, and says which numbers are missing", () => {
  const drawn = sketch()
    .component("broker", "kafka", { engine: "kafka", nodes: 10, diskBytesPerNode: 10 * TB })
    .service("ingest")
    .topic("views", { broker: "kafka", retentionMs: WEEK, replication: 3, compressionRatio: 3 })
    .topic("clicks", { broker: "kafka" })
    .topic("elsewhere", { broker: "other" })
    .publish("ingest", "views", { rps: 1_000_000, messageBytes: 500 });
  const disk = (design = drawn.design) => brokerDisk(design.components[0]!, new DesignIndex(design)); // the broker that was drawn first
  expect(disk()).toMatchObject({ neededBytes: 302.4 * TB, capacityBytes: 100 * TB, missing: [] });
  expect(disk(drawn.publish("ingest", "clicks", { rps: 10 }).design).missing).toEqual(["ingest-clicks.messageBytes", "clicks.retentionMs"]);
});
