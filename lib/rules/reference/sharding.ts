import type { ReferenceTable } from "./reference-table.ts";

/** Sharding strategies. */
export const shardingTable: ReferenceTable = {
  id: "sharding",
  title: "Sharding strategies",
  question: "How are rows spread over several databases?",
  columns: ["Strategy", "For it", "Against it", "Mind"],
  rows: [
    {
      cells: ["By range", "Simple; ranges stay together", "Uneven: the newest range takes all", "No key that only grows"],
      source: "004 §3.3",
      rules: ["scalability/range-shard-hotspot"],
    },
    {
      cells: ["By hash modulo the number", "Even", "A new shard moves nearly everything", "Consistent hashing when it grows"],
      source: "004 §3.3",
      rules: ["scalability/modulo-resharding"],
    },
    {
      cells: ["By directory", "Any row anywhere, moved one by one", "One more question per access", "Keep the directory in a cache"],
      source: "004 §3.3",
      rules: ["scalability/shard-directory-uncached"],
    },
    {
      cells: ["Any", "What belongs together lies together: a user and the user's orders", "Questions across shards ask all of them", "Choose the key by the commonest question"],
      source: "004 §3.3",
      rules: ["scalability/cross-shard-query", "database/skewed-shard-key", "database/sequential-id-distributed"],
    },
  ],
  conflicts: ["CF-51", "CF-37"],
};
