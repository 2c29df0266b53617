import { expect, test } from "vitest";
import type { Component } from "#lib/model/component.ts";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { lint } from "../lint.ts";
import { databaseRules } from "./list.ts";

const verdicts = ({ design }: Sketch) => {
  const { findings, undecided } = lint(design, { rules: databaseRules });
  return { findings: findings.map(({ rule, target }) => `${rule} ${target}`), missing: undecided.flatMap(({ rule, missing }) => (missing ?? []).map((name) => `${rule} ${name}`)) };
};
const store = (properties: Partial<Component>) => verdicts(sketch().database("db", properties));
const postgres = { engine: "postgresql", model: "relational" } as const;
const DAY_MS = 86_400_000;

test("a number or fact that is missing is asked for by name", () => {
  expect(store({ sharding: { key: "user_id", shards: 8 } }).missing).toEqual([
    "database/skewed-shard-key db.sharding.keyCardinality",
    "database/skewed-shard-key db.sharding.topKeyShare",
  ]);
  expect(store({ ...postgres, tables: [{ name: "readings", pk: [["id"]], timeSeries: true }] }).missing).toEqual(["database/large-table-unpartitioned db.readings.expectedRows"]);
  expect(store({ ...postgres, tables: [{ name: "orders", pk: [["id"]], columns: [{ name: "status" }] }] }).missing).toEqual([
    "database/status-unconstrained db.orders.status.type",
  ]);
  expect(store({ model: "document", tables: [{ name: "posts", columns: [{ name: "comments", embed: true }] }] }).missing).toEqual([
    "database/unbounded-embedding db.posts.comments.cardinality",
  ]);
  expect(store({ tables: [{ name: "users", pk: [["id"]], features: ["inline INDEX"] }] }).missing).toEqual(["database/dialect-mismatch db.engine"]);
  expect(
    store({ model: "relational", tables: [{ name: "orders", pk: [["id"]], partition: { type: "range", by: "created_at", automated: true, retentionMs: DAY_MS } }] }).missing,
  ).toEqual(["database/partition-key-not-in-key db.engine"]);
  expect(store({ ...postgres, accessPatterns: [{ id: "byUser", kind: "point", tables: ["orders"], filter: ["user_id"] }] }).missing).toEqual([
    "database/unindexed-query db.orders.indexes",
  ]);
  expect(store({ ...postgres, accessPatterns: [{ id: "search", kind: "fullText", tables: ["posts"] }] }).missing).toEqual(["database/full-text-without-index db.posts.indexes"]);
  expect(store({ engine: "dynamodb", accessPatterns: [{ id: "all", tables: ["videos"] }], tables: [{ name: "videos" }] }).missing).toEqual(["database/nosql-scan db.videos.keys"]);
});

test("a busiest key is told before the number of keys is known", () => {
  expect(store({ sharding: { shards: 8, topKeyShare: 0.5 } })).toEqual({ findings: ["database/skewed-shard-key db"], missing: [] });
});

test("nothing is asked of a database without tables", () => {
  expect(store(postgres)).toEqual({ findings: [], missing: [] });
});

test("the engine says what kind of store it is when nobody else does", () => {
  const tables = [{ name: "events" }];
  expect(store({ engine: "Postgres", tables }).findings).toEqual(["database/no-primary-key db.events"]);
  expect(store({ engine: "clickhouse", tables }).findings).toEqual([]);
  expect(store({ tables }).findings).toEqual(["database/no-primary-key db.events"]);
  expect(store({ tables: [{ name: "events", keys: [{ pk: "id" }] }] }).findings).toEqual([]);
});

