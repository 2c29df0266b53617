import type { Unit } from "#lib/model/quantity.ts";

/** A number or choice that a rule compares with, its default and where that comes from. */
export interface Threshold {
  readonly value: number | string;
  readonly unit?: Unit;
  /** Allowed words, when it is a choice. */
  readonly options?: readonly string[];
  /** Where the default comes from: a source document with its section, or "own figure". */
  readonly origin: string;
  readonly meaning: string;
}

/** Every threshold with its default (preset "recommended"), alphabetical. */
export const THRESHOLDS = {
  "alerts.backlogDelayMs": { value: 60_000, unit: "ms", origin: "own figure (CF-53)", meaning: "Delay of a message that is tolerated before the backlog alert fires." },
  "alerts.errorRatio": { value: 0.01, unit: "ratio", origin: "002 Observability essentials", meaning: "Error share at which an alert fires at the latest." },
  "alerts.throughputFloor": { value: 0.8, unit: "ratio", origin: "003 Ex. 2 (800,000 of 1,000,000)", meaning: "Share of the expected rate below which an alert fires." },
  "alerts.throughputMinRps": { value: 1_000, unit: "rps", origin: "own figure", meaning: "Rate from which a drop of the input needs an alert." },
  "api.errorBody": {
    value: "envelope",
    options: ["envelope", "problem"],
    origin: "004 §2.1.7 (CF-19)",
    meaning: "What the body of an error looks like: the envelope with five fields, or RFC 9457 problem details.",
  },
  "api.idempotencyRecordBytes": { value: 1_000, unit: "bytes", origin: "own figure", meaning: "Room that one remembered idempotency key and its answer take." },
  "api.idempotencyTtlMs": { value: 86_400_000, unit: "ms", origin: "004 §5.4", meaning: "Shortest time that an idempotency key is remembered." },
  "api.maxResponseBytes": { value: 1_048_576, unit: "bytes", origin: "own figure", meaning: "Largest response that is sent in one piece." },
  "api.offsetMaxRows": { value: 100_000, unit: "count", origin: "own figure", meaning: "Most rows of a list that is paged by offset." },
  "boundaries.dbIsolation": {
    value: "context",
    options: ["context", "service"],
    origin: "002 Service boundary rules (CF-10)",
    meaning: "What owns a database alone: a bounded context or one service.",
  },
  "boundaries.devsMax": { value: 5, unit: "count", origin: "000 §2", meaning: "Most developers per owned service." },
  "boundaries.devsMin": { value: 2, unit: "count", origin: "000 §2", meaning: "Fewest developers per owned service." },
  "boundaries.maxContextsPerService": { value: 3, unit: "count", origin: "000 §2", meaning: "Most bounded contexts that one service may own." },
  "boundaries.minServices": {
    value: 3,
    unit: "count",
    origin: "own figure: below this a design is not called microservices",
    meaning: "Services from which a design counts as distributed.",
  },
  "boundaries.scaleRatio": { value: 100, unit: "factor", origin: "000 §2", meaning: "Ratio between the most and least scaled service that justifies a split." },
  "boundaries.smallTeamMax": { value: 5, unit: "count", origin: "000 §2", meaning: "Engineers up to which microservices are too much." },
  "boundaries.teamsPerCodebaseMax": { value: 3, unit: "count", origin: "000 §2", meaning: "Most teams on one codebase." },
  "breaker.failureCount": { value: 5, unit: "count", origin: "004 §4.4", meaning: "Most failures before a breaker in count mode opens." },
  "breaker.failureRatio": { value: 0.5, unit: "ratio", origin: "000 §6, 001", meaning: "Highest failure share at which a breaker opens." },
  "breaker.openMaxMs": { value: 60_000, unit: "ms", origin: "004 §4.4", meaning: "Longest time that a breaker stays open." },
  "breaker.openMinMs": { value: 30_000, unit: "ms", origin: "000 §6, 001", meaning: "Shortest time that a breaker stays open." },
  "breaker.trialsMax": { value: 3, unit: "count", origin: "000 §6", meaning: "Most trial calls of a half-open breaker." },
  "breaker.windowMs": { value: 10_000, unit: "ms", origin: "000 §6", meaning: "Longest window over which failures are counted." },
  "cache.readHeavyRatio": { value: 10, unit: "factor", origin: "own figure", meaning: "Reads per write from which data is read-heavy." },
  "cache.ttlMs": { value: 300_000, unit: "ms", origin: "000 §7, 004 §3.4", meaning: "Time to live of cached data, and the staleness tolerated when none is declared." },
  "capacity.headroom": { value: 1.5, unit: "factor", origin: "003 Ex. 1 (150K/h tested for 100K/h)", meaning: "Capacity above the peak load." },
  "capacity.horizonDays": { value: 730, unit: "days", origin: "003 Scalability Analysis (two years)", meaning: "How far ahead storage has to last." },
  "capacity.overProvision": { value: 10, unit: "factor", origin: "own figure", meaning: "Capacity above the load in two years from which it is far too much." },
  "capacity.peakToAvg": { value: 3, unit: "factor", origin: "own figure (003 Ex. 1 has 10)", meaning: "Peak over average load from which a fixed fleet does not fit." },
  "communication.grpcHotRps": { value: 1_000, unit: "rps", origin: "own figure", meaning: "Rate from which REST between services is a hot path." },
  "communication.maxCallsPerRequest": { value: 5, unit: "factor", origin: "own figure (001 names chatty services)", meaning: "Most calls to one callee to answer one request." },
  "communication.maxSyncHops": { value: 2, unit: "count", origin: "own figure (002 warns of A→B→C)", meaning: "Most calls that wait for each other in a row." },
  "data.compositionFanOut": { value: 5, unit: "count", origin: "000 §0", meaning: "Foreign contexts from which one request that asks them all is too much." },
  "data.cqrsRatio": { value: 1_000, unit: "factor", origin: "000 §8", meaning: "Reads per write from which a separate read model pays." },
  "data.replicaLagMs": { value: 5_000, unit: "ms", origin: "own figure", meaning: "Bound on the lag of a replica that a quick fix sets, and its alert." },
  "db.largeRows": { value: 100_000_000, unit: "count", origin: "own figure", meaning: "Rows from which a time series is partitioned." },
  "db.listLimit": { value: 20, unit: "count", origin: "004 §3.2", meaning: "Rows that a list fetches at a time when a quick fix limits it." },
  "db.shardSkew": { value: 2, unit: "factor", origin: "own figure", meaning: "Most load of one shard key, as a multiple of an even share." },
  "graphql.complexity": { value: 1_000, unit: "count", origin: "004 §2.2.4", meaning: "Highest cost of one GraphQL query." },
  "graphql.depth": { value: 10, unit: "count", origin: "004 §2.2.4", meaning: "Deepest nesting of one GraphQL query." },
  "health.intervalMs": { value: 10_000, unit: "ms", origin: "004 §4.3", meaning: "Longest time between two health checks." },
  "jwt.accessMs": { value: 900_000, unit: "ms", origin: "002, 004 §2.4", meaning: "Longest life of an access token." },
  "jwt.refreshMs": { value: 604_800_000, unit: "ms", origin: "002, 004 §2.4", meaning: "Longest life of a refresh token." },
  "jwt.serviceMs": { value: 900_000, unit: "ms", origin: "own figure (002 says short)", meaning: "Longest life of a service token." },
  "kafka.maxMessageBytes": {
    value: 1_048_588,
    unit: "bytes",
    origin: "Kafka documentation (message.max.bytes)",
    meaning: "Largest message of a Kafka topic that says nothing else.",
  },
  "kafka.minIsr": { value: 2, unit: "count", origin: "003 Ex. 2 Kafka Configuration", meaning: "Fewest replicas in sync for a write to a Kafka topic." },
  "kafka.minRps": { value: 10_000, unit: "rps", origin: "own figure (000 §3 says millions)", meaning: "Load from which Kafka pays without replay and stream processing." },
  "kafka.replication": { value: 3, unit: "count", origin: "003 Ex. 2 Kafka Configuration", meaning: "Fewest copies of each message on Kafka." },
  "mesh.canary": { value: 0.05, unit: "ratio", origin: "000 §5", meaning: "Largest share of the traffic that a canary starts with." },
  "mesh.consider": { value: 10, unit: "count", origin: "000 §5 (CF-07)", meaning: "Services above which a mesh is worth considering." },
  "mesh.min": { value: 5, unit: "count", origin: "000 §5 (CF-07)", meaning: "Services below which a mesh is too much." },
  "messaging.maxAttempts": { value: 5, unit: "count", origin: "000 §6 (3–5 retries)", meaning: "Attempts after which a quick fix puts a message aside." },
  "messaging.retentionMs": { value: 604_800_000, unit: "ms", origin: "003 Ex. 2 (168 h)", meaning: "How long a quick fix keeps the messages of a topic." },
  "observability.serviceMapMin": { value: 10, unit: "count", origin: "000 §10", meaning: "Components with own code from which a service map is needed." },
  "pool.lifetimeMs": { value: 1_800_000, unit: "ms", origin: "000 §7", meaning: "Longest life of a pooled connection." },
  "pool.queueTimeoutMs": { value: 1_000, unit: "ms", origin: "own figure", meaning: "Wait for a pooled connection that a quick fix sets." },
  "resilience.longTimeoutMs": { value: 30_000, unit: "ms", origin: "000 §6", meaning: "Longest timeout of a long-running operation." },
  "resilience.sloFloor": { value: 0.999, unit: "ratio", origin: "003 Step 5.1", meaning: "Availability objective from which one instance is not enough." },
  "resilience.timeoutMs": { value: 5_000, unit: "ms", origin: "000 §6 (CF-01)", meaning: "Longest timeout of an ordinary call." },
  "retry.amplificationMax": { value: 6, unit: "factor", origin: "derived: one layer with 5 retries", meaning: "Most attempts that retries along one path may multiply to." },
  "retry.baseMs": { value: 1_000, unit: "ms", origin: "000 §6 (CF-05)", meaning: "First pause between attempts; 100 ms when the caller's budget is 5 s or less." },
  "retry.count": { value: 3, unit: "count", origin: "000 §6 (CF-04)", meaning: "Retries that a quick fix sets." },
  "retry.max": { value: 5, unit: "count", origin: "000 §6 (3–5; the fix sets 3)", meaning: "Most retries." },
  "retry.shortBaseMs": { value: 100, unit: "ms", origin: "CF-05", meaning: "First pause between attempts when the caller's budget is no longer than an ordinary timeout." },
  "saga.choreographyMaxSteps": { value: 4, unit: "count", origin: "own figure (the sample of 004 §5.3 has 4 steps)", meaning: "Most steps of a choreography." },
  "saga.reservationTtlMs": { value: 900_000, unit: "ms", origin: "own figure", meaning: "Life of a reservation that a quick fix sets." },
  "sls.gatewayTimeoutMs": { value: 30_000, unit: "ms", origin: "AWS quota for HTTP APIs, equals 000 §6", meaning: "Longest time that a gateway waits for a function." },
  "sls.sharedBundleBytes": { value: 1_048_576, unit: "bytes", origin: "own figure (000 MDL: keep lean)", meaning: "Largest module that functions share." },
  "sls.visibilityFactor": {
    value: 6,
    unit: "factor",
    origin: "AWS documentation for SQS and Lambda",
    meaning: "Visibility timeout of a queue in timeouts of the function that reads it, as a quick fix sets it.",
  },
} as const satisfies Record<string, Threshold>;

/** Name of a threshold, as in a configuration. */
export type ThresholdKey = keyof typeof THRESHOLDS;

/** The thresholds in force. */
export type Settings = { readonly [Key in ThresholdKey]: (typeof THRESHOLDS)[Key]["value"] extends number ? number : string };

/** The defaults as settings. */
export const DEFAULT_SETTINGS = Object.fromEntries(Object.entries(THRESHOLDS).map(([key, threshold]) => [key, threshold.value])) as Settings;
