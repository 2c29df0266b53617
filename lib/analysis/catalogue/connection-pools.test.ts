import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { connectionPools } from "./connection-pools.ts";

const order = (size: number, max: number) =>
  sketch()
    .service("order", { instances: { min: 10, max } })
    .data("order", "orders", { pool: { size } });

test("100 connections each of 10 to 100 instances are 1,000 to 10,000", () => {
  const answer = ask(connectionPools, order(100, 100).database("orders", { maxConnections: 200 }));
  expect(answer.verdict).toBe("bad");
  expect(answer.sentence).toBe("100 instances open up to 10,000 connections to orders, which accepts 200; 1 connection for each would fit; still missing: cores of orders.");
  expect(answer.figures.slice(0, 2).map(({ value }) => value)).toEqual([10_000, 1_000]);
  expect(answer.working).toContain("per instance = ⌊200 × 0.8 ÷ 100⌋ = 1");
});

test("8 cores are worth 17 connections, also when more would be accepted", () => {
  const answer = ask(connectionPools, order(20, 10).database("orders", { maxConnections: 500, cores: 8 }));
  expect(answer).toMatchObject({
    verdict: "bad",
    sentence: "10 instances open 200 connections to orders, which accepts 500; the pool of order is larger than the 17 that 8 cores work off best.",
  });
  expect(answer.working[0]).toBe("pool = 2 × 8 + 1 = 17");
  expect(ask(connectionPools, order(17, 10).database("orders", { maxConnections: 500, cores: 8 })).verdict).toBe("good");
});

test("a pooler lets many instances share few connections", () => {
  const answer = ask(connectionPools, order(8, 100).database("orders", { maxConnections: 200, cores: 8, pooler: true }));
  expect(answer).toMatchObject({ verdict: "good", sentence: expect.stringContaining("a pooler shares fewer among them") });
});

test("copies of a function have a pool each, pools without a size are asked for", () => {
  const drawn = sketch()
    .component("function", "api", { maxConcurrency: 500 })
    .service("jobs")
    .database("orders", { maxConnections: 200, cores: 8 })
    .data("api", "orders", { pool: { size: 1 } })
    .data("jobs", "orders", { pool: {} });
  const answer = ask(connectionPools, drawn);
  expect(answer.verdict).toBe("bad");
  expect(answer.sentence).toContain("there are more instances than connections, so that it needs a pooler");
  expect(missingPlaces(answer)).toEqual(["jobs-orders.pool.size"]);
  expect(answer.tables?.[0]?.rows.map((row) => row.map(({ value }) => value))).toEqual([
    ["api", 500, 1, 500],
    ["jobs", 1, "not known", "not known"],
  ]);
});

test("a database that nobody keeps a pool for", () => {
  const drawn = sketch().service("order").database("orders", { maxConnections: 100, cores: 4 }).data("order", "orders");
  expect(ask(connectionPools, drawn)).toMatchObject({
    verdict: "neutral",
    sentence: "Nobody keeps a pool of connections to orders, so that each caller opens as many as it likes.",
  });
});
