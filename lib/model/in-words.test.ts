import { expect, test } from "vitest";
import { countInWords, inWords } from "./in-words.ts";

test.each([
  [671_900_000_000, "ms", "21 y 112 d"],
  [671_900_000, "ms", "7 d 19 h"],
  [21 * 86_400_000 - 1, "ms", "21 d"],
  [3_600_000 - 1, "ms", "1 h"],
  [365 * 86_400_000 - 1, "ms", "1 y"],
  [1_111, "ms", "1.11 s"],
  [92, "ms", "92 ms"],
  [302_400_000_000_000, "bytes", "302.4 TB"],
  [0, "bytes", "0 B"],
  [0.999_690_03, "ratio", "99.969%"],
  [2_401_920, "count", "2,401,920"],
  [27.777_777, "rps", "27.8/s"],
  [Number.POSITIVE_INFINITY, "rps", "∞"],
  ["fails", undefined, "fails"],
] as const)("%s %s reads %s", (value, unit, words) => {
  expect(inWords(value, unit)).toBe(words);
});

test("a number with its noun", () => {
  expect(countInWords(1, "connection")).toBe("1 connection");
  expect(countInWords(10_000, "connection")).toBe("10,000 connections");
  expect(countInWords(2, "copy", "copies")).toBe("2 copies");
});
