import type { ReferenceTable } from "./reference-table.ts";

/** Indexes. */
export const indexesTable: ReferenceTable = {
  id: "indexes",
  title: "Indexes",
  question: "Which index answers this query?",
  columns: ["Query", "Index", "Mind"],
  rows: [
    { cells: ["By one column", "On that column", "UNIQUE has one already"], source: "004 §3.1", rules: ["database/unindexed-query", "database/redundant-index"] },
    {
      cells: ["By several columns", "On all of them, equal ones first", "Helps its leading columns only"],
      source: "004 §3.1",
      rules: ["database/unindexed-query", "database/redundant-index"],
    },
    { cells: ["Only some rows: active ones", "Partial, with the condition", "Fits soft deletes"], source: "004 §3.1", rules: ["database/soft-delete-index"] },
    { cells: ["Words in a text", "Full-text (GIN)", "LIKE with % in front reads every row"], source: "004 §3.1", rules: ["database/full-text-without-index"] },
    { cells: ["Few columns, very often", "Covering: the index has all of them", "The table is not read at all"], source: "004 §3.2", rules: ["database/select-star"] },
    { cells: ["Joins to the parent", "On the foreign key", "The database does not make it"], source: "004 §3.1", rules: ["database/fk-without-index"] },
  ],
  conflicts: ["CF-40"],
};
