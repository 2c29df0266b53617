import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatQuantity, largestOf, parseQuantity, type Unit } from "./quantity.ts";

const read = (unit: Unit, text: string) => {
  const parsed = parseQuantity(unit, text);
  return parsed.ok ? parsed.value : parsed.reason;
};

describe("a quantity as people write it", () => {
  test.each<[Unit, string, number]>([
    ["ms", "5s", 5_000],
    ["ms", "2.5 s", 2_500],
    ["ms", ".5s", 500],
    ["ms", "1h 30min", 5_400_000],
    ["ms", "1,500ms", 1_500],
    ["ms", "1 500 ms", 1_500],
    ["ms", "+2s", 2_000],
    ["ms", "1e3", 1_000],
    ["ms", "2.5e3ms", 2_500],
    ["rps", "100k/h", 100_000 / 3_600],
    ["rps", "1'000'000/d", 1_000_000 / 86_400],
    ["rps", "1e12", 1e12],
    ["bytes", "1 GiB", 1_073_741_824],
    ["bytes", "10_000", 10_000],
    ["bytes", "10\u00A0000 B", 10_000],
    ["ratio", "99.95%", 0.9995],
    ["count", "1,000,000", 1_000_000],
    ["count", "12e3", 12_000],
    ["factor", "1.5×", 1.5],
    ["days", "90 d", 90],
    ["number", "-1,320.5", -1_320.5],
  ])("%s: %s", (unit, text, value) => expect(read(unit, text)).toBe(value));

  test.each<[Unit, string, string]>([
    ["ms", "2,5s", "Write 2.5s."],
    ["ms", "2,5 s", "Write 2.5 s."],
    ["ms", "0,500s", "Write 0.500s."],
    ["ratio", "99,95%", "Write 99.95%."],
    ["rps", "27,8/s", "Write 27.8/s."],
    ["bytes", "1,5 GiB", "Write 1.5 GiB."],
    ["factor", "1,25", "Write 1.25."],
    ["number", "-90,25", "Write -90.25."],
  ])("%s: %s has a comma where a point belongs, and says how to write it", (unit, text, advice) =>
    expect(read(unit, text)).toBe(`A fraction stands behind a point, not behind a comma. ${advice}`),
  );

  test.each<[Unit, string]>([
    ["count", "1,00,000"],
    ["ms", "10'00ms"],
    ["bytes", "1_0"],
    ["count", "1,000'000"],
    ["rps", "1.000,5/s"],
  ])("%s: %s has groups that are none", (unit, text) => expect(read(unit, text)).toMatch(/^A comma only stands before a group of three digits, as in 10,000\. Write a /u));

  test.each<[Unit, string]>([
    ["ms", "soon"],
    ["ms", "5 parsecs"],
    ["ms", "5 00ms"],
    ["rps", "10 0/s"],
    ["count", "2.5"],
    ["ratio", "150%"],
    ["ms", ""],
  ])("%s: %s says what is expected", (unit, text) => expect(read(unit, text)).toMatch(/^Write a .+ such as /u));

  test.each<[Unit, string, string]>([
    ["ms", "99999999999999999999", "The most that is taken here is 100 years (36500d)."],
    ["ms", "36501d", "The most that is taken here is 100 years (36500d)."],
    ["rps", "2e12/s", "The most that is taken here is 1,000G/s."],
    ["bytes", "1001 PB", "The most that is taken here is 1,000 PB."],
    ["ms", "1e400", "The most that is taken here is 100 years (36500d)."],
    ["count", "1e16", "The most that is taken here is a million billions (1e15)."],
  ])("%s: %s is more than can be meant", (unit, text, reason) => expect(read(unit, text)).toBe(reason));

  test("no text is read as a number that its digits do not say", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\d,.'_ e]{1,12}$/u), fc.constantFrom<Unit>("ms", "rps", "bytes", "factor", "number"), (text, unit) => {
        const value = read(unit, text);
        if (typeof value !== "number") return;
        // Whatever was read is the same without what groups digits, and grouping never hides a fraction.
        expect(Math.abs(value - Number(text.replaceAll(/[,'_ ]/gu, "")))).toBeLessThanOrEqual(0.5);
        for (const group of text
          .split(/[.e]/u)[0]
          ?.trim()
          .split(/[,'_ ]/u)
          .slice(1) ?? [])
          expect(group).toHaveLength(3);
      }),
    );
  });

  test("the largest value of each unit is written and read back", () => {
    for (const unit of ["ms", "rps", "bytes", "ratio", "count", "factor", "days"] as const) expect(read(unit, formatQuantity(unit, largestOf(unit))), unit).toBe(largestOf(unit));
  });
});
