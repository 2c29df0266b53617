import * as fc from "fast-check";
import { expect, test } from "vitest";
import { unifiedDiff } from "./unified-diff.ts";

/** Applies a diff as `patch` does, by its line numbers, and refuses what does not stand where it says. */
function patched(before: string, diff: string): string {
  const lines = before.match(/[^\n]*\n|[^\n]+$/gu) ?? [];
  const result: string[] = [];
  let at = 0;
  for (const [, start, length, body] of diff.matchAll(/^@@ -(\d+),(\d+) \+\d+,\d+ @@\n((?:[ +\\-].*\n)*)/gmu)) {
    const first = Number(start) - (length === "0" ? 0 : 1);
    result.push(...lines.slice(at, first));
    at = first;
    for (const [line, sign, text] of (body ?? "").matchAll(/^([ +-])(.*\n(?:\\ .*\n)?)/gmu)) {
      const whole = (text ?? "").replace(/\n\\ .*\n$/u, "");
      if (sign !== "+") expect(lines[at], line).toBe(whole);
      if (sign !== "+") at += 1;
      if (sign !== "-") result.push(whole);
    }
  }
  return [...result, ...lines.slice(at)].join("");
}

test("shows a change with three lines around it, far ones apart", () => {
  const text = (second: string, last: string) => ["a", second, ...Array.from({ length: 10 }, (_, at) => `line ${at}`), last].map((line) => `${line}\n`).join("");
  expect(unifiedDiff("x.yaml", text("b", "z"), text("B", "z\ny"))).toBe(
    "--- x.yaml\n+++ x.yaml\n@@ -1,5 +1,5 @@\n a\n-b\n+B\n line 0\n line 1\n line 2\n@@ -11,3 +11,4 @@\n line 8\n line 9\n z\n+y\n",
  );
  expect(unifiedDiff("x.yaml", "same\n", "same\n")).toBe("");
  expect(unifiedDiff("x.yaml", "a", "a\n")).toBe("--- x.yaml\n+++ x.yaml\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n");
});

test("applied, it makes the one text out of the other", () => {
  const text = fc.array(fc.constantFrom("a\n", "b\n", "c\n", "\n", "d"), { maxLength: 40 }).map((lines) => lines.join(""));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(patched(before, unifiedDiff("x", before, after))).toBe(after);
    }),
  );
});

test("a text that was written anew is shown as a whole", () => {
  const [before, after] = ["old", "new"].map((word) => Array.from({ length: 3_000 }, (_, at) => `${word} ${at}\n`).join(""));
  expect(patched(before ?? "", unifiedDiff("x", before ?? "", after ?? ""))).toBe(after);
});
