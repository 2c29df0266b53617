import type { ReferenceTable } from "./reference-table.ts";

/** Isolation of databases. */
export const databaseIsolationTable: ReferenceTable = {
  id: "database-isolation",
  title: "Isolation of databases",
  question: "What does a service own alone?",
  columns: ["Shared", "Verdict", "Because"],
  rows: [
    { cells: ["Nothing: an instance each", "Cleanest", "Deployed, scaled and changed alone."], source: "000 §8, 004 §4.1", rules: ["boundaries/shared-database"] },
    {
      cells: ["The server, not the database", "Good", "Schemas change alone; the machine is shared."],
      source: "000 §8",
      rules: ["boundaries/shared-database", "resilience/single-point-of-failure"],
    },
    {
      cells: ["One database, a schema per service", "Not enough", "Migrations and resources are still common."],
      source: "002 Service boundary rules",
      rules: ["boundaries/shared-schema-cluster"],
    },
    {
      cells: ["One database within one bounded context", "Accepted", "The context is the unit that changes together."],
      source: "002 Service boundary rules",
      rules: ["boundaries/shared-database"],
    },
    {
      cells: ["One database over several contexts", "An error", "Every change of a table is everybody's."],
      source: "000 §2, 004 §4.1",
      rules: ["boundaries/shared-database", "boundaries/foreign-database-read", "boundaries/aggregate-split"],
    },
  ],
  conflicts: ["CF-10"],
};
