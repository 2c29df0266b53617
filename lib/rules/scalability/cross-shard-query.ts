import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Report, undecided } from "../rule.ts";

interface Data {
  readonly pattern: string;
  readonly key: string;
  readonly shards: number | undefined;
}

/** `orders.user_id` and `User_ID` name the same column. */
const columnOf = (name: string): string =>
  name
    .slice(name.lastIndexOf(".") + 1)
    .trim()
    .toLowerCase();

const orders = (filter: string[], scatterAccepted?: boolean) =>
  sketch().database("orders", {
    sharding: { strategy: "hash", key: "user_id", shards: 8 },
    accessPatterns: [{ id: "open", tables: ["orders"], kind: "list", filter, ...(scatterAccepted !== undefined && { scatterAccepted }) }],
  });

export const crossShardQuery = defineRule<Data>({
  id: "scalability/cross-shard-query",
  title: "Query has to visit every shard",
  severity: "warning",
  each: "component",
  kinds: ["database"],
  check({ id, sharding, accessPatterns }) {
    if (sharding === undefined || accessPatterns === undefined || (sharding.shards ?? 2) < 2) return undefined;
    const key = sharding.key ?? "";
    const parts = key
      .split(/[,+]/u)
      .map(columnOf)
      .filter((part) => part !== "");
    const reports: Report<Data>[] = [];
    for (const pattern of accessPatterns) {
      // A new row names its key, whatever the filter says.
      if (pattern.scatterAccepted === true || pattern.kind === "insertRow" || pattern.kind === "insertBulk") continue;
      if (parts.length === 0) return undecided([`${id}.sharding.key`], { property: "sharding.key" });
      const filter = new Set(pattern.filter?.map(columnOf));
      if (parts.every((part) => filter.has(part))) continue;
      reports.push(finding({ target: `${id}.${pattern.id}`, property: "accessPatterns", data: { pattern: pattern.id, key, shards: sharding.shards } }));
    }
    return reports.length > 0 ? reports : undefined;
  },
  message: ({ element, data }, { index }) =>
    `The query "${data.pattern}" on ${index.nameOf(element.id)} does not filter by the shard key ${data.key}, so it has to ask ${data.shards === undefined ? "every shard" : `all ${data.shards} shards`}.`,
  why: "It is as slow as the slowest shard, fails when any of them fails, and grows dearer with every shard that is added.",
  remedy: "Keep together what is read together by sharding by that key, give the query a read model of its own, or accept that it visits all shards.",
  sources: ["004 §3.3 Implementation (co-locate user and orders)"],
  needs: ["component.sharding.key", "component.accessPatterns"],
  needsPerson: "Which data belong together, or whether a rare query may be slow, is a decision about the product.",
  examples: {
    bad: [{ title: "Open orders of everybody, sharded by user", sketch: orders(["status"]) }],
    good: [
      { title: "Open orders of one user", sketch: orders(["user_id", "status"]) },
      { title: "A report may visit all of them", sketch: orders(["status"], true) },
    ],
  },
});
