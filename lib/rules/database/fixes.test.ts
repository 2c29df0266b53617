import { describe, expect, test } from "vitest";
import type { Design } from "#lib/model/design.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { Table } from "#lib/model/store.ts";
import { FEATURES, featureIn } from "../dialects.ts";
import { keyOf, lint } from "../lint.ts";
import { applyFix } from "../words.ts";
import { databaseRules } from "./list.ts";

const keysOf = (design: Design) => {
  const { findings, undecided } = lint(design, { rules: databaseRules });
  return [...findings, ...undecided].map(keyOf);
};

/** Applies the quick fix of a rule until it has nothing left to say. */
function fixed(design: Design, id: string): Design {
  const rules = databaseRules.filter((rule) => rule.id === id);
  let current = design;
  for (let found = lint(current, { rules }).findings[0]; found; found = lint(current, { rules }).findings[0]) {
    const next = applyFix(current, found);
    if (next === current) throw new Error(`The fix of ${keyOf(found)} changes nothing.`);
    current = next;
  }
  return current;
}

const tablesOf = (design: Design, store = "db"): readonly Table[] => design.components.find(({ id }) => id === store)?.tables ?? [];
const postgres = { engine: "postgresql", model: "relational" } as const;

describe("a quick fix leads to no other finding about the schema", () => {
  const examples = databaseRules.flatMap((rule) => (rule.fix ? rule.examples.bad.map((example) => [`${rule.id}: ${example.title}`, rule.id, example.sketch.design] as const) : []));
  test.each(examples)("%s", (_, id, design) => {
    const before = new Set(keysOf(design));
    expect(keysOf(fixed(design, id)).filter((key) => !before.has(key))).toEqual([]);
  });
});

test("what depends on a part of the key moves to the table that has that key already", () => {
  const { design } = sketch().database("db", {
    ...postgres,
    tables: [
      {
        name: "order_items",
        pk: [["order_id", "product_id"]],
        columns: [{ name: "order_id" }, { name: "product_id" }, { name: "product_name", type: "TEXT" }],
        indexes: [{ cols: ["product_name"] }],
        fds: [{ lhs: ["product_id"], rhs: ["product_name"] }],
      },
      { name: "products", pk: [["product_id"]], columns: [{ name: "product_id" }] },
    ],
    accessPatterns: [{ id: "byName", kind: "list", tables: ["order_items"], filter: ["product_name"], columns: ["order_id"], limit: 20 }],
  });
  const next = fixed(design, "database/partial-dependency");
  const [items, products, ...others] = tablesOf(next);
  expect(others).toEqual([]);
  expect(items?.columns?.map(({ name }) => name)).toEqual(["order_id", "product_id"]);
  expect(items?.indexes).toEqual([{ cols: ["product_id"] }]);
  expect(items?.fks).toEqual([{ cols: ["product_id"], refTable: "products", onDelete: "restrict" }]);
  expect(products?.columns).toEqual([{ name: "product_id" }, { name: "product_name", type: "TEXT" }]);
  expect(next.components[0]?.accessPatterns?.[0]?.tables).toEqual(["order_items", "products"]);
});

test("a new key of a partitioned table holds the partition column", () => {
  const { design } = sketch().database("db", { ...postgres, tables: [{ name: "events", partition: { type: "range", by: "created_at", automated: true, retentionMs: 1 } }] });
  expect(tablesOf(fixed(design, "database/no-primary-key"))[0]?.pk).toEqual([["id", "created_at"]]);
});

test("a new id has the type that the engine keeps UUIDs in", () => {
  const { design } = sketch().database("db", { engine: "MySQL", tables: [{ name: "events" }] });
  expect(tablesOf(fixed(design, "database/no-primary-key"))[0]?.columns).toEqual([{ name: "id", type: "BINARY(16)", nullable: false }]);
});

