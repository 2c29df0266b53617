import { expect, test } from "vitest";
import { exhaustionMonth, growthFactor, largestFactor } from "./growth.ts";

const DOUBLING = { m12: 2, m24: 4 };

test("27.8 a second that double each year fill a capacity of 120 after 25 months", () => {
  expect(Math.floor(exhaustionMonth(27.8, 120, DOUBLING) ?? 0)).toBe(25);
});

test("growth is geometric between the points and goes on after them", () => {
  expect(growthFactor(DOUBLING, 0)).toBe(1);
  expect(growthFactor(DOUBLING, 6)).toBeCloseTo(Math.SQRT2, 9);
  expect(growthFactor(DOUBLING, 24)).toBeCloseTo(4, 9);
  expect(growthFactor(DOUBLING, 36)).toBeCloseTo(8, 9);
  expect(growthFactor({}, 24)).toBe(1);
  expect(growthFactor({ m6: 0 }, 6)).toBe(1);
});

test("the month of exhaustion lies on the curve", () => {
  const growth = { m6: 1.2, m12: 3, m24: 3.5 };
  const month = exhaustionMonth(100, 250, growth) ?? 0;
  expect(month).toBeGreaterThan(6);
  expect(month).toBeLessThan(12);
  expect(100 * growthFactor(growth, month)).toBeCloseTo(250, 6);
});

test("a load that does not grow never fills anything, and too little is too little today", () => {
  expect(exhaustionMonth(10, 20, {})).toBeUndefined();
  expect(exhaustionMonth(10, 20, { m6: 1, m12: 1, m24: 0.5 })).toBeUndefined();
  expect(exhaustionMonth(0, 20, DOUBLING)).toBeUndefined();
  expect(exhaustionMonth(30, 20, DOUBLING)).toBe(0);
});

test("a season counts by its highest point", () => {
  expect(largestFactor({ m6: 5, m12: 2, m24: 3 })).toBe(5);
  expect(exhaustionMonth(10, 30, { m6: 5, m12: 2 })).toBeCloseTo((6 * Math.log(3)) / Math.log(5), 9);
  expect(largestFactor({})).toBeUndefined();
});
