import type { ReferenceTable } from "./reference-table.ts";

/** Patterns for building and for replacing systems. */
export const patternsTable: ReferenceTable = {
  id: "patterns",
  title: "Architecture and migration patterns",
  question: "Which pattern solves this?",
  columns: ["Pattern", "Take it when", "How", "Mind"],
  rows: [
    {
      cells: [
        "Strangler fig",
        "An old system is replaced while it runs",
        "A gateway in front sends one route after another to the new service; the old one shrinks until it can go",
        "Each piece of data has one owner at any time; end the two-way copies",
      ],
      source: "004 §12",
      rules: ["boundaries/client-bypasses-gateway", "boundaries/foreign-database-read", "data/no-owner"],
    },
    {
      cells: [
        "Anti-corruption layer",
        "Another model must not leak into yours: legacy, partner, vendor",
        "A component of your own translates both ways",
        "It has a timeout and a fallback like any call",
      ],
      source: "004 §12",
      rules: ["boundaries/shared-database", "resilience/missing-fallback"],
    },
    {
      cells: [
        "Branch by abstraction",
        "A part inside a program is replaced",
        "Callers use an interface; the new part grows behind it and is switched on by a flag",
        "Take the old part and the flag out",
      ],
      source: "004 §12",
      rules: [],
    },
    {
      cells: [
        "Parallel run",
        "The new part must be right before anybody depends on it",
        "Both get the requests, one answers, the answers are compared",
        "Side effects happen once",
      ],
      source: "004 §12",
      rules: ["data/no-reconciliation"],
    },
    {
      cells: ["Backend for frontend", "Web, mobile and partners need different answers", "One thin backend per kind of client, owned by its team", "No business rules in it"],
      source: "004 §12, 000 §2",
      rules: ["communication/chatty-call", "boundaries/duplicate-responsibility"],
    },
    {
      cells: ["API gateway", "Many services behind one door", "Routes, authentication and rate limits in one place", "More than one instance; no business rules in it"],
      source: "004 §12, 000 §3",
      rules: ["boundaries/client-bypasses-gateway", "security/no-rate-limit", "resilience/single-point-of-failure"],
    },
    {
      cells: ["Database per service", "Services are to change by themselves", "Only the owner reads and writes; others call or listen", "Queries over several need a read model"],
      source: "004 §12, 001 Principles",
      rules: ["boundaries/shared-database", "boundaries/foreign-database-read", "data/cross-context-join"],
    },
    {
      cells: [
        "Transactional outbox",
        "A change and its event must both happen",
        "The event is written in the same transaction, and published from there",
        "Consumers get it at least once",
      ],
      source: "004 §12, 000 §4",
      rules: ["transactions/dual-write", "messaging/consumer-not-idempotent"],
    },
    {
      cells: ["Saga", "A transaction spans services", "Local steps, each with a compensation", "Compensations are idempotent and retried"],
      source: "004 §12, 000 §4",
      rules: ["transactions/missing-compensation", "transactions/compensation-not-idempotent", "transactions/two-phase-commit"],
    },
    {
      cells: ["CQRS", "Reads and writes want different models or scale apart", "A read model, fed by events", "It lags, and can be rebuilt"],
      source: "004 §12, 000 §8",
      rules: ["data/cqrs-candidate", "data/cqrs-unjustified", "data/read-model-not-fed"],
    },
    {
      cells: [
        "Event sourcing",
        "The history itself is asked for",
        "Events are the data; the state is computed from them",
        "Snapshots, versions of events, erasure of personal data",
      ],
      source: "004 §12, 000 §4",
      rules: ["data/event-sourcing-incomplete", "messaging/event-incompatible"],
    },
    {
      cells: ["Circuit breaker", "A dependency fails for longer than a retry", "Stop calling, answer by a fallback, try again after a pause", "Figures that fit the traffic"],
      source: "004 §12, 000 §6",
      rules: ["resilience/missing-circuit-breaker", "resilience/breaker-out-of-band"],
    },
    {
      cells: ["Bulkhead", "One slow dependency must not take all threads", "A pool of its own for each dependency", "Pools together stay below what the program has"],
      source: "004 §12, 000 §6",
      rules: ["resilience/missing-bulkhead"],
    },
    {
      cells: [
        "Sidecar, ambassador",
        "Retries, mutual TLS and metrics in many languages",
        "A proxy beside each program does it; a mesh manages the proxies",
        "Not for a handful of services; no policy twice",
      ],
      source: "004 §12, 000 §5",
      rules: ["mesh/too-few-services", "mesh/duplicate-policy", "mesh/consider-mesh"],
    },
    {
      cells: [
        "Queue as a buffer",
        "Work comes in bursts and may wait",
        "Callers enqueue and get 202; workers take what they can carry",
        "A status to ask for; an end to the queue",
      ],
      source: "004 §12, 000 §3",
      rules: ["communication/sync-for-background-work", "api/async-without-status", "messaging/consumer-too-slow"],
    },
    {
      cells: ["Claim check", "A message is too large for the broker", "The body goes to an object store, its address into the message", "The object lives longer than the message"],
      source: "004 §12",
      rules: ["messaging/message-too-large"],
    },
    {
      cells: ["Cache aside", "The same data is read far more often than written", "Read the cache, else the database; drop on change", "An expiry, and one loader at a time"],
      source: "004 §12, 002 Workflow 8",
      rules: ["caching/read-heavy-uncached", "caching/no-expiry", "caching/stampede"],
    },
  ],
};
