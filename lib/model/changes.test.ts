import { expect, test } from "vitest";
import { changesBetween } from "./changes.ts";
import { removeElements, updateComponent, updateConnection } from "./edit.ts";
import { sketch } from "./sketch.ts";

const design = sketch().service("order").service("payment").call("order", "payment", { timeoutMs: 3_000 }).design;

test("differences are told as a person reads them", () => {
  const after = updateConnection(updateComponent(design, "order", { instances: { min: 2 } }), "order-payment", { timeoutMs: 5_000, retry: { max: 3, baseMs: 100, jitter: true } });
  expect(changesBetween(design, after)).toEqual([
    { kind: "added", path: "component order · instances", before: "", after: "min 2" },
    { kind: "changed", path: "connection order-payment · timeoutMs", before: "3s", after: "5s" },
    { kind: "added", path: "connection order-payment · retry", before: "", after: "max 3, baseMs 100ms, jitter yes" },
  ]);
});

test("what is gone is named, and where things are drawn does not count", () => {
  const after = { ...removeElements(design, ["payment"]), layout: { components: { order: { x: 1, y: 1 } } } };
  expect(changesBetween(design, after).map(({ kind, path }) => `${kind} ${path}`)).toEqual(["removed component payment", "removed connection order-payment"]);
});
