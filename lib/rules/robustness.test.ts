import * as fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryDesign } from "#lib/model/arbitrary-design.ts";
import { designSchema } from "#lib/model/design.ts";
import { ruleById } from "./catalogue.ts";
import { keyOf, lint } from "./lint.ts";
import type { Finding } from "./rule.ts";
import { applyFix, Wording } from "./words.ts";

/** The same designs in every run; a failure prints the seed and path that repeat it. */
const SEED = 20_261_121;
const TODAY = "2026-01-15";

/** Makes every later change throw, so that a rule or fix that edits in place is found out. */
function frozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

const keysOf = (found: readonly Finding[]) => [...new Set(found.map(keyOf))].toSorted();

const shuffled = <Item>(items: readonly Item[]) => fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

/** One finding of each rule that has a fix. */
function fixable(findings: readonly Finding[]): Finding[] {
  const byRule = new Map<string, Finding>();
  for (const found of findings) if (found.fixable) byRule.set(found.rule, found);
  return [...byRule.values()];
}

test("no design makes a rule throw, and every message is a sentence", () => {
  fc.assert(
    fc.property(arbitraryDesign({ duplicates: true }), (drawn) => {
      const design = frozen(drawn);
      const { findings, undecided, waived } = lint(design, { today: TODAY });
      const wording = new Wording(design);
      for (const found of [...findings, ...undecided, ...waived.map((entry) => entry.finding)]) {
        const message = wording.message(found);
        if (/undefined|NaN|Infinity|\[object|null/u.test(message) || !message.endsWith(".")) throw new Error(`${keyOf(found)} says: ${message}`);
      }
    }),
    { numRuns: 1_000, seed: SEED },
  );
});

test("findings do not depend on the order in which a design was drawn", () => {
  const reordered = arbitraryDesign().chain((design) =>
    fc.record({ design: fc.constant(design), components: shuffled(design.components), connections: shuffled(design.connections) }),
  );
  fc.assert(
    fc.property(reordered, ({ design, components, connections }) => {
      const [one, two] = [lint(design, { today: TODAY }), lint({ ...design, components, connections }, { today: TODAY })];
      expect(keysOf(two.findings)).toEqual(keysOf(one.findings));
      expect(keysOf(two.undecided)).toEqual(keysOf(one.undecided));
    }),
    { numRuns: 1_000, seed: SEED },
  );
});

test("a quick fix leaves a valid design without that finding", () => {
  fc.assert(
    fc.property(arbitraryDesign(), (drawn) => {
      const design = frozen(drawn);
      for (const found of fixable(lint(design, { today: TODAY }).findings)) {
        const rule = ruleById(found.rule);
        if (!rule) throw new Error(`There is no rule ${found.rule}.`);
        const fixed = applyFix(design, found);
        const read = designSchema.safeParse(fixed);
        if (!read.success) throw new Error(`The fix of ${keyOf(found)} breaks the design: ${read.error.message}`);
        const left = lint({ ...fixed, waivers: [] }, { rules: [rule], today: TODAY }).findings.map(keyOf);
        if (left.includes(keyOf(found))) throw new Error(`The fix of ${keyOf(found)} does not help: ${new Wording(fixed).message(found)}`);
      }
    }),
    { numRuns: 400, seed: SEED },
  );
});
