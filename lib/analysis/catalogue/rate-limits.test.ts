import { expect, test } from "vitest";
import type { RateLimit } from "#lib/model/component.ts";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { rateLimits } from "./rate-limits.ts";

const thresholds = { "capacity.headroom": 1.5 };
const MINUTE = 60_000;

const limited = (limits: readonly RateLimit[], instances = { min: 1, max: 1 }) =>
  sketch()
    .gateway("gateway", { instances, rateLimits: [...limits] })
    .service("order", { instances: { min: 2, max: 4 }, perInstanceRps: 100 })
    .call("gateway", "order");

test("1,000 in a fixed minute become 2,000 within seconds", () => {
  const answer = ask(rateLimits, limited([{ algorithm: "fixedWindow", ratePerSec: 1_000 / 60, windowMs: MINUTE, store: "shared" }]), { thresholds });
  expect(answer.sentence).toBe(
    "gateway lets 16.7/s through for everybody together, and order behind it can take 400/s; 1,000 in 1 min become up to 2,000 at once around the change of window.",
  );
  expect(answer.working[0]).toBe("limit 1 in 10 s: 1,000 × 2 = 2,000");
  expect(answer.tables?.[0]?.rows[0]?.map(({ value }) => value)).toEqual([1, "everybody", "Fixed window", "16.7/s (1,000 in 1 min)", 1, expect.closeTo(2_000, 6)]);
});

test("100 in 15 minutes are 0.11 a second", () => {
  const answer = ask(rateLimits, limited([{ algorithm: "slidingWindow", ratePerSec: 100 / 900, windowMs: 15 * MINUTE, store: "shared" }]), { thresholds });
  expect(answer).toMatchObject({ verdict: "good", sentence: "gateway lets 0.111/s through for everybody together, and order behind it can take 400/s." });
  expect(answer.tables?.[0]?.rows[0]?.[3]?.value).toBe("0.111/s (100 in 15 min)");
});

test("a token bucket gives its burst and then its rate", () => {
  const answer = ask(rateLimits, limited([{ algorithm: "tokenBucket", ratePerSec: 100, burst: 200, store: "shared" }]), { thresholds });
  expect(answer).toMatchObject({ verdict: "good", working: ["limit 1 in 10 s: 200 + 100/s × 10 s = 1,200", "100/s ≤ 400/s ÷ 1.5 = 267/s"] });
  expect(answer.figures).toContainEqual({ label: "Highest limit that protects", value: expect.closeTo(266.7, 1), unit: "rps" });
});

test("a counter in the memory of each instance is worth as many limits", () => {
  const answer = ask(rateLimits, limited([{ algorithm: "tokenBucket", ratePerSec: 50, store: "memory" }], { min: 2, max: 10 }), { thresholds });
  expect(answer.verdict).toBe("bad");
  expect(answer.sentence).toBe(
    "gateway lets 500/s through for everybody together, more than the 267/s that leave order a headroom of 1.5×; each of 10 instances counts for itself, so that 50/s become up to 500/s.",
  );
});

test("limits of single users have no sum, until enough of them fill what is behind", () => {
  const answer = ask(rateLimits, limited([{ algorithm: "tokenBucket", ratePerSec: 10, burst: 20, scope: "user", store: "shared" }]), { thresholds });
  expect(answer).toMatchObject({ verdict: "neutral", sentence: "gateway lets each user through at 10/s, and all of them together have no limit; 40 at their limit fill order." });
});

test("asks for the rate, the window and the capacity behind", () => {
  const drawn = sketch()
    .gateway("gateway", { rateLimits: [{ algorithm: "fixedWindow", store: "shared" }] })
    .service("order")
    .call("gateway", "order");
  const answer = ask(rateLimits, drawn, { thresholds });
  expect(answer.verdict).toBe("undecided");
  expect(missingPlaces(answer)).toEqual(["gateway.rateLimits.0.ratePerSec", "gateway.rateLimits.0.windowMs", "order.perInstanceRps"]);
});
