import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { updateSharding } from "./sharded.ts";

const orders = (strategy: "range" | "hash", keyMonotonic: boolean) => sketch().database("orders", { sharding: { strategy, key: "order_id", shards: 4, keyMonotonic } });

export const rangeShardHotspot = defineRule<{ readonly key: string }>({
  id: "scalability/range-shard-hotspot",
  title: "Range sharding on a key that only grows",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check: ({ sharding }) =>
    sharding?.strategy === "range" && sharding.keyMonotonic === true ? finding({ property: "sharding.strategy", data: { key: sharding.key ?? "" } }) : undefined,
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} is split into ranges of ${data.key.trim() === "" ? "a key" : data.key} that only grows, so every new row goes to the last shard.`,
  why: "One shard takes all writes while the others hold history: the others were bought for nothing.",
  remedy: "Shard by a hash of the key, or by a key that does not grow with time, such as the customer.",
  sources: ["004 §3.3 Sharding Strategies"],
  needs: ["component.sharding.strategy", "component.sharding.keyMonotonic"],
  fix: { title: "Shard by a hash of the key", apply: (design, found, { index }) => updateSharding(design, found.element.id, index, { strategy: "hash" }) },
  examples: {
    bad: [{ title: "Ranges of a sequence number", sketch: orders("range", true) }],
    good: [
      { title: "A hash spreads what grows", sketch: orders("hash", true) },
      { title: "Ranges of a key that does not grow", sketch: orders("range", false) },
    ],
  },
});
