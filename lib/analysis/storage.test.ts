import { expect, test } from "vitest";
import { daysUntilFull, storageAfter } from "./storage.ts";

const GB = 1e9;
const orders = { usedBytes: 100 * GB, growthBytesPerDay: GB };

test("a store holds what is there and what arrives within the horizon", () => {
  expect(storageAfter(orders, 730)).toBe(830 * GB);
  expect(storageAfter({ ...orders, retentionDays: 90 }, 730)).toBe(190 * GB);
  expect(storageAfter({}, 730)).toBe(0);
});

test("it is full when the free space is used up, unless data is dropped before", () => {
  expect(daysUntilFull(orders, 500 * GB)).toBe(400);
  expect(daysUntilFull({ ...orders, retentionDays: 90 }, 500 * GB)).toBeUndefined();
  expect(daysUntilFull({ usedBytes: GB }, 500 * GB)).toBeUndefined();
  expect(daysUntilFull({ usedBytes: 501 * GB }, 500 * GB)).toBe(0);
});
