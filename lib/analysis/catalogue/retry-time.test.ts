import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { retryTime } from "./retry-time.ts";

const retry = (max: number, baseMs: number, jitter = false) => ({ max, backoff: "exponential", baseMs, jitter }) as const;
const pair = sketch().service("order").service("payment");
const chain = pair.gateway("gateway").call("gateway", "order", { timeoutMs: 5_000 });

test.each([
  [3, false, "27 s"],
  [3, true, "30 s"],
  [4, false, "40 s"],
])("%i retries of a 5 s call from a first pause of 1 s (jitter: %s) take %s", (max, jitter, worst) => {
  const answer = ask(retryTime, pair.call("order", "payment", { timeoutMs: 5_000, retry: retry(max, 1_000, jitter) }));
  expect(answer.sentence).toContain(`takes ${worst} at worst`);
  expect(answer.verdict).toBe("neutral");
});

test("the caller gives up before the last attempts, and shorter ones would fit", () => {
  const answer = ask(retryTime, chain.call("order", "payment", { timeoutMs: 5_000, retry: retry(3, 100, true) }).flow("pay", ["gateway-order", "order-payment"]));
  expect(answer.verdict).toBe("bad");
  expect(answer.sentence).toBe("order → payment takes 21 s at worst, 4 attempts of 5 s and 1 s of pauses; gateway waits only 5 s, attempts of 1 s would fit.");
  expect(answer.working).toEqual([
    "T = 4 × 5 s + 1 s = 21 s",
    "pauses = 200 ms + 300 ms + 500 ms = 1 s, doubling, each with up to 100 ms of jitter",
    "attempt that fits = (5 s − 1 s) ÷ 4 = 1 s",
  ]);
  const [chart] = answer.charts ?? [];
  expect(chart?.kind === "bars" && [chart.bars.length, chart.limit?.value]).toEqual([7, 5_000]);
});

test("a call without a timeout may take for ever, and the timeout is asked for", () => {
  const answer = ask(retryTime, pair.call("order", "payment", { retry: retry(2, 100) }));
  expect(answer).toMatchObject({
    verdict: "undecided",
    sentence: "order → payment may wait for ever: 3 attempts without a timeout and 300 ms of pauses; still missing: timeout of order → payment.",
  });
  expect(missingPlaces(answer)).toEqual(["order-payment.timeoutMs"]);
});

test("a caller without a timeout is asked for its own", () => {
  const open = pair.gateway("gateway").call("gateway", "order").call("order", "payment", { timeoutMs: 300 }).flow("pay", ["gateway-order", "order-payment"]);
  const answer = ask(retryTime, open, { about: "order-payment" });
  expect(answer.verdict).toBe("undecided");
  expect(missingPlaces(answer)).toEqual(["gateway-order.timeoutMs"]);
});

test("the retries of the mesh are changed in the mesh", () => {
  const meshed = pair.call("order", "payment", { timeoutMs: 1_000 }).set({ mesh: { product: "istio", retries: retry(2, 25) } });
  const answer = ask(retryTime, meshed);
  expect(answer.sentence).toMatch(/takes 3\.08 s at worst, 3 attempts of 1 s/u);
  expect(answer.inputs.map(({ place }) => `${place.type} ${place.property}`)).toEqual(["connection timeoutMs", "design mesh.retries.max", "design mesh.retries.baseMs"]);
});
