import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { DesignIndex } from "./design-index.ts";
import { countersOf, countsEverybody, mostLetThrough, protectedBy } from "./rate-limits.ts";

const MINUTE = 60_000;

test("each algorithm has its own worst case", () => {
  const limit = { ratePerSec: 100, burst: 200, windowMs: MINUTE } as const;
  expect(mostLetThrough({ ...limit, algorithm: "tokenBucket" }, 10_000)).toBe(1_200);
  expect(mostLetThrough({ ...limit, algorithm: "leakyBucket" }, 10_000)).toBe(1_000);
  expect(mostLetThrough({ ...limit, algorithm: "fixedWindow" }, 10_000)).toBe(12_000);
  expect(mostLetThrough({ ...limit, algorithm: "fixedWindow" }, MINUTE + 1)).toBe(18_000);
  expect(mostLetThrough({ ...limit, algorithm: "slidingWindow" }, 10_000)).toBe(6_000);
});

test("without a rate, or a window where one is counted in, nothing can be said", () => {
  expect(mostLetThrough({ algorithm: "tokenBucket", burst: 5 }, 1_000)).toBeUndefined();
  expect(mostLetThrough({ algorithm: "fixedWindow", ratePerSec: 5 }, 1_000)).toBeUndefined();
});

test("a limit that says nothing counts everybody, in the memory of each instance", () => {
  const [gateway] = sketch().gateway("gateway", { instances: { min: 2, max: 10 } }).design.components;
  if (!gateway) throw new Error("one gateway");
  expect([{}, { scope: "service" } as const, { scope: "tenant" } as const].map(countsEverybody)).toEqual([true, true, false]);
  expect([countersOf({}, gateway), countersOf({ store: "shared" }, gateway)]).toEqual([10, 1]);
});

test("what can take least is what a limit protects first", () => {
  const drawn = sketch()
    .gateway("gateway")
    .service("big", { capacityRps: 500 })
    .service("small", { capacityRps: 100 })
    .service("unknown")
    .external("bank")
    .call("gateway", "big")
    .call("gateway", "unknown")
    .call("gateway", "small")
    .call("gateway", "bank");
  const index = new DesignIndex(drawn.design);
  const gateway = index.component("gateway");
  expect(gateway && protectedBy(gateway, index).map(({ component, capacityRps }) => [component.id, capacityRps])).toEqual([
    ["small", 100],
    ["big", 500],
    ["unknown", undefined],
  ]);
});
