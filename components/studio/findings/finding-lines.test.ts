import { expect, test } from "vitest";
import { keyOf } from "#lib/rules/lint.ts";
import type { Finding } from "#lib/rules/rule.ts";
import { FindingLines } from "./finding-lines.ts";
import type { FindingGroup } from "./use-findings.ts";

const found = (rule: string, target: string): Finding => ({
  rule,
  severity: "warning",
  target,
  element: { type: "component", id: target },
  property: undefined,
  related: undefined,
  missing: undefined,
  data: undefined,
  fixable: false,
});
const group = (rule: string, targets: readonly string[]): FindingGroup => ({
  id: rule,
  rule,
  title: rule,
  verdict: "warning",
  fixable: 0,
  rows: targets.map((target) => ({ verdict: "warning", found: found(rule, target) })),
});
const GROUPS = [group("a/one", ["x", "y"]), group("b/two", ["z"]), group("c/three", [])];
const read = (lines: FindingLines) => Array.from({ length: lines.count }, (_, at) => lines.at(at)).map((line) => line?.row?.found.target ?? `# ${line?.group.id}`);

test("headings and rows come one after the other; a closed group shows its heading only", () => {
  expect(read(new FindingLines(GROUPS, new Set()))).toEqual(["# a/one", "x", "y", "# b/two", "z", "# c/three"]);
  expect(read(new FindingLines(GROUPS, new Set(["a/one"])))).toEqual(["# a/one", "# b/two", "z", "# c/three"]);
  expect(read(new FindingLines([], new Set()))).toEqual([]);
});

test("a row is found by its key, unless it is out of sight", () => {
  const lines = new FindingLines(GROUPS, new Set(["a/one"]));
  expect(lines.lineOf(keyOf(found("b/two", "z")))).toBe(2);
  expect(lines.lineOf(keyOf(found("a/one", "x")))).toBe(-1);
  expect(lines.lineOf(undefined)).toBe(-1);
  expect(lines.at(-1)).toBeUndefined();
  expect(lines.at(4)).toBeUndefined();
});
