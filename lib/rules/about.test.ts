import { expect, test } from "vitest";
import { about, grouped } from "./about.ts";

test.each([
  ["ms", 1_111.1, "1.1s"],
  ["ms", 672_000_000, "186.7h"],
  ["ms", 15 * 86_400_000, "15d"],
  ["ms", 90_000, "1.5min"],
  ["ms", 0.4, "0ms"],
  ["rps", 900_000, "900k/s"],
  ["rps", 27.83, "27.8/s"],
  ["bytes", 1_666_666.7, "1.67 MB"],
  ["bytes", 302.4e12, "302 TB"],
  ["bytes", 1_048_588, "1.05 MB"],
  ["bytes", 262_144, "256 KiB"],
  ["bytes", 500, "500 B"],
] as const)("%s %d is about %s", (unit, value, words) => {
  expect(about(unit, value)).toBe(words);
});

test("thousands are set apart", () => {
  expect(grouped(1_000_000)).toBe("1,000,000");
});
