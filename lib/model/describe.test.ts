import { describe, expect, test } from "vitest";
import { componentDescriptors, connectionDescriptors, processDescriptors, requirementsDescriptors, sagaDescriptors, valueError } from "./describe.ts";
import { optionTitle } from "./option-title.ts";

const property = (path: string, descriptors = componentDescriptors) => {
  const [first = "", ...rest] = path.split(".");
  let found = descriptors.get(first);
  for (const key of rest) found = found?.fields?.find((field) => field.key === key);
  if (!found) throw new Error(`no property ${path}`);
  return found;
};

describe("descriptors", () => {
  test.each([
    ["p99Ms", { control: "quantity", unit: "ms", title: "Own p99 latency" }],
    ["purpose", { control: "multiline", limit: 20_000 }],
    ["category", { control: "text", limit: 200 }],
    ["managed", { control: "flag", description: "Run by a provider that answers for its redundancy." }],
    ["team", { control: "reference" }],
    ["contexts", { control: "references" }],
    ["metrics", { control: "lines" }],
    ["runbooks", { control: "choices" }],
    ["localCache.invalidation", { control: "choices", path: "localCache.invalidation" }],
    ["instances", { control: "object", required: false }],
    ["tables", { control: "list" }],
    ["tables.name", { control: "text", required: true, path: "tables.name" }],
    ["tables.pk", { control: "groups" }],
    ["apis.versions.sunset", { control: "date" }],
    ["apis.endpoints.responses", { control: "numbers" }],
    ["accessPatterns.columns", { control: "linesOrAll" }],
  ])("%s", (path, expected) => {
    expect(property(path)).toMatchObject({ ...expected, path });
  });

  test("choices carry their titles, numbers stay numbers", () => {
    expect(property("role").options).toContainEqual({ value: "readModel", title: "Read model" });
    expect(property("apis.endpoints.validationStatus").options).toEqual([
      { value: 400, title: "400" },
      { value: 422, title: "422" },
    ]);
  });

  test("everything that is edited has an editor", () => {
    expect(property("steps.compensation.retry.max", sagaDescriptors).unit).toBe("count");
    expect(property("nfr.availability", requirementsDescriptors).unit).toBe("ratio");
    expect(property("review.testsPassing", processDescriptors).control).toBe("flag");
    expect(property("approvals.checkpoint", processDescriptors).options?.map(({ value }) => value)).toEqual([1, 2]);
  });

  test.each([
    ["readModel", "Read model"],
    ["atLeastOnce", "At least once"],
    ["grpc-web", "gRPC-Web"],
    ["modular-monolith", "Modular monolith"],
    ["rw", "Reads and writes"],
  ])("%s is shown as %s", (value, title) => {
    expect(optionTitle(value)).toBe(title);
  });
});

describe("valueError", () => {
  test.each([
    ["p99Ms", 250],
    ["availability", 0.9995],
    ["partitions", 12],
    ["role", "primary"],
    ["contexts", ["ordering"]],
    ["instances", { min: 2, max: 10 }],
    ["tables", [{ name: "orders", pk: [["id"]] }]],
    ["accessPatterns", [{ id: "by-customer", columns: "*" }]],
    ["managed", undefined],
  ])("%s takes %j", (path, value) => {
    expect(valueError(property(path), value)).toBeUndefined();
  });

  test.each([
    ["p99Ms", -1, "A negative value makes no sense here."],
    ["p99Ms", Number.NaN, "Write a number."],
    ["availability", 99.95, "A share is at most 100%."],
    ["partitions", 1.5, "Write a whole number."],
    ["category", "x".repeat(201), "Shorten it to 200 characters; it has 201."],
    ["layer", "middle", "Choose one of Domain, Technical."],
    ["team", "two words", "Choose an element of the design."],
    ["metrics", "rate", "Write a list."],
    ["instances", { min: 1.5 }, "Least: Write a whole number."],
    ["tables", [{ expectedRows: 3 }], "Name: Name is needed."],
    ["apis", [{ id: "orders", versions: [{ v: "1", sunset: "soon" }] }], "Versions: Sunset: Write a date as 2026-11-21."],
  ])("%s refuses %j", (path, value, sentence) => {
    expect(valueError(property(path), value)).toBe(sentence);
  });

  test("a connection's retry is checked inside", () => {
    expect(valueError(property("retry", connectionDescriptors), { max: 3, backoff: "exponential" })).toBeUndefined();
    expect(valueError(property("retry", connectionDescriptors), { backoff: "linear" })).toBe("Back-off: Choose one of Exponential, Fixed, None.");
  });
});
