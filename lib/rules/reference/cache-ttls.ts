import type { ReferenceTable } from "./reference-table.ts";

/** Times to live. */
export const cacheTtlsTable: ReferenceTable = {
  id: "cache-ttls",
  title: "Times to live",
  question: "How long may it be kept?",
  columns: ["Data", "Time to live", "Source's use"],
  rows: [
    { cells: ["Result of a query", "1 min", "Results of analytics queries"], source: "003 Ex. 2", rules: ["caching/stale-too-long"] },
    { cells: ["When nothing else is known", "5 min", "The general default"], source: "000 §7, 004 §3.4", rules: ["caching/no-expiry", "caching/stale-too-long"] },
    { cells: ["Cart of a user", "30 min", "Carts in Redis"], source: "003 Ex. 1", rules: ["caching/stale-too-long"] },
    { cells: ["Order, session", "1 h", "Orders and sessions in Redis"], source: "003 Ex. 1, 004 §3.4", rules: ["caching/no-origin", "caching/stale-too-long"] },
    { cells: ["Answer kept for an idempotency key", "24 h", "Repeated payments"], source: "004 §5.4", rules: ["api/idempotency-window-short"] },
  ],
  conflicts: ["CF-25"],
};
