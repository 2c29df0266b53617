import type { ReferenceTable } from "./reference-table.ts";

/** Primary keys. */
export const primaryKeysTable: ReferenceTable = {
  id: "primary-keys",
  title: "Primary keys",
  question: "What is a row's key made of?",
  columns: ["Key", "For it", "Against it"],
  rows: [
    {
      cells: ["Counter", "Simple, small, in order", "One database has to hand it out"],
      source: "004 §3.1",
      rules: ["database/sequential-id-distributed", "scalability/range-shard-hotspot"],
    },
    {
      cells: ["UUID", "Made anywhere, never twice", "Large; random ones scatter an index"],
      source: "004 §3.1, 003 Output Requirements",
      rules: ["database/sequential-id-distributed"],
    },
    { cells: ["Snowflake", "Made anywhere, sorts by time", "The application makes it"], source: "004 §3.1", rules: ["database/sequential-id-distributed"] },
  ],
  conflicts: ["CF-37"],
};
