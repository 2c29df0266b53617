import { expect, test } from "vitest";
import type { Connection } from "#lib/model/connection.ts";
import { sketch } from "#lib/model/sketch.ts";
import { ask, missingPlaces } from "./ask.ts";
import { hotPartition } from "./hot-partition.ts";

const views = (publication: Partial<Connection>, perConsumerRps = 12_000) =>
  sketch()
    .service("ingest")
    .topic("page-views", { partitions: 100 })
    .publish("ingest", "page-views", { rps: 1_000_000, ...publication })
    .component("streamProcessor", "job")
    .subscribe("page-views", "job", { perConsumerRps });

test("an even spread of a million over 100 partitions is 10,000 each", () => {
  const answer = ask(hotPartition, views({ key: "user_id", keyCardinality: 50_000_000, topKeyShare: 0.0001 }));
  expect(answer).toMatchObject({ verdict: "good", sentence: "The busiest of 100 partitions of page-views gets 10k/s, an even share; one consumer of job handles 12k/s." });
  expect(answer.working[0]).toBe("even share = 1M/s ÷ 100 = 10k/s");
});

test("a customer with a twentieth of everything overloads its partition", () => {
  const answer = ask(hotPartition, views({ key: "tenant_id", keyCardinality: 4_000, topKeyShare: 0.05 }));
  expect(answer).toMatchObject({
    verdict: "bad",
    sentence: "The busiest of 100 partitions of page-views gets 50k/s, its busiest key is 5% of everything; one consumer of job handles 12k/s.",
  });
  expect(answer.marks).toEqual([{ element: "page-views", text: "50k/s on one", tone: "bad" }]);
});

test("fewer keys than partitions leave partitions empty", () => {
  const answer = ask(hotPartition, views({ key: "country", keyCardinality: 8, topKeyShare: 0.125 }, 200_000));
  expect(answer).toMatchObject({ verdict: "bad", sentence: expect.stringContaining("gets 125k/s, 8 keys fill only 8 of 100") });
  expect(answer.figures).toContainEqual({ label: "Partitions without a message", value: 92, unit: "count", tone: "bad" });
});

test("a key of which nothing is known is a lower bound; without a key messages spread by themselves", () => {
  const open = ask(hotPartition, views({ key: "user_id" }));
  expect(open.verdict).toBe("undecided");
  expect(missingPlaces(open)).toEqual(["ingest-page-views.keyCardinality", "ingest-page-views.topKeyShare"]);
  expect(ask(hotPartition, views({})).verdict).toBe("good");
  expect(ask(hotPartition, views({ key: "user_id" }, 1_000_000)).verdict).toBe("good");
});

test("the busiest shard of a database is compared with an even share", () => {
  const thresholds = { "db.shardSkew": 2 };
  const store = (topKeyShare: number) => sketch().database("orders", { sharding: { key: "customer_id", shards: 8, keyCardinality: 5_000, topKeyShare } });
  expect(ask(hotPartition, store(0.5), { thresholds })).toMatchObject({
    verdict: "bad",
    sentence: "The busiest of 8 shards of orders, sharded by customer_id, carries 50% of the load, because of its busiest key; 25% is the most.",
  });
  expect(ask(hotPartition, store(0.001), { thresholds }).verdict).toBe("good");
  expect(missingPlaces(ask(hotPartition, sketch().database("orders", { sharding: {} }), { thresholds }))).toEqual([
    "orders.sharding.shards",
    "orders.sharding.keyCardinality",
    "orders.sharding.topKeyShare",
  ]);
});
