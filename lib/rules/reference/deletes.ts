import type { ReferenceTable } from "./reference-table.ts";

/** Soft or hard delete. */
export const deletesTable: ReferenceTable = {
  id: "deletes",
  title: "Soft or hard delete",
  question: "Does a deleted row stay?",
  columns: ["Way", "For it", "Against it"],
  rows: [
    {
      cells: ["Soft: a mark", "Can be brought back; the history stays", "Every query has to leave them out"],
      source: "004 §3.1",
      rules: ["database/soft-delete-unfiltered", "database/soft-delete-index"],
    },
    { cells: ["Hard: gone", "Nothing to filter; room is freed", "Gone with its children when deletes cascade"], source: "004 §3.1", rules: ["database/cascade-with-soft-delete"] },
  ],
  conflicts: ["CF-39"],
};
