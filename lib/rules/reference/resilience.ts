import type { ReferenceTable } from "./reference-table.ts";

/** Resilience of a call. */
export const resilienceTable: ReferenceTable = {
  id: "resilience",
  title: "Resilience of a call",
  question: "Which figures does a call to another service carry?",
  columns: ["Means", "Figures", "Because"],
  rows: [
    {
      cells: ["Timeout", "5 s; 30 s for long-running work; shorter than the caller's own", "Who waits for ever holds its threads for ever."],
      source: "000 §6",
      rules: ["resilience/missing-timeout", "resilience/timeout-too-long", "resilience/timeout-inversion", "resilience/deadline-not-propagated"],
    },
    {
      cells: ["Retry", "3 (at most 5), after 1, 2, 4 s, with a random part; only what is idempotent", "Simultaneous retries are the next outage."],
      source: "000 §6, 002 Resilience patterns",
      rules: ["resilience/retry-too-many", "resilience/retry-without-backoff", "resilience/retry-without-jitter", "resilience/retry-non-idempotent"],
    },
    {
      cells: ["Circuit breaker: closed", "Half of at least 10 calls within 10 s failing opens it", "A failing service is left in peace."],
      source: "000 §6",
      rules: ["resilience/missing-circuit-breaker", "resilience/breaker-out-of-band"],
    },
    {
      cells: ["Circuit breaker: open", "30 to 60 s; calls fail at once", "The caller answers with its fallback meanwhile."],
      source: "000 §6, 004 §4.4",
      rules: ["resilience/breaker-out-of-band", "resilience/missing-fallback"],
    },
    {
      cells: ["Circuit breaker: half-open", "3 trials; one failure opens it again", "A crowd would knock it over at once."],
      source: "000 §6",
      rules: ["resilience/breaker-out-of-band"],
    },
    { cells: ["Bulkhead", "A pool per dependency", "A slow one does not starve the others."], source: "000 §6, 002 Resilience patterns", rules: ["resilience/missing-bulkhead"] },
    {
      cells: ["Waiting room", "A limited queue, then a refusal", "What nobody waits for any more is worked off in vain."],
      source: "003 Ex. 1",
      rules: ["resilience/unbounded-request-buffer"],
    },
  ],
  conflicts: ["CF-01", "CF-02", "CF-03", "CF-04", "CF-05"],
};
