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

/** All disagreements, by number; those that touch no rule belong to a table of the reference. */
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
    id: "CF-07",
    topic: "When a service mesh pays",
    positions: [
      { source: "000 §5", says: "above ten services yes, below five no; silent between" },
      { source: "000 MDL", says: "over two hundred functions and no mesh at all" },
      { source: "003", says: "one of several patterns of scaling, without a number" },
    ],
    chosen: "Advice above 10 services, a warning below 5, silence between. A serverless design is never advised to have one.",
    thresholds: ["mesh.consider", "mesh.min"],
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
    id: "CF-12",
    topic: "Whether services wait for each other",
    positions: [
      { source: "000 §0", says: "no, unless somebody at a screen waits for the answer" },
      { source: "001", says: "yes, for a question that has an answer" },
      { source: "000 MDL", says: "no calls between functions at all" },
    ],
    chosen: "A call is fine where its answer is needed; where it is not, the work belongs on a queue.",
  },
  {
    id: "CF-13",
    topic: "The protocol between services",
    positions: [
      { source: "000 §2, §9 and 002 decision matrix", says: "gRPC" },
      { source: "004 §4.2", says: "REST first, and gRPC as the better way" },
      { source: "000 MDL", says: "none, functions do not call each other" },
    ],
    chosen: "REST is accepted between services; from 1,000 calls a second gRPC is advised. A public API speaks REST.",
    thresholds: ["communication.grpcHotRps"],
  },
  {
    id: "CF-14",
    topic: "What GraphQL is for",
    positions: [
      { source: "000 §2", says: "one graph over many services" },
      { source: "002 decision matrix", says: "clients that combine connected data as they need it" },
      { source: "004", says: "one server with its schema written first" },
    ],
    chosen: "Either reason is enough: several sources, or relations that clients follow.",
  },
  {
    id: "CF-15",
    topic: "How lists are paged",
    positions: [
      { source: "004 §2.1", says: "by offset when it is simple, by cursor for large lists" },
      { source: "004 §2.2, its schema", says: "limit and offset in GraphQL too" },
      { source: "004 §2.2, its practice", says: "connections with cursors in GraphQL" },
    ],
    chosen: "By offset up to 100,000 rows, by cursor beyond; GraphQL lists are connections.",
    thresholds: ["api.offsetMaxRows"],
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
    id: "CF-17",
    topic: "Status of something created",
    positions: [
      { source: "004 §2.1", says: "201" },
      { source: "003 Ex. 1, its contract", says: "200" },
      { source: "003 Ex. 1, its sequence diagram", says: "202" },
    ],
    chosen: "201 when it exists with the answer, 202 when it is made later.",
  },
  {
    id: "CF-18",
    topic: "Status of a request that fails validation",
    positions: [
      { source: "003 Output Requirements", says: "400 with details" },
      { source: "004 §2.1", says: "400 for what cannot be read, 422 for what breaks a rule" },
      { source: "004 §2.4", says: "422 in its code" },
    ],
    chosen: "422 for what breaks a rule, 400 for what cannot be read; either is accepted, but one for the whole design.",
  },
  {
    id: "CF-19",
    topic: "What the body of an error looks like",
    positions: [
      { source: "004 §2.1", says: "an envelope with code, message, details, requestId and timestamp" },
      { source: "004 §2.4, §5.4, 003, 000 MDL", says: "one text, in their examples" },
      { source: "RFC 9457", says: "problem details with type, title, status, detail and instance" },
    ],
    chosen: "The envelope with five fields; problem details are a setting.",
    thresholds: ["api.errorBody"],
  },
  {
    id: "CF-20",
    topic: "Where an API names its version",
    positions: [
      { source: "003 Step 3.3", says: "in the URL or in a header" },
      { source: "004 §2.1", says: "best in the URL, a header will do, not in the query" },
      { source: "004 §2.4, §5.4, 000 MDL", says: "their examples name none" },
    ],
    chosen: "In the URL or in a header; a version in the query string and no version at all are reported.",
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
    id: "CF-22",
    topic: "What a log line looks like",
    positions: [
      { source: "000 §10", says: "logs are unstructured text, for people to read" },
      { source: "001 Approach 5, 002 Observability, 003 Ex. 1", says: "JSON with named fields" },
    ],
    chosen: "JSON: a field that cannot be searched does not help at night.",
  },
  {
    id: "CF-23",
    topic: "What ties the traces of one request together",
    positions: [
      { source: "000 §10", says: "a header X-Trace-Id, or W3C Trace Context" },
      { source: "002 Observability", says: "the trace id of OpenTelemetry" },
      { source: "004 §2.1", says: "a request id in error answers" },
    ],
    chosen: "W3C Trace Context (traceparent) between components; errors repeat the request id for people.",
  },
  {
    id: "CF-24",
    topic: "Which interface writes traces",
    positions: [
      { source: "001 Approach 5", says: "its example is in the style of OpenTracing" },
      { source: "000 §10, 002 Observability", says: "OpenTelemetry" },
    ],
    chosen: "OpenTelemetry: OpenTracing was merged into it and is archived.",
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
    id: "CF-27",
    topic: "How large a connection pool is",
    positions: [
      { source: "000 §7", says: "2 × cores + 1 connections per database" },
      { source: "003 Ex. 1", says: "100 per instance at 10 to 100 instances, which are 1,000 to 10,000 connections" },
    ],
    chosen: "No pool above 2 × cores + 1, and all pools together within what the database accepts.",
  },
  {
    id: "CF-28",
    topic: "How often a message is delivered",
    positions: [
      { source: "000 §0", says: "at least once, so that every consumer must be idempotent" },
      { source: "000 §3", says: "exactly once, with offsets written in one transaction" },
      { source: "003 Technical Mastery", says: "exactly once, among the things to master" },
    ],
    chosen: "At least once with an idempotent consumer; exactly once only on Kafka with transactional offsets.",
  },
  {
    id: "CF-29",
    topic: "What the key of a message is for",
    positions: [
      { source: "000 §3, its partitions", says: "the id of the entity, so that its events stay in order" },
      { source: "000 §3, its idempotency", says: "the key finds duplicates; two events of one entity would then count as one" },
    ],
    chosen: "The entity's id as key, for the order; an id of each event, to find duplicates.",
  },
  {
    id: "CF-30",
    topic: "How events are named",
    positions: [
      { source: "000", says: "OrderPlaced" },
      { source: "003", says: "OrderCreated" },
      { source: "001, 004", says: "user.created, order.created" },
    ],
    chosen: "In the past tense, in Pascal case or dotted, one of the two throughout a design.",
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
    id: "CF-37",
    topic: "What a primary key is made of",
    positions: [
      { source: "003", says: "a UUID" },
      { source: "004 §3.1", says: "a counter, a UUID or a Snowflake id; most of its examples count" },
    ],
    chosen: "Any of them while one database hands out the ids; a UUID or Snowflake id as soon as several do.",
  },
  {
    id: "CF-38",
    topic: "Several values in one column",
    positions: [
      { source: "004 §3.1 1NF", says: "never: no arrays and no lists separated by commas" },
      { source: "004 §3.3, §3.4", says: "its own examples keep JSON in a column and embed lists in documents" },
    ],
    chosen: "Never in a relational table, unless the column is marked as a document; documents may embed a few values.",
  },
  {
    id: "CF-39",
    topic: "What happens to the children of a deleted row",
    positions: [
      { source: "004 §3.1 Foreign Keys", says: "they are deleted with it" },
      { source: "004 §3.1 Soft Deletes", says: "the row is only marked, and nothing is deleted" },
    ],
    chosen: "No cascade from or into a table that marks its rows; elsewhere it is free.",
  },
  {
    id: "CF-40",
    topic: "An index on a UNIQUE column",
    positions: [
      { source: "003 Output Requirements", says: "a UNIQUE column and an index on it" },
      { source: "004 §3.1 Indexes", says: "two indexes on the same column, one of them unique" },
      { source: "003 Step 4.3", says: "no more indexes than needed, because every write pays for them" },
    ],
    chosen: "UNIQUE has its index already; a second one is reported.",
  },
  {
    id: "CF-41",
    topic: "Whose SQL it is",
    positions: [
      { source: "003 Output Requirements", says: "an index inside CREATE TABLE, which is MySQL, beside a function of PostgreSQL" },
      { source: "PostgreSQL Documentation, CREATE TABLE", says: "knows no index there, and one primary key per table" },
    ],
    chosen: "The engine of the database decides; its tables are checked against what that engine understands.",
  },
  {
    id: "CF-42",
    topic: "Who chooses the stack",
    positions: [
      { source: "002 Deliver, 003 Output Requirements", says: "the architect recommends a technology for each part, with reasons" },
      { source: "004 §1.1", says: "the choice of the stack is the Principal Engineer's" },
    ],
    chosen: "Whoever designs proposes, with reasons; the Principal Engineer accepts.",
  },
  {
    id: "CF-43",
    topic: "Who looks at special areas",
    positions: [
      { source: "002 Scope boundaries", says: "schema, infrastructure, security and performance go to four specialists" },
      { source: "003, 004", says: "the same engineer designs them" },
      { source: "001 Collaboration", says: "named colleagues look at contracts, data consistency and service authentication" },
      { source: "000 introduction", says: "contracts are another team's" },
    ],
    chosen: "Whoever designs drafts them; a specialist's review is asked for as advice. Raise the rule's severity to make it a gate.",
  },
  {
    id: "CF-44",
    topic: "How much one function does",
    positions: [
      { source: "000 MDL, Function-per-Endpoint", says: "one endpoint" },
      { source: "000 MDL, Standard Lambda Handler", says: "its handler serves four routes of one resource" },
    ],
    chosen: "One resource with all its routes.",
  },
  {
    id: "CF-45",
    topic: "The overall style",
    positions: [
      { source: "000, first part", says: "microservices that call each other, events, a service mesh" },
      { source: "000 MDL", says: "more than 237 functions, no calls between them, no mesh, no servers" },
    ],
    chosen: "The profile of the design decides: modular monolith, microservices or serverless.",
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
    id: "CF-49",
    topic: "How much capacity to keep above the peak",
    positions: [
      { source: "003 Ex. 1", says: "load-tested at 1.5 times the peak" },
      { source: "003 Ex. 2", says: "a broker for 1.2 times the load" },
      { source: "004 closing Key Principles", says: "think of 10, 100 and 1,000 times the load" },
    ],
    chosen: "1.5 times today's peak, and the projected peak of two years; larger factors are for thinking, not for buying.",
    thresholds: ["capacity.headroom"],
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
    id: "CF-51",
    topic: "What partitioning means",
    positions: [
      { source: "004 §3.3, its heading", says: "a vertical split within one database" },
      { source: "004 §3.3, its examples", says: "rows by range, list and hash, which is horizontal" },
      { source: "003 Ex. 1, Ex. 2", says: "rows by month" },
    ],
    chosen: "Partitioning cuts rows within one database; sharding spreads them over several databases.",
  },
  {
    id: "CF-52",
    topic: "Which database to start from",
    positions: [
      { source: "003 Step 4.1", says: "by how the data is accessed" },
      { source: "003 Ex. 1, 004 §3.1", says: "PostgreSQL in their examples" },
      { source: "000 MDL", says: "DynamoDB throughout" },
    ],
    chosen: "None: every store says which technology it is and why.",
  },
  {
    id: "CF-53",
    topic: "At which backlog an alert fires",
    positions: [
      { source: "002 Observability essentials", says: "above a queue depth that it does not name" },
      { source: "003 Ex. 2", says: "above a lag of 1,000,000 messages, one second of its traffic" },
    ],
    chosen: "What arrives within the delay that is tolerated: rate × 60 s (our own figure).",
    thresholds: ["alerts.backlogDelayMs"],
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
