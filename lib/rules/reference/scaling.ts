import type { ReferenceTable } from "./reference-table.ts";

/** Scaling. */
export const scalingTable: ReferenceTable = {
  id: "scaling",
  title: "Scaling",
  question: "What is enlarged when the load grows?",
  columns: ["Part", "Take", "Mind"],
  rows: [
    {
      cells: ["Services", "More instances, from a range, by load", "No session in memory"],
      source: "002 Service boundary rules, 003 Ex. 1",
      rules: ["scalability/no-autoscaling", "scalability/in-memory-session", "scalability/over-provisioned"],
    },
    {
      cells: ["Headroom", "1.5 times the peak, tested", "Ten times is for thinking, not for buying"],
      source: "003 Ex. 1",
      rules: ["scalability/no-headroom", "scalability/load-test-insufficient", "scalability/capacity-below-peak"],
    },
    { cells: ["Reads of a database", "Replicas, caches", "They lag"], source: "003 Ex. 1", rules: ["data/replica-lag-unbounded", "caching/read-heavy-uncached"] },
    { cells: ["Writes of a database", "Sharding", "Questions across shards"], source: "004 §3.3", rules: ["scalability/database-overloaded", "scalability/cross-shard-query"] },
    {
      cells: ["Connections", "Cores × 2 + 1, shared by all instances; renewed after 30 min", "A pool per instance multiplies"],
      source: "000 §7",
      rules: ["scalability/pool-off-formula", "scalability/connections-exhausted", "scalability/pool-lifetime"],
    },
    {
      cells: ["Storage", "For two years of growth", "Old data is archived"],
      source: "003 Scalability Analysis",
      rules: ["scalability/storage-exhausted", "database/manual-time-partitions"],
    },
  ],
  conflicts: ["CF-27", "CF-49"],
};
