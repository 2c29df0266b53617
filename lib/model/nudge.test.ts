import { expect, test } from "vitest";
import { nudged } from "./nudge.ts";
import type { Unit } from "./quantity.ts";

test.each<[Unit, number, number, number]>([
  ["count", 3, 4, 2],
  ["count", 0, 1, 0],
  ["ms", 300, 400, 200],
  ["ms", 250, 300, 200],
  ["ms", 1_000, 2_000, 900],
  ["ms", 0, 1, 0],
  ["rps", 27.7777, 30, 20],
  ["bytes", 1_024, 2_048, 512],
  ["bytes", 0, 1, 0],
  ["ratio", 0.95, 0.96, 0.94],
  ["ratio", 0.99, 0.991, 0.98],
  ["ratio", 0.999, 0.9991, 0.998],
  ["ratio", 0.9995, 0.9996, 0.9994],
  ["ratio", 1, 1, 0.9999],
  ["factor", 1.5, 1.6, 1.4],
  ["days", 90, 91, 89],
  ["number", -1, 0, -2],
])("%s %f goes up to %f and down to %f", (unit, value, up, down) => {
  expect(nudged(unit, value, 1)).toBe(up);
  expect(nudged(unit, value, -1)).toBe(down);
});
