import type { ThresholdKey } from "./thresholds.ts";

/** A question on which the source documents disagree, and what the rules do about it. */
export interface Conflict {
  readonly id: `CF-${string}`;
  readonly topic: string;
  /** What each source says: document with section, and its position. */
  readonly positions: readonly { readonly source: string; readonly says: string }[];
  /** What the rules hold by default, and why. */
  readonly chosen: string;
  /** Thresholds that change it. */
  readonly thresholds?: readonly ThresholdKey[];
}

/** The disagreements that touch a rule, by number. */
export const CONFLICTS: readonly Conflict[] = [
  {
    id: "CF-01",
    topic: "How long a call may take",
    positions: [
      { source: "000 §6", says: "5 s between services, 30 s for long-running work" },
      { source: "001 Approach samples", says: "3 s in its example" },
      { source: "004 §4.2, §4.4", says: "no timeout in its examples; the 60 s there belong to the circuit breaker" },
    ],
    chosen: "5 s, and 30 s for a call that is marked long-running. The preset “tight” uses 3 s.",
    thresholds: ["resilience.timeoutMs", "resilience.longTimeoutMs"],
  },
  {
    id: "CF-02",
    topic: "When a circuit breaker opens",
    positions: [
      { source: "000 §6", says: "at half of the calls failing within 10 s" },
      { source: "001", says: "at half, without a window" },
      { source: "002", says: "above a threshold that it does not name" },
      { source: "004 §4.4", says: "after 5 failures, without a window" },
    ],
    chosen: "Half of at least 10 calls within 10 s (the 10 calls are our own figure). Counting failures is accepted up to 5.",
    thresholds: ["breaker.failureRatio", "breaker.windowMs", "breaker.failureCount"],
  },
  {
    id: "CF-03",
    topic: "How a circuit breaker closes again",
    positions: [
      { source: "000 §6", says: "open for 30 s, then 3 trial calls" },
      { source: "001", says: "open for 30 s" },
      { source: "004 §4.4", says: "open for 60 s, then 2 successes; any number of trials" },
    ],
    chosen: "Open for 30 s, then 3 trials; 30 to 60 s and 1 to 3 trials are accepted.",
    thresholds: ["breaker.openMinMs", "breaker.openMaxMs", "breaker.trialsMax"],
  },
  {
    id: "CF-04",
    topic: "How often to retry",
    positions: [
      { source: "000 §6", says: "after 1, 2, 4 and 8 s with jitter, 3 to 5 times at most" },
      { source: "002 Resilience", says: "exponential with a random part up to the first pause; no number of retries" },
      { source: "001, 004", says: "their code does not retry" },
    ],
    chosen: "3 retries, exponential, with a random part up to the first pause; more than 5 are reported.",
    thresholds: ["retry.count", "retry.max"],
  },
  {
    id: "CF-05",
    topic: "Retries that outlast the caller",
    positions: [
      { source: "000 §6, its timeout", says: "a call may take 5 s" },
      {
        source: "000 §6, its retries",
        says: "4 attempts of 5 s with pauses of 1, 2 and 4 s take 27 s, five take 40 s: more than the caller waits, and more than long-running work may take",
      },
    ],
    chosen: "The caller's deadline wins: all attempts and pauses together must fit in it. The first pause is 1 s, and 100 ms when the caller waits 5 s or less.",
    thresholds: ["retry.baseMs", "retry.shortBaseMs"],
  },
  {
    id: "CF-06",
    topic: "Where resilience lives",
    positions: [
      { source: "000 law 5", says: "a library, in every call" },
      { source: "000 law 10", says: "not in each service: in the mesh" },
      { source: "001, 002, 004", says: "in the code of the application" },
    ],
    chosen: "One layer per connection, the application or the mesh; both at once multiply their attempts and are counted so.",
  },
  {
    id: "CF-08",
    topic: "How much one service owns",
    positions: [
      { source: "000 §2", says: "one to three bounded contexts, kept by two to five developers" },
      { source: "004 §4.1", says: "exactly one context" },
      { source: "001", says: "one responsibility" },
    ],
    chosen: "Up to three contexts. The preset “tight” allows one.",
    thresholds: ["boundaries.maxContextsPerService", "boundaries.devsMin", "boundaries.devsMax"],
  },
  {
    id: "CF-09",
    topic: "Whether order, payment and stock are one context",
    positions: [
      { source: "000 §2", says: "its example keeps all three in one context" },
      { source: "000 §4, 001, 003, 004 §5.3", says: "three services with a saga between them" },
      { source: "004 §4.1", says: "stock belongs to the product" },
    ],
    chosen: "The design says. The rules about sagas speak up where a write leaves its context, and ask why where a saga does not.",
  },
  {
    id: "CF-10",
    topic: "Who has a database alone",
    positions: [
      { source: "000 §8, 004 §4.1", says: "every service" },
      { source: "002 Service boundary rules", says: "every bounded context; separate schemas on one server are not enough" },
      { source: "003 Ex. 1", says: "its drawing has three services on one PostgreSQL" },
    ],
    chosen: "Every bounded context; services of one context may share. The preset “tight” asks for one per service.",
    thresholds: ["boundaries.dbIsolation"],
  },
  {
    id: "CF-11",
    topic: "When microservices begin to pay",
    positions: [
      { source: "000 §2", says: "with more than three teams; not in a company of five" },
      { source: "001 Approach 1", says: "only when they are needed" },
      { source: "003 Ex. 1", says: "uses them for 27.8 orders a second" },
    ],
    chosen: "Up to 5 engineers they are reported; from there on a stated reason is asked for.",
    thresholds: ["boundaries.smallTeamMax", "boundaries.minServices", "boundaries.teamsPerCodebaseMax"],
  },
  {
    id: "CF-16",
    topic: "Whether PATCH may be repeated",
    positions: [
      { source: "004 §2.1", says: "PATCH is idempotent" },
      { source: "000 §6", says: "only GET, PUT and DELETE are" },
      { source: "RFC 5789", says: "PATCH is neither safe nor idempotent" },
    ],
    chosen: "PATCH is not repeated unless the endpoint says that it may be.",
  },
  {
    id: "CF-21",
    topic: "How many requests one caller may make",
    positions: [
      { source: "000 §7", says: "100 a second with bursts of 200 from a token bucket; elsewhere 1,000 a minute" },
      { source: "004 §2.4", says: "100 in 15 minutes (0.11 a second), called a token bucket" },
    ],
    chosen: "A token bucket of 100 a second with bursts of 200, counted per user or tenant. The numbers are yours to set; the rules look at whether and how it is counted.",
  },
  {
    id: "CF-25",
    topic: "How long cached data may live",
    positions: [
      { source: "000 §7", says: "5 minutes" },
      { source: "003", says: "an hour for orders, half an hour for carts, a minute for query results" },
      { source: "004 §3.4", says: "5 minutes in general, an hour for sessions, a day for idempotency keys" },
    ],
    chosen: "5 minutes where the data does not say how stale it may be.",
    thresholds: ["cache.ttlMs"],
  },
  {
    id: "CF-26",
    topic: "Writing to the cache on an update",
    positions: [
      { source: "000 §7", says: "write-through and write-behind are choices" },
      { source: "002 Caching", says: "a write leaves the cache alone; expiry or an event clears it" },
    ],
    chosen: "Cache-aside without writing; write-through only for critical data, which may not be stale.",
  },
  {
    id: "CF-31",
    topic: "In which order the steps of a saga run",
    positions: [
      { source: "000 §4, 001 Approach 4, 004 §5.3 orchestration", says: "stock, payment, shipment" },
      { source: "004 §5.3 choreography", says: "payment, then stock" },
      { source: "003 Ex. 1", says: "stock and payment at the same time" },
    ],
    chosen: "Reservations that can be given back first, what cannot be undone last. Steps may run at the same time when each of them hears of the failure of the others.",
  },
  {
    id: "CF-32",
    topic: "What a failed saga undoes, and in which order",
    positions: [
      { source: "001 Approach 4", says: "every step, also those that never ran" },
      { source: "004 §5.3, its code", says: "the completed steps, the last one first" },
      { source: "004 §5.3, its diagram", says: "the first one first" },
    ],
    chosen: "The completed steps, in reverse: a later step may rest on what an earlier one did.",
  },
  {
    id: "CF-33",
    topic: "When a compensation fails as well",
    positions: [
      { source: "004 §5.3", says: "its code writes a line to the log and goes on" },
      { source: "000 §4, 001, 002, 003", says: "nothing" },
    ],
    chosen: "It is retried, then kept in a dead-letter queue, and a person is told: money and stock do not return by a line in a log.",
    thresholds: ["retry.count"],
  },
  {
    id: "CF-34",
    topic: "Orchestration or choreography",
    positions: [
      { source: "000 §4, 004 §5.3", says: "both, with their strengths" },
      { source: "001 Approach 4", says: "orchestration" },
      { source: "003 Ex. 1", says: "choreography" },
    ],
    chosen: "Choreography for up to 4 steps, orchestration beyond. Two-phase commit across services is recommended by none of them and is an error.",
    thresholds: ["saga.choreographyMaxSteps"],
  },
  {
    id: "CF-35",
    topic: "How consistent stock has to be",
    positions: [
      { source: "004 §5.1, §5.2", says: "strong: consistency before availability" },
      { source: "000 §0", says: "eventual consistency is the norm between services" },
      { source: "003 Ex. 1", says: "stock follows by events" },
    ],
    chosen: "What the database declares. Within one context that may be strong; between contexts a reservation stands in until the events have arrived.",
  },
  {
    id: "CF-36",
    topic: "Which stores stay consistent in a partition",
    positions: [
      { source: "004 §5.1", says: "Redis Cluster and MongoDB are CP, DynamoDB is AP; choose two of three" },
      { source: "Redis Cluster specification", says: "it replicates without waiting: an acknowledged write can be lost" },
    ],
    chosen: "A table of well-known engines, in which Redis is AP; what the database itself declares goes first.",
  },
  {
    id: "CF-46",
    topic: "Where secrets come from",
    positions: [
      { source: "000 MDL", says: "the address of a queue from the environment, the name of a table in the code" },
      { source: "004", says: "secrets from the environment" },
      { source: "002", says: "a place that manages secrets" },
    ],
    chosen: "A reference to a secret store; the environment is accepted, a secret in code or configuration is an error.",
  },
  {
    id: "CF-47",
    topic: "How services prove who they are",
    positions: [
      { source: "000", says: "mutual TLS everywhere" },
      { source: "002", says: "mutual TLS or a short signed token" },
      { source: "004 §4.2", says: "its examples use an insecure channel and plain HTTP" },
    ],
    chosen: "Mutual TLS or a signed service token; one of them is required.",
    thresholds: ["jwt.serviceMs"],
  },
  {
    id: "CF-48",
    topic: "Refresh tokens",
    positions: [
      { source: "002", says: "7 days, replaced at every use" },
      { source: "004 §2.4", says: "7 days, kept in the database; replacing is not shown" },
    ],
    chosen: "7 days, stored and replaced at every use.",
    thresholds: ["jwt.refreshMs"],
  },
  {
    id: "CF-50",
    topic: "Adding up slow calls",
    positions: [
      { source: "002 latency chains", says: "the p99 of a chain is the sum of its p99s" },
      { source: "Statistics", says: "percentiles do not add: it is rare that every link is slow at once" },
    ],
    chosen: "The sum, as a cautious budget and called one.",
  },
  {
    id: "CF-54",
    topic: "How users prove who they are",
    positions: [
      { source: "002", says: "OAuth 2 with OpenID Connect" },
      { source: "004 §2.4", says: "a token of one's own with a shared secret, and a database read at every request" },
      { source: "000 MDL", says: "a managed identity provider with an authoriser of one's own" },
    ],
    chosen: "An identity provider with OpenID Connect in the design; tokens of one's own want a recorded decision.",
  },
];

const byId = new Map(CONFLICTS.map((conflict) => [conflict.id as string, conflict]));

/** The disagreement with this number. */
export const conflictById = (id: string): Conflict | undefined => byId.get(id);
