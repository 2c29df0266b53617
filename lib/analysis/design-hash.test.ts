import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryDesign } from "#lib/model/arbitrary-design.ts";
import { compareDesigns } from "#lib/model/compare.ts";
import type { Design } from "#lib/model/design.ts";
import { updateComponent, updateConnection, updateDesign } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { designHash } from "./design-hash.ts";

const shop: Design = sketch("Shop")
  .service("order", { apis: [{ id: "orders", style: "rest", endpoints: [{ id: "place", method: "POST", path: "/orders" }] }] })
  .database("orders")
  .data("order", "orders", { mode: "rw" })
  .flow("place", ["order-orders"])
  .waiver({ rule: "resilience/missing-timeout", target: "order-orders", reason: "Same host", owner: "Maya", expires: "2026-12-01" })
  .set({ layout: { components: { order: { x: 0, y: 0 } } } }).design;

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
};

test("is the SHA-256 of the sorted JSON", () => {
  const text =
    '{"alerts":[],"boundaries":[],"components":[],"connections":[],"decisions":[],"flows":[],"id":"sketch","org":{"engineers":5,"stage":"early"},"sagas":[],"title":"Empty","waivers":[]}';
  const design = sketch("Empty").set({ org: { stage: "early", engineers: 5 } }).design;
  expect(designHash(design)).toBe(createHash("sha256").update(text).digest("hex"));
});

describe("keeps its value", () => {
  test.each<readonly [string, Design]>([
    ["when a box is moved", updateDesign(shop, { layout: { components: { order: { x: 400, y: 80 } } } })],
    ["when the layout is dropped", updateDesign(shop, { layout: undefined })],
    ["when something is noted", updateDesign(shop, { notes: "Ask Maya." })],
    ["when the rules are set otherwise", updateDesign(shop, { config: { preset: "tight" } })],
    ["when the work goes on", updateDesign(shop, { process: { state: "implementation" }, checklist: [{ id: "hpa", done: true, evidence: "run 7" }] })],
    ["when it is dated", updateDesign(shop, { date: "2026-11-21" })],
    ["when a property is set to nothing", { ...shop, mesh: undefined }],
    ["whatever the order of the components", { ...shop, components: shop.components.toReversed() }],
  ])("%s", (_, changed) => {
    expect(changed).not.toBe(shop);
    expect(designHash(changed)).toBe(designHash(shop));
  });

  test("for any design, whatever the order of keys and members", () => {
    fc.assert(
      fc.property(arbitraryDesign({ duplicates: true }), (design) => {
        const other = { ...(reversed(design) as Design), components: design.components.toReversed(), connections: design.connections.toReversed() };
        expect(designHash(other)).toBe(designHash(design));
      }),
      { numRuns: 200, seed: 20_261_121 },
    );
  });
});

describe("changes", () => {
  test.each<readonly [string, Design]>([
    ["with a protocol", updateConnection(shop, "order-orders", { tls: true })],
    ["with a contract", updateComponent(shop, "order", { apis: [{ id: "orders", style: "rest", endpoints: [{ id: "place", method: "PUT", path: "/orders" }] }] })],
    ["with a requirement", updateDesign(shop, { requirements: { nfr: { p99Ms: 200 } } })],
    ["with an accepted risk", updateDesign(shop, { waivers: [] })],
    ["with the order of a flow", updateDesign(shop, { flows: [{ id: "place", connections: ["order-orders", "order-orders"] }] })],
    ["with an answer to an edge case", updateDesign(shop, { edgeCases: { clockSkew: "Versions, not clocks." } })],
  ])("%s", (_, changed) => {
    expect(designHash(changed)).not.toBe(designHash(shop));
  });
});

test("any two designs have one hash exactly when comparing them finds nothing that changed in meaning", () => {
  const designs = arbitraryDesign({ size: 4, duplicates: true });
  fc.assert(
    fc.property(designs, designs, fc.boolean(), (one, other, isAlike) => {
      // Of two that are drawn at random hardly any mean the same.
      const after = isAlike ? { ...one, ...Object.fromEntries(["layout", "notes", "config", "process", "checklist"].map((key) => [key, other[key]])) } : other;
      expect(designHash(one) === designHash(after)).toBe(compareDesigns(one, after).changes.length === 0);
    }),
    { numRuns: 200 },
  );
});
