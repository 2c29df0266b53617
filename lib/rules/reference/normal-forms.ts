import type { ReferenceTable } from "./reference-table.ts";

/** Normal forms. */
export const normalFormsTable: ReferenceTable = {
  id: "normal-forms",
  title: "Normal forms",
  question: "What may a column of a relational table hold?",
  columns: ["Form", "Asks", "Broken by"],
  rows: [
    {
      cells: ["First", "One value per column, rows that differ", "A list with commas in a text"],
      source: "004 §3.1",
      rules: ["database/non-atomic-column", "database/no-primary-key"],
    },
    { cells: ["Second", "Depends on the whole key", "A product's name in a table keyed by order and product"], source: "004 §3.1", rules: ["database/partial-dependency"] },
    { cells: ["Third", "Depends on nothing but the key", "A city beside its postcode"], source: "004 §3.1", rules: ["database/transitive-dependency"] },
  ],
  conflicts: ["CF-38"],
};
