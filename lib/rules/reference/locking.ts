import type { ReferenceTable } from "./reference-table.ts";

/** Optimistic or pessimistic locking. */
export const lockingTable: ReferenceTable = {
  id: "locking",
  title: "Optimistic or pessimistic locking",
  question: "How do two writers of one row get along?",
  columns: ["Way", "Take it when", "Mind"],
  rows: [
    {
      cells: ["Optimistic: a version is compared", "Conflicts are rare: the default", "The loser reads again and retries"],
      source: "003 Edge Cases, Performance",
      rules: ["database/pessimistic-lock"],
    },
    {
      cells: ["Pessimistic: the row is locked", "Conflicts are the rule and the work is short", "Everybody queues; two locks can wait for each other"],
      source: "003 Edge Cases, Performance",
      rules: ["database/pessimistic-lock"],
    },
    {
      cells: ["Order of events across writers", "Logical clocks or a version of the entity", "Clocks of machines differ"],
      source: "003 Edge Cases",
      rules: ["data/wall-clock-ordering"],
    },
  ],
};
