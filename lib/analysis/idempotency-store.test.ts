import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { DesignIndex } from "./design-index.ts";
import { idempotencyStore, operationRps } from "./idempotency-store.ts";

test("27.8 orders a second, remembered for a day, are 2.4 million keys and 2.4 GB at 1 kB each", () => {
  expect(idempotencyStore(27.8, 86_400_000, 1_000)).toEqual({ keys: 2_401_920, bytes: 2_401_920_000 });
});

test("the rate of an operation is the sum of the calls that name it", () => {
  const shop = sketch().client("web").client("app").service("order").call("web", "order", { operation: "create", rps: 20 }).call("web", "order", { operation: "read", rps: 100 });
  const rps = (design: typeof shop.design, operation: string) => operationRps(new DesignIndex(design), "order", operation);
  expect(rps(shop.call("app", "order", { operation: "create", rps: 7.8 }).design, "create")).toBeCloseTo(27.8);
  expect(rps(shop.call("app", "order", { operation: "create" }).design, "create")).toBeUndefined();
  expect(rps(shop.design, "cancel")).toBeUndefined();
});
