import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { retryAmplification } from "./retry-amplification.ts";

const thresholds = { "retry.amplificationMax": 6 };
const layers = (max: number, rps?: number) =>
  sketch()
    .gateway("gateway")
    .service("order")
    .service("stock")
    .service("supplier")
    .call("gateway", "order", { retry: { max }, ...(rps === undefined ? {} : { rps }) })
    .call("order", "stock", { retry: { max } })
    .call("stock", "supplier", { retry: { max } })
    .flow("reserve", ["gateway-order", "order-stock", "stock-supplier"]);

test("three layers with three retries make 64 attempts, with five 216", () => {
  const answer = ask(retryAmplification, layers(3, 10), { thresholds });
  expect(answer.verdict).toBe("bad");
  expect(answer.sentence).toBe("When supplier is down, one request becomes 64 attempts there (4 × 4 × 4); 6 are accepted at most; 10/s become 640/s.");
  expect(answer.working).toEqual(["gateway → order → stock → supplier", "attempts = (1 + 3) × (1 + 3) × (1 + 3) = 64", "load = 10/s × 64 = 640/s"]);
  expect(answer.marks?.map(({ element, text }) => `${element} ${text}`)).toEqual(["order 4×", "stock 16×", "supplier 64×"]);
  expect(ask(retryAmplification, layers(5), { thresholds }).sentence).toContain("216 attempts");
});

test("without a rate the attempts are told and the rate is asked for", () => {
  const answer = ask(retryAmplification, layers(1), { thresholds: { "retry.amplificationMax": 8 } });
  expect(answer).toMatchObject({ verdict: "good", sentence: expect.stringMatching(/to see the load, fill in rate of gateway → order\.$/u) });
  expect(missingPlaces(answer)).toEqual(["gateway-order.rps"]);
});

test("where nothing is repeated one request stays one attempt", () => {
  expect(ask(retryAmplification, layers(0), { thresholds })).toMatchObject({ verdict: "good", sentence: "Nothing is repeated in reserve: one request stays one attempt." });
});
