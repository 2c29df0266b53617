import type { ReferenceTable } from "./reference-table.ts";

/** GraphQL. */
export const graphqlTable: ReferenceTable = {
  id: "graphql",
  title: "GraphQL",
  question: "When does GraphQL pay, and what does it need?",
  columns: ["Question", "Answer"],
  rows: [
    {
      cells: ["When?", "Clients with complex, differing questions; or one schema over many services"],
      source: "000 §2, 002 API design decision matrix",
      rules: ["communication/graphql-unneeded"],
    },
    { cells: ["How deep?", "Depth at most 10, cost at most 1,000 per query"], source: "004 §2.2.4", rules: ["api/graphql-unbounded-query"] },
    { cells: ["Relations?", "Loaded in batches, never one by one"], source: "004 §2.2.1", rules: ["api/graphql-n-plus-one"] },
    { cells: ["Lists?", "Connections with cursors and page information"], source: "004 §2.2.2", rules: ["api/graphql-plain-list"] },
    { cells: ["Errors?", "A machine-readable code beside the message and path"], source: "004 §2.2.3", rules: ["api/graphql-error-codes"] },
  ],
  conflicts: ["CF-14", "CF-15"],
};
