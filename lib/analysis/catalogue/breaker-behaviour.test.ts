import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { breakerBehaviour } from "./breaker-behaviour.ts";

const half = { mode: "ratio", failureRatio: 0.5, windowMs: 10_000, openMs: 30_000, halfOpenTrials: 3 } as const;
const pair = sketch().service("order").service("payment");

test("half a call a second gives 5 calls in 10 s, too few for a share", () => {
  const answer = ask(breakerBehaviour, pair.call("order", "payment", { rps: 0.5, breaker: half }));
  expect(answer.verdict).toBe("bad");
  expect(answer.sentence).toBe(
    "order → payment makes 5 calls in 10 s, too few for a share of failures, so that the breaker stays closed; let it count failures instead, such as 5.",
  );
  expect(answer.marks).toEqual([{ element: "order", text: "too few calls", tone: "bad" }]);
});

test("when every call fails it opens after half of its window, and lets three trials through in 30 s", () => {
  const answer = ask(breakerBehaviour, pair.call("order", "payment", { rps: 20, breaker: half }));
  expect(answer.verdict).toBe("good");
  expect(answer.sentence).toBe("order → payment makes 200 calls in 10 s; when every call fails, the breaker opens after 5 s, then 99.5% fail at once for 30 s.");
  expect(answer.working).toEqual([
    "calls in the window = 20/s × 10 s = 200 calls, of at least 10",
    "opens after = 10 s × 50% ÷ 100% = 5 s",
    "fails at once = 1 − 3 ÷ (20/s × 30 s) = 99.5%",
  ]);
});

test("it stays closed while fewer calls fail than its share", () => {
  const answer = ask(breakerBehaviour, pair.call("order", "payment", { rps: 20, breaker: half }), { values: { failing: 0.3 } });
  expect(answer).toMatchObject({ verdict: "neutral", sentence: "order → payment makes 200 calls in 10 s; when 30% of the calls fail, the breaker stays closed." });
});

test("a breaker that counts opens at its number of failures", () => {
  const answer = ask(breakerBehaviour, pair.call("order", "payment", { rps: 0.5, breaker: { mode: "count", failureCount: 5, openMs: 60_000, halfOpenTrials: 2 } }));
  expect(answer).toMatchObject({
    verdict: "good",
    sentence: "order → payment makes 0.5/s; when every call fails, the breaker opens after 10 s, then 93.333% fail at once for 1 min.",
  });
});

test("a breaker without figures is asked for them, that of the mesh in the mesh", () => {
  expect(missingPlaces(ask(breakerBehaviour, pair.call("order", "payment", { breaker: {} })))).toEqual([
    "order-payment.rps",
    "order-payment.breaker.failureRatio",
    "order-payment.breaker.windowMs",
    "order-payment.breaker.openMs",
    "order-payment.breaker.halfOpenTrials",
  ]);
  const meshed = pair.call("order", "payment", { rps: 20 }).set({ mesh: { product: "istio", breaker: { mode: "ratio", failureRatio: 0.5 } } });
  expect(missingPlaces(ask(breakerBehaviour, meshed))).toContain("design.mesh.breaker.windowMs");
});
