import type { ReferenceTable } from "./reference-table.ts";

/** Status codes. */
export const statusCodesTable: ReferenceTable = {
  id: "status-codes",
  title: "Status codes",
  question: "With which status does it end?",
  columns: ["Status", "When"],
  rows: [
    { cells: ["200", "Read, replaced, changed"], source: "004 §2.1.3", rules: ["api/wrong-success-status"] },
    { cells: ["201", "Created"], source: "004 §2.1.3", rules: ["api/wrong-success-status"] },
    { cells: ["202", "Accepted, done later; says where the outcome is found"], source: "003 Ex. 1", rules: ["api/async-without-status", "api/wrong-success-status"] },
    { cells: ["204", "Deleted; nothing to say"], source: "004 §2.1.3", rules: ["api/wrong-success-status"] },
    { cells: ["301, 302, 304", "Moved for good, for now; not changed since it was cached"], source: "004 §2.1.3", rules: ["caching/cdn-without-cache-control"] },
    { cells: ["400", "Malformed"], source: "004 §2.1.3", rules: ["api/mixed-validation-status", "api/missing-error-statuses"] },
    {
      cells: ["401, 403", "Not signed in; not allowed"],
      source: "004 §2.1.3",
      rules: ["security/unauthenticated-endpoint", "security/no-authorization", "api/missing-error-statuses"],
    },
    { cells: ["404, 409", "Not there; in conflict with what is"], source: "004 §2.1.3", rules: ["api/missing-error-statuses"] },
    { cells: ["422", "Well-formed, but breaks a rule"], source: "004 §2.1.3, 004 §2.4", rules: ["api/mixed-validation-status", "security/no-input-validation"] },
    { cells: ["429", "Too many requests; says when to come again"], source: "004 §2.1.3", rules: ["api/rate-limit-headers", "security/no-rate-limit"] },
    { cells: ["500, 502, 503, 504", "Our fault; the one behind us; not now; too late"], source: "004 §2.1.3", rules: ["resilience/missing-fallback", "api/error-envelope"] },
  ],
  conflicts: ["CF-17", "CF-18", "CF-19"],
};
