import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { ruleById } from "#lib/rules/catalogue.ts";
import { ANALYSES } from "./list.ts";

test("the analyses stand in the order of their numbers, each in a file of its name with a test", () => {
  const numbers = ANALYSES.map(({ number }) => Number(number.slice(1)));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const { id } of ANALYSES) {
    for (const file of [`${id}.ts`, `${id}.test.ts`]) expect(existsSync(new URL(file, import.meta.url)), file).toBe(true);
  }
});

test("the rules that an analysis names exist", () => {
  for (const { id, rules } of ANALYSES) expect({ id, unknown: rules.filter((rule) => !ruleById(rule)) }).toEqual({ id, unknown: [] });
});
