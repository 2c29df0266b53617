import { expect, test } from "vitest";
import {
  backlogAfter,
  backlogGrowth,
  delayBehind,
  idleConsumers,
  parallelConsumers,
  partitionsNeeded,
  serviceRate,
  timeToBacklog,
  timeToDrain,
  timeToLoss,
  triggerRate,
} from "./backlog.ts";

const HOUR = 3_600_000;

test("of 12 consumers on 10 partitions 2 have nothing to do", () => {
  expect(parallelConsumers(12, 10)).toBe(10);
  expect(idleConsumers(12, 10)).toBe(2);
  expect(idleConsumers(8, 10)).toBe(0);
  expect(parallelConsumers(12, undefined)).toBe(12);
});

test("a million messages every 10 s are 100,000 a second, however many consumers there are", () => {
  expect(triggerRate(1_000_000, 10_000)).toBe(100_000);
  expect(serviceRate({ consumers: 150, partitions: 100, perConsumerRps: 12_000, maxPerTrigger: 1_000_000, triggerMs: 10_000 })).toBe(100_000);
  expect(serviceRate({ consumers: 150, partitions: 100, perConsumerRps: 12_000 })).toBe(1_200_000);
  expect(triggerRate(500, 0)).toBe(Infinity);
});

test("a million a second at 10,000 per consumer need 150 partitions with headroom", () => {
  expect(partitionsNeeded(1_000_000, 10_000, 1.5)).toBe(150);
  expect(partitionsNeeded(27.8, 20, 1.5)).toBe(3);
  expect(partitionsNeeded(0.3, 0.1, 1)).toBe(3);
});

test("a million in and 100,000 out: 900,000 more every second, the alert of a million after 1.1 s, loss from hour 186.7", () => {
  expect(backlogGrowth(1_000_000, 100_000)).toBe(900_000);
  expect(timeToBacklog(1_000_000, 1_000_000, 100_000)).toBeCloseTo(1_111.1, 1);
  expect(timeToLoss(168 * HOUR, 1_000_000, 100_000) / HOUR).toBeCloseTo(186.7, 1);
});

test("consumers that keep up never reach a threshold and lose nothing", () => {
  expect(timeToBacklog(1_000, 100, 100)).toBe(Infinity);
  expect(timeToLoss(HOUR, 100, 150)).toBe(Infinity);
  expect(timeToLoss(HOUR, 0, 0)).toBe(Infinity);
});

test("an hour without consumers leaves what arrives in an hour", () => {
  expect(backlogAfter(HOUR, 60, 0)).toBe(216_000);
  expect(backlogAfter(HOUR, 60, 80)).toBe(0);
});

test("a backlog drains at the difference of the rates and delays by the rate of the consumers", () => {
  expect(timeToDrain(3_000, 100, 150)).toBe(60_000);
  expect(timeToDrain(3_000, 150, 150)).toBe(Infinity);
  expect(delayBehind(3_000, 150)).toBe(20_000);
  expect(delayBehind(3_000, 0)).toBe(Infinity);
  expect(delayBehind(0, 0)).toBe(0);
});
