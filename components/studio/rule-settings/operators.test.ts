import { describe, expect, test } from "vitest";
import type { Condition } from "#lib/model/own-rule.ts";
import { testableProperties } from "#lib/rules/testable-properties.ts";
import { operatorsOf, readOperand, textOfOperand, withOperator } from "./operators.ts";

const property = (path: string) => testableProperties("component").get(path);

test("the tests of a condition are read from it", () => {
  expect(operatorsOf({ property: "team", set: false, like: "a*" })).toEqual(["unset", "like"]);
  expect(operatorsOf({ property: "team" })).toEqual(["set"]);
});

test("one test takes the place of another, and the value goes along where it fits", () => {
  expect(withOperator({ property: "zone", is: "private" }, "is", "oneOf")).toEqual({ property: "zone", oneOf: ["private"] });
  expect(withOperator({ property: "zone", oneOf: ["private", "dmz"] }, "oneOf", "isNot")).toEqual({ property: "zone", isNot: "private" });
  expect(withOperator({ property: "team", set: true }, "set", "unset")).toEqual({ property: "team", set: false });
  expect(withOperator({ property: "team", set: true }, undefined, "like")).toEqual({ property: "team", set: true, like: "" });
  expect(withOperator({ property: "team", set: true, like: "a" }, "set", undefined)).toEqual({ property: "team", like: "a" });
});

describe("what is typed", () => {
  test.each([
    ["is", "true", "tls", true],
    ["is", "3", "instances.max", 3],
    ["is", "300ms", "slo.p99Ms", 300],
    ["is", "soon", "slo.p99Ms", "soon"],
    ["is", "private", "zone", "private"],
    ["is", "42", "team", "42"],
    ["is", "42", "costCentre", 42],
    ["oneOf", "pii, financial,", "dataClasses", ["pii", "financial"]],
    ["atMost", "5s", "slo.p99Ms", "5s"],
    ["atLeast", "2", "instances.min", 2],
    ["like", "prod-*", "name", "prod-*"],
  ] as const)("%s %s of %s", (operator, typed, path, value) => {
    expect(readOperand(operator, typed, property(path))).toEqual(value);
  });
  test("is shown again as it was meant", () => {
    const shown = (condition: Condition, operator: Parameters<typeof textOfOperand>[1]) => textOfOperand(condition, operator, property(condition.property ?? ""));
    expect(shown({ property: "slo.p99Ms", is: 300 }, "is")).toBe("300ms");
    expect(shown({ property: "zone", oneOf: ["dmz", "private"] }, "oneOf")).toBe("dmz, private");
    expect(shown({ property: "team" }, "is")).toBe("");
  });
});
