import { expect, test } from "vitest";
import type { Endpoint } from "#lib/model/contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { idempotencyStoreSize } from "./idempotency-store.ts";

const DAY = 86_400_000;
const thresholds = { "api.idempotencyRecordBytes": 1_000, "api.idempotencyTtlMs": DAY };

const create: Endpoint = { id: "createOrder", method: "POST", path: "/orders" };
const service = (...endpoints: Endpoint[]) =>
  sketch()
    .client("web")
    .service("order", { apis: [{ id: "orders", style: "rest", endpoints }] });
const keyed = (ttlMs?: number): Endpoint => ({ ...create, idempotencyKey: { required: true, ...(ttlMs !== undefined && { ttlMs }) } });

test("27.8 a second kept for a day are 2.4 million keys and 2.4 GB", () => {
  const answer = ask(idempotencyStoreSize, service(keyed(DAY)).call("web", "order", { operation: "createOrder", rps: 27.8 }), { thresholds });
  expect(answer).toMatchObject({
    verdict: "good",
    sentence: "order remembers 2,401,920 keys of POST /orders for 1 d, in 2.402 GB.",
    working: ["POST /orders: 27.8/s × 1 d = 2,401,920 keys × 1 kB = 2.402 GB"],
  });
  expect(answer.inputs.map(({ place }) => place.property)).toEqual(["rps", "apis.0.endpoints.0.idempotencyKey.ttlMs", "", ""]);
});

test("keys that are forgotten too early are named", () => {
  expect(ask(idempotencyStoreSize, service(keyed(300_000)).call("web", "order", { operation: "createOrder", rps: 10 }), { thresholds })).toMatchObject({
    verdict: "bad",
    sentence: "order remembers 3,000 keys of POST /orders for 5 min, in 3 MB; those of POST /orders are forgotten after 5 min, and 1 d are asked for.",
  });
});

test("without a key it says what the key would take", () => {
  const answer = ask(idempotencyStoreSize, service(create).call("web", "order", { operation: "createOrder", rps: 10 }), { thresholds });
  expect(answer).toMatchObject({
    verdict: "undecided",
    sentence: "Kept for 1 d, as asked for, the keys of POST /orders would be 864,000 and take 864 MB; missing: key lifetime of POST /orders of order.",
  });
  expect(answer.tables?.[0]?.rows[0]?.[2]).toEqual({ value: "no key yet", tone: "warning" });
});

test("a call that names no operation is a bound", () => {
  const answer = ask(idempotencyStoreSize, service(keyed(DAY)).call("web", "order", { rps: 10 }), { thresholds });
  expect(answer).toMatchObject({
    verdict: "undecided",
    sentence: "order remembers at most 864,000 keys of POST /orders for 1 d, in 864 MB; no call names the operation, so all requests count.",
  });
});

test("operations add up; what only reads or may be repeated needs no key", () => {
  const drawn = service(
    keyed(DAY),
    { id: "pay", method: "POST", path: "/payments", idempotencyKey: { required: true, ttlMs: 2 * DAY } },
    { id: "get", method: "GET", path: "/orders" },
    {
      id: "search",
      method: "POST",
      path: "/search",
      effect: "read",
    },
  )
    .call("web", "order", { operation: "createOrder", rps: 10 })
    .call("web", "order", { operation: "pay", rps: 10 });
  expect(ask(idempotencyStoreSize, drawn, { thresholds })).toMatchObject({
    verdict: "good",
    sentence: "The keys of 2 operations of order take 2.592 GB, those of POST /payments 1.728 GB.",
  });
});

test("nothing is known without a rate", () => {
  const answer = ask(idempotencyStoreSize, service(keyed(DAY)), { thresholds });
  expect(answer).toMatchObject({ verdict: "undecided", sentence: "How many keys order has to remember cannot be said yet; missing: peak load of order." });
  expect(missingPlaces(answer)).toEqual(["order.peakRps"]);
});
