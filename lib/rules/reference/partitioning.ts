import type { ReferenceTable } from "./reference-table.ts";

/** Partitioning within one database. */
export const partitioningTable: ReferenceTable = {
  id: "partitioning",
  title: "Partitioning within one database",
  question: "How is one large table cut?",
  columns: ["By", "Fits", "Mind"],
  rows: [
    {
      cells: ["Range, usually of time", "Events, orders: old months are dropped as a whole", "The key holds the column; partitions are made ahead by a job"],
      source: "004 §3.3, 003 Ex. 1",
      rules: ["database/large-table-unpartitioned", "database/manual-time-partitions", "database/partition-key-not-in-key"],
    },
    {
      cells: ["List, such as regions", "Few known values that are asked for separately", "A new value needs a partition"],
      source: "004 §3.3",
      rules: ["database/partition-key-not-in-key"],
    },
    { cells: ["Hash, such as 4 parts", "Even spread of what is asked for by its key", "Ranges ask every part"], source: "004 §3.3", rules: ["database/unindexed-query"] },
  ],
  conflicts: ["CF-51"],
  note: "Partitioning cuts a table within one database; sharding spreads rows over several databases.",
};
