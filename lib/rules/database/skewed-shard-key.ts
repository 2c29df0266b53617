import type { Component } from "#lib/model/component.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Outcome, undecided } from "../rule.ts";

type Data = { readonly key: string; readonly shards: number; readonly keyCardinality?: number; readonly topKeyShare?: number };

const shop = sketch().service("order").data("order", "order-db", { mode: "rw" });
const orderDb = (sharding: NonNullable<Component["sharding"]>) => ({ engine: "postgresql", model: "relational" as const, sharding });

function check(store: Component, skew: number): Outcome<Data> {
  const { sharding } = store;
  if (!sharding) return undefined;
  const { key = "", shards, keyCardinality, topKeyShare } = sharding;
  if (shards !== undefined && shards <= 1) return undefined;
  if (shards !== undefined && keyCardinality !== undefined && keyCardinality < shards) {
    return finding({ property: "sharding.keyCardinality", data: { key, shards, keyCardinality } });
  }
  if (shards !== undefined && topKeyShare !== undefined && topKeyShare > skew / shards) {
    return finding({ property: "sharding.topKeyShare", data: { key, shards, topKeyShare } });
  }
  const missing = Object.entries({ shards, keyCardinality, topKeyShare }).flatMap(([name, value]) => (value === undefined ? `${store.id}.sharding.${name}` : []));
  return missing.length > 0 ? undecided(missing, { property: "sharding" }) : undefined;
}

export const skewedShardKey = defineRule<Data>({
  id: "database/skewed-shard-key",
  title: "Shard key with few or skewed values",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: (store, { settings }) => check(store, settings["db.shardSkew"]),
  message({ element, data }, { index, settings }) {
    const subject = `The shard key${data.key ? ` ${data.key}` : ""} of ${index.nameOf(element.id)}`;
    if (data.keyCardinality !== undefined)
      return `${subject} has only ${formatQuantity("count", data.keyCardinality)} different values for ${formatQuantity("count", data.shards)} shards.`;
    const most = formatQuantity("ratio", Math.min(1, settings["db.shardSkew"] / data.shards));
    return `${subject} has one value with ${formatQuantity("ratio", data.topKeyShare ?? 0)} of the load; with ${formatQuantity("count", data.shards)} shards ${most} is the most.`;
  },
  why: "The shard with the busiest key sets the limit of the whole database, and adding shards does not move it.",
  remedy: "Shard by a key with many values of similar weight, such as the user, or split the busiest key with a suffix.",
  sources: ["003 Database Edge Cases"],
  needs: ["sharding.shards", "sharding.keyCardinality", "sharding.topKeyShare"],
  thresholds: ["db.shardSkew"],
  needsPerson: "Only the team knows which other key the queries can carry.",
  examples: {
    bad: [
      { title: "Three countries on eight shards", sketch: shop.database("order-db", orderDb({ key: "country", shards: 8, keyCardinality: 3 })) },
      { title: "One customer makes half of the load", sketch: shop.database("order-db", orderDb({ key: "customer_id", shards: 8, keyCardinality: 5_000, topKeyShare: 0.5 })) },
    ],
    good: [
      { title: "Two million users, none of them heavy", sketch: shop.database("order-db", orderDb({ key: "user_id", shards: 8, keyCardinality: 2_000_000, topKeyShare: 0.001 })) },
      { title: "One shard cannot be skewed", sketch: shop.database("order-db", orderDb({ key: "country", shards: 1 })) },
    ],
  },
});
