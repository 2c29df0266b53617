import type { ReferenceTable } from "./reference-table.ts";

/** CAP and consistency. */
export const consistencyTable: ReferenceTable = {
  id: "consistency",
  title: "CAP and consistency",
  question: "What is given up when the network is cut, and before?",
  columns: ["Model", "Means", "Costs", "For", "Stores"],
  rows: [
    { cells: ["CP", "Consistent in a partition", "Some requests are refused", "Money, stock", "MongoDB, HBase"], source: "004 §5.1", rules: ["data/cap-mismatch"] },
    {
      cells: ["AP", "Available in a partition", "Answers may be stale", "Feeds, analytics, caches", "Cassandra, DynamoDB, Couchbase, Redis Cluster"],
      source: "004 §5.1, Redis Cluster specification",
      rules: ["data/cap-mismatch"],
    },
    {
      cells: ["Strong", "Everybody reads the latest write", "Waits for all copies", "Banking, stock", "A single primary, quorums"],
      source: "004 §5.2",
      rules: ["data/cap-mismatch", "data/read-your-writes"],
    },
    {
      cells: ["Eventual", "Copies follow", "Stale reads for a while", "Feeds, analytics; between services", "Replicas, read models"],
      source: "004 §5.2, 000 §0",
      rules: ["data/replica-lag-unbounded", "data/no-reconciliation"],
    },
    {
      cells: ["Causal", "What depends on each other stays in order", "Versions travel along", "Conversations, comments", "Logical clocks"],
      source: "004 §5.2",
      rules: ["data/wall-clock-ordering", "messaging/ordering-key"],
    },
  ],
  conflicts: ["CF-35", "CF-36"],
  note: "A cut network cannot be chosen away, so that the choice in practice is between CP and AP.",
};
