import type { ReferenceTable } from "./reference-table.ts";

/** Embed or reference. */
export const embedOrReferenceTable: ReferenceTable = {
  id: "embed-or-reference",
  title: "Embed or reference",
  question: "Does a document hold its parts?",
  columns: ["Relation", "Take", "Because"],
  rows: [
    { cells: ["One to few: addresses of a user", "Embed", "Read together, and bounded."], source: "004 §3.4", rules: ["database/unbounded-embedding"] },
    {
      cells: ["One to many: posts of a user", "Reference, with an index", "A growing list moves the document until it is too large."],
      source: "004 §3.4",
      rules: ["database/unbounded-embedding", "database/unindexed-query"],
    },
    { cells: ["Many to many", "Reference", "Neither side owns it."], source: "004 §3.4", rules: [] },
  ],
  conflicts: ["CF-38"],
};
