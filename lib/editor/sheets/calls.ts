import { connectionSheet } from "./member-sheet.ts";

/** Calls with timeout, retry, circuit breaker and fallback. */
export const calls = connectionSheet({
  id: "calls",
  title: "Calls",
  group: "Resilience",
  one: "call",
  description: "Calls with timeout, retry, circuit breaker and fallback.",
  columns: ["from", "to", "protocol", "operation", "timeoutMs", "retry", "breaker", "fallback", "bulkhead", "deadlinePropagated", "idempotent", "hard", "rps", "callsPerRequest"],
  kind: "call",
  adds: true,
});
