import type { ReferenceTable } from "./reference-table.ts";

/** Synchronous or asynchronous. */
export const syncOrAsyncTable: ReferenceTable = {
  id: "sync-or-async",
  title: "Synchronous or asynchronous",
  question: "Should the caller wait for the answer?",
  columns: ["Situation", "Take", "What it costs"],
  rows: [
    {
      cells: [
        "A person or caller cannot go on without the answer",
        "Synchronous request and reply",
        "Simple and quick, but brittle: who waits fails together. Needs a timeout and a circuit breaker.",
      ],
      source: "000 §2, 001 Approach 3",
      rules: ["resilience/missing-timeout", "resilience/missing-circuit-breaker", "communication/sync-chain-too-deep"],
    },
    {
      cells: ["Real time, to and fro", "Synchronous, streaming", "The same, for as long as the stream is open."],
      source: "001 Approach 3",
      rules: ["communication/protocol-mismatch"],
    },
    {
      cells: ["Other services should know that something happened", "Asynchronous: publish an event", "Resilient and decoupled, but consistent only later, and harder to follow."],
      source: "000 §0, 000 §2",
      rules: ["communication/sync-for-background-work", "observability/trace-context-dropped"],
    },
    {
      cells: ["Work to be shared out, or done later", "Asynchronous: a queue", "Duplicates and poison messages have to be dealt with."],
      source: "001 Approach 3",
      rules: ["messaging/consumer-not-idempotent", "messaging/missing-dead-letter"],
    },
    {
      cells: ["A chain A → B → C where nobody needs C's answer", "Asynchronous after the first hop", "Latencies of synchronous hops add up."],
      source: "002 Service boundary rules",
      rules: ["communication/sync-chain-too-deep", "communication/latency-budget-exceeded"],
    },
  ],
  conflicts: ["CF-12", "CF-50"],
};
