import type { ReferenceTable } from "./reference-table.ts";

/** Database by access pattern. */
export const databaseTable: ReferenceTable = {
  id: "database",
  title: "Database by access pattern",
  question: "Which store fits how the data is asked for?",
  columns: ["Access pattern", "Take", "Because"],
  rows: [
    {
      cells: ["Transactions, joins, rules between rows", "Relational (PostgreSQL, MySQL)", "Constraints and SQL hold it together."],
      source: "003 Step 4.1, 004 §3.1",
      rules: ["database/no-primary-key", "database/implied-fk-missing"],
    },
    {
      cells: ["Documents read and written as a whole", "Document store (MongoDB)", "One to few embedded, one to many referenced."],
      source: "004 §3.4",
      rules: ["database/unbounded-embedding"],
    },
    {
      cells: ["Known keys at any scale", "Key-value, wide column (DynamoDB)", "A table per set of questions; queries by partition key, never scans."],
      source: "004 §3.4, 000 MDL",
      rules: ["database/nosql-scan", "security/tenant-unscoped-access"],
    },
    {
      cells: ["Microseconds, and it may be lost", "In memory (Redis): text, hash, list, set, sorted set", "Sessions, counters, leader boards, feeds."],
      source: "004 §3.4",
      rules: ["caching/no-origin", "scalability/in-memory-session"],
    },
    {
      cells: ["Full text, facets", "Search engine (Elasticsearch), fed by events", "A relational index does not rank."],
      source: "000 §8, 003 Ex. 1",
      rules: ["database/full-text-without-index", "data/read-model-not-fed"],
    },
    {
      cells: ["Sums over very many rows", "Columnar (ClickHouse), with rollups", "Reads only the columns that are asked for."],
      source: "003 Ex. 2",
      rules: ["database/non-additive-rollup", "database/row-by-row-insert"],
    },
  ],
  conflicts: ["CF-52"],
};
