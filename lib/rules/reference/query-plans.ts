import type { ReferenceTable } from "./reference-table.ts";

/** Reading a query plan. */
export const queryPlansTable: ReferenceTable = {
  id: "query-plans",
  title: "Reading a query plan",
  question: "What does EXPLAIN ANALYZE say?",
  columns: ["The plan says", "It means", "Do"],
  rows: [
    {
      cells: ["Seq Scan, with many rows removed by the filter", "The whole table is read for a few rows", "An index on the columns of the filter, equal ones first"],
      source: "004 §3.2",
      rules: ["database/unindexed-query"],
    },
    {
      cells: ["Seq Scan that keeps most rows, or of a small table", "Cheaper than going through an index", "Nothing; an index would be dropped again"],
      source: "004 §3.2",
      rules: ["database/unused-index"],
    },
    { cells: ["Index Scan", "Rows are found by the index, then read from the table", "Nothing, while it returns few rows"], source: "004 §3.2", rules: [] },
    {
      cells: ["Index Only Scan", "The index has every column that is asked for", "Ask for those columns only; keep the table vacuumed, else Heap Fetches rise"],
      source: "004 §3.2",
      rules: ["database/select-star"],
    },
    {
      cells: ["Bitmap Heap Scan, with lossy blocks", "Many rows by index; the list of them did not fit into work_mem", "A narrower filter, or more work_mem"],
      source: "004 §3.2",
      rules: [],
    },
    {
      cells: ["Nested Loop with many loops", "The inner side is looked up once per outer row", "An index on the foreign key; more than some thousand loops want a hash join"],
      source: "004 §3.2",
      rules: ["database/fk-without-index", "database/n-plus-one"],
    },
    {
      cells: ["Hash Join", "One side is read into memory, the other is compared with it", "Fine for many rows; Batches above 1 mean that it spilled to disk"],
      source: "004 §3.2",
      rules: [],
    },
    { cells: ["Merge Join", "Both sides come sorted and are read in step", "Fine for two large sides with indexes on the joined columns"], source: "004 §3.2", rules: [] },
    {
      cells: ["Sort Method: external merge, Disk", "The rows to sort did not fit into work_mem", "An index in the order of the sort, and a limit"],
      source: "004 §3.2",
      rules: ["database/unbounded-list", "database/unindexed-query"],
    },
    {
      cells: ["Actual rows far from the estimate (10 times or more)", "The planner chooses by wrong numbers", "ANALYZE; extended statistics for columns that depend on each other"],
      source: "004 §3.2",
      rules: [],
    },
    {
      cells: ["Append over every partition", "The filter does not name the partition key", "Put the key into the filter"],
      source: "004 §3.2",
      rules: ["scalability/cross-shard-query"],
    },
    {
      cells: ["Buffers: read far above hit", "The data is not in memory", "More memory, fewer rows, or a cache in front"],
      source: "004 §3.2",
      rules: ["caching/read-heavy-uncached"],
    },
  ],
  note: "Run it with EXPLAIN (ANALYZE, BUFFERS) on data as large as in production, read from the innermost line outwards, and keep the text in the query plan of the access pattern. The words are those of PostgreSQL.",
};
