import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { breakerOf, callsInWindow, fastFailShare, modeOf, opensAfterMs } from "./breakers.ts";
import { DesignIndex } from "./design-index.ts";

const half = { mode: "ratio", failureRatio: 0.5, windowMs: 10_000 } as const;
const all = { rps: 20, failing: 1, minimumCalls: 10 };

test("half a call a second gives 5 calls in 10 s", () => {
  expect(callsInWindow(0.5, 10_000)).toBe(5);
});

test("when everything fails, a breaker at one half opens after half of its window", () => {
  expect(opensAfterMs(half, all)).toBe(5_000);
  expect(opensAfterMs(half, { ...all, failing: 0.8 })).toBe(6_250);
});

test("it never opens when too few calls fail, or when too few are made for a share", () => {
  expect(opensAfterMs(half, { ...all, failing: 0.4 })).toBe(Infinity);
  expect(opensAfterMs(half, { ...all, rps: 0.5 })).toBe(Infinity);
  expect(opensAfterMs({ ...half, failureRatio: 0 }, { ...all, failing: 0 })).toBe(Infinity);
});

test("a number of failures is reached at the rate of the failures, within the window when there is one", () => {
  expect(opensAfterMs({ failureCount: 5 }, { ...all, rps: 0.5 })).toBe(10_000);
  expect(opensAfterMs({ failureCount: 5, windowMs: 8_000 }, { ...all, rps: 0.5 })).toBe(Infinity);
  expect(opensAfterMs({ failureCount: 5 }, { ...all, rps: 0 })).toBe(Infinity);
});

test("without its figures a breaker says nothing", () => {
  expect(opensAfterMs({}, all)).toBeUndefined();
  expect(opensAfterMs({ mode: "count" }, all)).toBeUndefined();
  expect(modeOf({})).toBe("ratio");
  expect(modeOf({ failureCount: 5 })).toBe("count");
});

test("three trials in 30 s at 20 calls a second: 99.5% fail at once", () => {
  expect(fastFailShare(3, 20, 30_000)).toBeCloseTo(0.995, 9);
  expect(fastFailShare(3, 0.01, 30_000)).toBe(0);
  expect(fastFailShare(3, 0, 30_000)).toBe(0);
});

test("the mesh's breaker counts for calls inside it, unless the call has its own", () => {
  const drawn = sketch()
    .service("a")
    .service("b")
    .external("c")
    .call("a", "b")
    .call("b", "c")
    .set({ mesh: { product: "istio", breaker: half } });
  const index = new DesignIndex(drawn.design);
  expect(drawn.design.connections.map((call) => breakerOf(index, call))).toEqual([half, undefined]);
});
