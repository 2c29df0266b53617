import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { designSchema } from "#lib/model/design.ts";
import { sketch } from "#lib/model/sketch.ts";
import { RULES } from "./catalogue.ts";
import { lint } from "./lint.ts";
import { categoryOf, type Rule } from "./rule.ts";
import { applyFix, Wording } from "./words.ts";

/** The day on which the examples are read. */
const TODAY = "2026-01-15";
const reportsOf = (rule: Rule, design: Parameters<typeof lint>[0]) => lint(design, { rules: [rule], today: TODAY });

describe.each(RULES.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  test("lives in the file its id names", () => {
    expect(existsSync(new URL(`${id}.ts`, import.meta.url))).toBe(true);
  });

  test("says what, why, what to do and where it comes from", () => {
    expect(rule.title.length).toBeGreaterThan(5);
    expect(rule.why).toMatch(/\.$/u);
    expect(rule.remedy).toMatch(/\.$/u);
    expect(rule.sources.length).toBeGreaterThan(0);
    expect(rule.needs.length).toBeGreaterThan(0);
    expect(rule.examples.bad.length).toBeGreaterThan(0);
    expect(rule.examples.good.length).toBeGreaterThan(0);
    expect(rule.fix === undefined).toBe(rule.needsPerson !== undefined);
  });

  test.each(rule.examples.bad.map((example) => [example.title, example] as const))("fires: %s", (_title, { sketch: { design } }) => {
    designSchema.parse(design);
    const result = reportsOf(rule, design);
    expect(result.findings.length).toBeGreaterThan(0);
    const wording = new Wording(design);
    for (const found of result.findings) {
      expect(wording.message(found)).toMatch(/^[\p{Lu}\p{Ll}\p{N}"“].*\.$/u);
      expect(wording.message(found)).not.toMatch(/undefined|NaN|\[object/u);
    }
  });

  test.each(rule.examples.good.map((example) => [example.title, example] as const))("stays silent: %s", (_title, { sketch: { design } }) => {
    designSchema.parse(design);
    const result = reportsOf(rule, design);
    expect(result.findings).toEqual([]);
    expect(result.undecided).toEqual([]);
  });

  if (rule.fix) {
    test.each(rule.examples.bad.map((example) => [example.title, example] as const))("is fixed: %s", (_title, { sketch: { design } }) => {
      let fixed = design;
      for (let round = 0; round < 20; round += 1) {
        const next = reportsOf(rule, fixed).findings[0];
        if (!next) break;
        fixed = applyFix(fixed, next);
      }
      designSchema.parse(fixed);
      expect(reportsOf(rule, fixed).findings).toEqual([]);
    });
  }
});

test("a report may be graver than its rule, unless somebody set the severity", () => {
  const { design } = sketch().service("order", { apis: [{ id: "orders", style: "rest", exposure: "public", versioning: "none" }] });
  const severityOf = (config = {}) => lint({ ...design, config }).findings.find(({ rule }) => rule === "api/unversioned")?.severity;
  expect(severityOf()).toBe("error");
  expect(severityOf({ rules: { "api/unversioned": "info" } })).toBe("info");
});

test("all 306 rules of the catalogue are here", () => {
  const perCategory = Object.fromEntries([...Map.groupBy(RULES, (rule) => categoryOf(rule.id))].map(([category, rules]) => [category, rules.length]));
  expect(perCategory).toEqual({
    api: 33,
    boundaries: 20,
    caching: 13,
    communication: 15,
    data: 14,
    database: 32,
    mesh: 11,
    messaging: 24,
    observability: 19,
    process: 24,
    resilience: 21,
    scalability: 20,
    security: 26,
    serverless: 18,
    transactions: 16,
  });
  expect(RULES).toHaveLength(306);
});

test("ids are unique and lists alphabetical", () => {
  const ids = RULES.map((rule) => rule.id);
  expect(ids).toEqual([...new Set(ids)].toSorted());
});
