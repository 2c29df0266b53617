import { expect, test } from "vitest";
import { editDistance, nearest } from "./nearest.ts";

test.each([
  ["timeoutMs", "timeoutMs", 0],
  ["timoutMs", "timeoutMs", 1],
  ["tiemoutMs", "timeoutMs", 1],
  ["", "abc", 3],
  ["kitten", "sitting", 3],
])("%s and %s are %d apart", (from, to, distance) => {
  expect(editDistance(from, to)).toBe(distance);
  expect(editDistance(to, from)).toBe(distance);
});

test("suggests what was probably meant, and nothing when all is far", () => {
  expect(nearest("timeout", ["timeoutMs", "retry"])).toBe("timeoutMs");
  expect(nearest("TIMEOUTMS", ["timeoutMs"])).toBe("timeoutMs");
  expect(nearest("colour", ["timeoutMs", "retry"])).toBeUndefined();
  expect(nearest("ab", ["xy"])).toBeUndefined();
});
