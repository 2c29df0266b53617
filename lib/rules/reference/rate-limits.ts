import type { ReferenceTable } from "./reference-table.ts";

/** Rate limiting. */
export const rateLimitsTable: ReferenceTable = {
  id: "rate-limits",
  title: "Rate limiting",
  question: "Which algorithm limits a caller?",
  columns: ["Algorithm", "Allows", "Mind"],
  rows: [
    { cells: ["Token bucket", "100/s with bursts of 200: the default", "Smooths bursts"], source: "000 §7", rules: ["security/no-rate-limit"] },
    { cells: ["Leaky bucket", "Exactly 100/s", "No bursts at all"], source: "000 §7", rules: ["security/no-rate-limit"] },
    { cells: ["Fixed window", "1,000 per minute", "Twice as many around the edge of a window"], source: "000 §7", rules: ["security/fixed-window-burst"] },
    { cells: ["Sliding window", "1,000 in any minute", "More exact, more work"], source: "000 §7", rules: ["security/fixed-window-burst"] },
    {
      cells: ["Where", "At the gateway, per service, and per user or tenant; the counter is shared", "A counter in each instance multiplies the limit"],
      source: "000 §7, 004 §2.4",
      rules: ["security/no-per-principal-limit", "security/local-rate-counter", "security/rate-limit-above-capacity"],
    },
  ],
  conflicts: ["CF-21"],
};
