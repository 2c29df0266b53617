import { expect, test } from "vitest";
import { errorBudgetMs } from "./error-budget.ts";

test.each([
  [0.999, 43.2],
  [0.9995, 21.6],
  [0.9999, 4.32],
  [1, 0],
])("an objective of %d leaves %d minutes in 30 days", (availability, minutes) => {
  expect(errorBudgetMs(availability) / 60_000).toBeCloseTo(minutes, 6);
});

test("a longer period leaves more", () => {
  expect(errorBudgetMs(0.99, 86_400_000)).toBeCloseTo(864_000, 3);
});
