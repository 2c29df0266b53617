import type { ReferenceTable } from "./reference-table.ts";

/** Pagination. */
export const paginationTable: ReferenceTable = {
  id: "pagination",
  title: "Pagination",
  question: "How is a long list read?",
  columns: ["Way", "Take it when", "Mind"],
  rows: [
    {
      cells: ["Offset and limit", "Small lists; pages are jumped to", "The further, the slower; rows shift while one reads. At most 100,000 rows"],
      source: "004 §2.1.5",
      rules: ["api/offset-on-large-list", "api/unpaginated-list"],
    },
    { cells: ["Cursor", "Large or growing lists", "No page numbers"], source: "004 §2.1.5", rules: ["api/offset-on-large-list"] },
    { cells: ["Connection (GraphQL)", "Every list of GraphQL that can grow", "Edges, cursors and page information"], source: "004 §2.2.2", rules: ["api/graphql-plain-list"] },
    { cells: ["Page token (gRPC)", "Every list call", "page_size and next_page_token"], source: "004 §2.3", rules: ["api/proto-list-without-token"] },
  ],
  conflicts: ["CF-15"],
};
