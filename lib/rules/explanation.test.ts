import { expect, test } from "vitest";
import { RULES, ruleById } from "./catalogue.ts";
import { explain } from "./explanation.ts";

test.each(RULES.map((rule) => [rule.id, rule] as const))("%s is explained in full", (_, rule) => {
  const { says, fix, bad, good, conflicts, thresholds } = explain(rule);
  expect(says).toMatch(/\.$/u);
  expect(says).not.toMatch(/undefined|NaN|\[object/u);
  expect(fix.length).toBeGreaterThan(5);
  expect(bad.every(({ findings }) => findings.length > 0)).toBe(true);
  expect(good.every(({ findings }) => findings.length === 0)).toBe(true);
  expect(conflicts).toHaveLength(rule.conflicts?.length ?? 0);
  expect(thresholds.map(({ key }) => key)).toEqual(rule.thresholds ?? []);
});

test("says what the rule says, with numbers that people write", () => {
  const rule = ruleById("resilience/missing-timeout");
  if (!rule) throw new Error("The rule is gone.");
  expect(explain(rule)).toMatchObject({
    category: "Resilience",
    says: "order waits for payment without a limit.",
    thresholds: [{ key: "resilience.timeoutMs", value: "5s", origin: expect.stringContaining("000 §6") }, { value: "30s" }],
    conflicts: [{ id: "CF-01", topic: "How long a call may take" }],
  });
});