test("a join is served by an index of either table", () => {
  const tables = [
    { name: "users", pk: [["id"]], columns: [{ name: "email", type: "TEXT", unique: true }] },
    { name: "posts", pk: [["id"]] },
  ];
  const pattern = { id: "postsByEmail", kind: "list" as const, tables: ["posts", "users"], columns: ["title"], limit: 20 };
  expect(store({ ...postgres, tables, accessPatterns: [{ ...pattern, filter: ["users.email"] }] }).findings).toEqual([]);
  expect(store({ ...postgres, tables, accessPatterns: [{ ...pattern, filter: ["country"] }] }).findings).toEqual(["database/unindexed-query db.postsByEmail"]);
});

test("an index that a replica's queries use is used", () => {
  const table = { name: "orders", pk: [["id"]], indexes: [{ cols: ["user_id"] }] };
  const shop = sketch().database("db", { ...postgres, tables: [table], accessPatterns: [{ id: "one", kind: "point", tables: ["orders"], filter: ["id"] }] });
  expect(verdicts(shop).findings).toEqual(["database/unused-index db.orders.user_id"]);
  const byUser = { id: "byUser", kind: "point" as const, tables: ["orders"], filter: ["user_id"] };
  expect(verdicts(shop.database("replica", { ...postgres, role: "replica", replicaOf: "db", accessPatterns: [byUser] })).findings).toEqual([]);
  expect(verdicts(shop.database("reports", { ...postgres, accessPatterns: [{ ...byUser, tables: ["db.orders"] }] })).findings).toEqual([]);
});

test("of two equal indexes one is redundant, and a unique one is not replaced by a longer one", () => {
  const table = { name: "users", pk: [["id"]] };
  const redundant = (indexes: { cols: string[]; unique?: boolean; include?: string[]; method?: "gin" }[]) =>
    store({ ...postgres, tables: [{ ...table, indexes }] }).findings.length;
  expect(redundant([{ cols: ["email"] }, { cols: ["Email"] }])).toBe(1);
  expect(redundant([{ cols: ["email"], unique: true }, { cols: ["email", "country"] }])).toBe(0);
  expect(redundant([{ cols: ["email"] }, { cols: ["email"], unique: true }])).toBe(1);
  expect(redundant([{ cols: ["id"], include: ["email"] }])).toBe(0);
  expect(redundant([{ cols: ["email"], include: ["country"] }, { cols: ["email", "country"] }])).toBe(1);
  expect(redundant([{ cols: ["email"] }, { cols: ["email"], method: "gin" }])).toBe(0);
});

test("a column that names a table with a composite key implies no reference", () => {
  const items = { name: "items", pk: [["id"]], columns: [{ name: "id" }, { name: "order_id" }] };
  const orders = { name: "orders", pk: [["id", "created_at"]], columns: [{ name: "id" }] };
  expect(store({ ...postgres, tables: [items, orders] }).findings).toEqual([]);
  expect(store({ ...postgres, tables: [items, { ...orders, pk: [["id"]] }] }).findings).toEqual(["database/implied-fk-missing db.items.order_id"]);
  expect(
    store({
      ...postgres,
      tables: [
        { ...items, columns: [{ name: "categoryId" }] },
        { name: "categories", pk: [["id"]] },
      ],
    }).findings,
  ).toEqual(["database/implied-fk-missing db.items.categoryId"]);
});

test("money is known by the last word of its name", () => {
  const inexact = (name: string) => store({ ...postgres, tables: [{ name: "t", pk: [["id"]], columns: [{ name, type: "real" }] }] }).findings.length === 1;
  expect(["total", "unit_price", "unitPrice", "amount_due", "price_eur", "costs", "balance"].filter((name) => !inexact(name))).toEqual([]);
  expect(["cost_factor", "total_distance", "balance_score", "priceless", "latitude"].filter(inexact)).toEqual([]);
});

test("stream jobs that add up distinct counts are found too", () => {
  const job = sketch().component("streamProcessor", "rollup", { measures: [{ name: "unique_users", sourceAgg: "distinct", agg: "sum" }] });
  expect(verdicts(job).findings).toEqual(["database/non-additive-rollup rollup.unique_users"]);
});