test("references follow a key that becomes a UUID", () => {
  const { design } = sketch().database("db", {
    ...postgres,
    multiPrimary: true,
    tables: [
      { name: "users", pk: [["id"]], columns: [{ name: "id", type: "BIGSERIAL" }] },
      {
        name: "orders",
        pk: [["id"]],
        columns: [
          { name: "id", type: "UUID" },
          { name: "user_id", type: "BIGINT" },
        ],
        fks: [{ cols: ["user_id"], refTable: "users" }],
      },
    ],
  });
  expect(tablesOf(fixed(design, "database/sequential-id-distributed")).map(({ columns }) => columns?.map(({ type }) => type))).toEqual([["UUID"], ["UUID", "UUID"]]);
});

test("an index for a query has equal columns first, then the range, and leaves deleted rows out", () => {
  const { design } = sketch().database("db", {
    ...postgres,
    tables: [{ name: "orders", pk: [["id"]], softDelete: true }],
    accessPatterns: [
      { id: "recent", kind: "list", tables: ["orders"], filter: ["created_at > ?", "orders.user_id = ?", "deleted_at IS NULL"], sort: ["total"], columns: ["id"], limit: 20 },
    ],
  });
  expect(tablesOf(fixed(design, "database/unindexed-query"))[0]?.indexes).toEqual([{ cols: ["user_id", "created_at"], where: "deleted_at IS NULL" }]);
});

test("an index for a query on a replica is added to the primary", () => {
  const { design } = sketch()
    .database("db", { ...postgres, tables: [{ name: "orders", pk: [["id"]] }] })
    .database("replica", {
      ...postgres,
      role: "replica",
      replicaOf: "db",
      accessPatterns: [{ id: "byUser", kind: "list", tables: ["orders"], filter: ["user_id"], sort: ["created_at desc"], columns: ["id"], limit: 20 }],
    });
  expect(tablesOf(fixed(design, "database/unindexed-query"))[0]?.indexes).toEqual([{ cols: ["user_id", "created_at"] }]);
});

test("how long partitions are kept is taken from the store and never made up", () => {
  const partition = { type: "range", by: "created_at" } as const;
  const table = { name: "orders", pk: [["id", "created_at"]], partition };
  const rules = databaseRules.filter(({ id }) => id === "database/manual-time-partitions");
  expect(lint(sketch().database("db", { ...postgres, tables: [table] }).design, { rules }).findings.map(({ fixable }) => fixable)).toEqual([false]);
  const { design } = sketch().database("db", { ...postgres, retentionDays: 30, tables: [table] });
  expect(tablesOf(fixed(design, "database/manual-time-partitions"))[0]?.partition).toEqual({ ...partition, automated: true, retentionMs: 2_592_000_000 });
});

test("the average that becomes sum and count keeps a count that is there already", () => {
  const { design } = sketch().database("db", {
    engine: "clickhouse",
    tables: [
      {
        name: "hourly",
        measures: [
          { name: "value_count", sourceAgg: "count", agg: "sum" },
          { name: "value_avg", sourceAgg: "avg", agg: "avg" },
        ],
      },
    ],
  });
  expect(tablesOf(fixed(design, "database/non-additive-rollup"))[0]?.measures?.map(({ name }) => name)).toEqual(["value_count", "value_sum"]);
});

test("no quick fix is offered when it could help only one of two patterns with the same name", () => {
  const { design } = sketch().database("db", {
    engine: "dynamodb",
    tables: [{ name: "videos", keys: [{ pk: "channel_id" }] }],
    accessPatterns: [
      { id: "find", tables: ["videos"], filter: ["owner_id"] },
      { id: "find", tables: ["videos"] },
    ],
  });
  expect(lint(design, { rules: databaseRules }).findings.map(({ rule, fixable }) => [rule, fixable])).toEqual([
    ["database/nosql-scan", false],
    ["database/nosql-scan", false],
  ]);
});

test("what an engine has instead of a feature is not strange to it in turn", () => {
  const strange = FEATURES.flatMap((feature) =>
    Object.entries(feature.instead).flatMap(([engine, text]) => (featureIn(text)?.engines.includes(engine) === false ? `${feature.name} on ${engine}: ${text}` : [])),
  );
  expect(strange).toEqual([]);
  expect(FEATURES.flatMap(({ name, engines, instead }) => engines.filter((engine) => engine in instead).map((engine) => `${name} on ${engine}`))).toEqual([]);
});
