import type { Rule } from "../rule.ts";

/** A word of the field, as it is meant in rules and tables. */
export interface GlossaryEntry {
  readonly term: string;
  readonly means: string;
  /** Rules that are about it. */
  readonly rules: readonly Rule["id"][];
}

/** The words that rules and tables use, alphabetical. */
export const GLOSSARY: readonly GlossaryEntry[] = [
  { term: "Aggregate", means: "Data that changes together in one transaction, with one owner.", rules: ["boundaries/aggregate-split", "boundaries/duplicate-responsibility"] },
  { term: "Back-pressure", means: "Who is overloaded makes those before it slower, instead of breaking down.", rules: ["resilience/unbounded-request-buffer"] },
  {
    term: "Bounded context",
    means: "A part of the business in which words have one meaning; the natural border of a service.",
    rules: ["boundaries/missing-context", "boundaries/too-many-contexts"],
  },
  { term: "Bulkhead", means: "A pool of threads or connections per dependency, so that a slow one cannot take all.", rules: ["resilience/missing-bulkhead"] },
  { term: "Circuit breaker", means: "Stops calling what fails, and tries again after a while with a few calls.", rules: ["resilience/missing-circuit-breaker"] },
  { term: "Compensation", means: "Undoes in business terms what a step of a saga did: releases, refunds, cancels.", rules: ["transactions/missing-compensation"] },
  { term: "Dead-letter queue", means: "Where messages go that fail again and again, to be looked at by a person.", rules: ["messaging/missing-dead-letter"] },
  { term: "Deadline", means: "The moment up to which an answer is of use; handed from call to call.", rules: ["resilience/deadline-not-propagated"] },
  { term: "Idempotent", means: "Done twice it changes no more than done once.", rules: ["api/missing-idempotency-key", "messaging/consumer-not-idempotent"] },
  { term: "Jitter", means: "A random part of a pause, so that many do not come back at the same moment.", rules: ["resilience/retry-without-jitter"] },
  { term: "Outbox", means: "A table into which events are written in the same transaction as the data, and published from.", rules: ["transactions/dual-write"] },
  {
    term: "Partitioning",
    means: "Cutting a table into parts within one database, by range, list or hash.",
    rules: ["database/large-table-unpartitioned", "database/partition-key-not-in-key"],
  },
  { term: "Read model", means: "A copy in the shape that a question needs, fed by events.", rules: ["data/read-model-not-fed", "data/cqrs-candidate"] },
  { term: "Replica", means: "A copy of a database that follows it, for reading.", rules: ["data/orphan-replica", "data/replica-lag-unbounded"] },
  { term: "Saga", means: "A transaction over several services: steps, each with a compensation.", rules: ["transactions/multi-context-write"] },
  { term: "Service objective (SLO)", means: "What is promised of availability and latency, as numbers.", rules: ["observability/no-slo", "resilience/availability-below-target"] },
  { term: "Sharding", means: "Spreading rows over several databases, by a key.", rules: ["scalability/modulo-resharding", "scalability/cross-shard-query"] },
  { term: "Stampede", means: "Everybody recomputes the same expired entry of a cache at once.", rules: ["caching/stampede"] },
];
