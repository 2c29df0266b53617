import { expect, test } from "vitest";
import { RULES } from "./catalogue.ts";
import { conflictById, CONFLICTS } from "./conflicts.ts";

test("every disagreement that a rule names is explained", () => {
  expect(RULES.flatMap(({ conflicts = [] }) => conflicts.filter((id) => !conflictById(id)))).toEqual([]);
});

test.each(CONFLICTS.map((conflict) => [conflict.id, conflict] as const))("%s has at least two sides and an outcome", (_, { positions, chosen }) => {
  expect(new Set(positions.map(({ source }) => source)).size).toBeGreaterThanOrEqual(2);
  expect(chosen).toMatch(/^[\p{Lu}\d].*\.$/u);
});
