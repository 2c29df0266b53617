import type { ReferenceTable } from "./reference-table.ts";

/** Methods and idempotency. */
export const httpMethodsTable: ReferenceTable = {
  id: "http-methods",
  title: "Methods and idempotency",
  question: "May this request be repeated?",
  columns: ["Method", "Does", "Safe", "Idempotent"],
  rows: [
    { cells: ["GET", "Reads", "Yes, and cacheable", "Yes"], source: "004 §2.1.2", rules: ["api/unsafe-get", "resilience/retry-missing"] },
    { cells: ["PUT", "Replaces", "No", "Yes"], source: "004 §2.1.2, 000 §6", rules: ["resilience/retry-non-idempotent"] },
    { cells: ["DELETE", "Removes", "No", "Yes"], source: "004 §2.1.2, 000 §6", rules: ["resilience/retry-non-idempotent"] },
    {
      cells: ["PATCH", "Changes a part", "No", "Only when it is declared"],
      source: "004 §2.1.2, HTTP PATCH specification",
      rules: ["api/missing-idempotency-key", "resilience/retry-non-idempotent"],
    },
    {
      cells: ["POST", "Creates, acts", "No", "Only with an idempotency key, kept for 24 h and claimed in one step"],
      source: "004 §2.1.2, 004 §5.4, 000 §6",
      rules: ["api/missing-idempotency-key", "api/idempotency-not-atomic", "api/idempotency-window-short"],
    },
  ],
  conflicts: ["CF-16"],
};
