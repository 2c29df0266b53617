import * as z from "zod";
import { choice, choices, count, described, duration, factor, flag, idSchema, line, lines, rate, ratio, reference, size } from "./schema.ts";

/** Every kind of arrow that can be drawn. */
export const CONNECTION_KINDS = ["call", "data", "cacheAccess", "publish", "subscribe", "replicate", "connector", "uses"] as const;
/** Kind of a connection: what passes along the arrow. */
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];

/** Protocols of a call. */
export const PROTOCOLS = ["rest", "graphql", "grpc", "grpc-web", "grpc-stream", "websocket", "sse"] as const;
/** Protocol of a call. */
export type Protocol = (typeof PROTOCOLS)[number];

/** How a failed attempt is repeated. */
export const retrySchema = z.looseObject({
  max: count("Retries", "Attempts after the first one."),
  backoff: choice(["exponential", "fixed", "none"], "Back-off"),
  baseMs: duration("First pause"),
  jitter: flag("Jitter", "Adds a random part to each pause so that callers do not return in step."),
});
/** How a failed attempt is repeated. */
export type Retry = z.infer<typeof retrySchema>;

/** A circuit breaker: when it opens, for how long, and how it tries again. */
export const breakerSchema = z.looseObject({
  mode: choice(["ratio", "count"], "Opens by"),
  failureRatio: ratio("Failure share"),
  windowMs: duration("Window"),
  failureCount: count("Failures"),
  openMs: duration("Stays open"),
  halfOpenTrials: count("Trials when half-open"),
  library: line("Library"),
});
/** A circuit breaker: when it opens, for how long, and how it tries again. */
export type Breaker = z.infer<typeof breakerSchema>;

/** Every property that a connection can have, whatever its kind; the catalogue says which kind shows which. All are optional. */
export const connectionProperties = {
  label: line("Label"),
  tls: flag("TLS", "Encrypted in transit."),
  timeoutMs: duration("Timeout", "How long the caller waits for one attempt."),
  longRunning: flag("Long-running", "Allowed to take longer than an ordinary call."),
  hard: flag("Hard dependency", "Without the answer the caller fails; unset counts as yes."),
  parallelGroup: line("Parallel group", "Calls of one group run at the same time."),
  callsPerRequest: factor("Calls per request"),
  // call
  protocol: choice(PROTOCOLS, "Protocol"),
  interaction: choice(["requestReply", "serverPush", "bidi"], "Interaction"),
  operation: line("Operation", "Id of the operation of the callee's API."),
  rps: rate("Rate"),
  needsResponse: flag("Answer needed"),
  background: flag("In the background"),
  idempotent: flag("Idempotent", "Repeating it changes nothing more."),
  retry: described(retrySchema, "Retry"),
  breaker: described(breakerSchema, "Circuit breaker"),
  fallback: line("Fallback", "What the caller answers when the callee is down."),
  bulkhead: line("Bulkhead", "Name of the resource pool that this call uses alone."),
  deadlinePropagated: flag("Deadline passed on"),
  auth: choice(["none", "mtls", "serviceJwt", "userToken", "apiKey"], "Authentication"),
  tokenTtlMs: duration("Token lives"),
  platformAuth: flag("Platform authenticates"),
  tracePropagated: flag("Trace passed on"),
  discovery: choice(["registry", "dns", "lb", "static"], "Discovery"),
  loadBalancing: choice(["client", "l7", "l4", "mesh"], "Load balancing"),
  // data
  mode: choice(["r", "w", "rw", "cdc", "sink"], "Direction", "Data: read, write or both. Connector: change data capture or sink."),
  pool: described(z.looseObject({ size: count("Size"), maxLifetimeMs: duration("Connection lives"), queueTimeoutMs: duration("Wait for a connection") }), "Connection pool"),
  readRps: rate("Reads"),
  writeRps: rate("Writes"),
  readYourWrites: flag("Reads its own writes"),
  rywStrategy: line("How it sees its writes"),
  xa: flag("Two-phase commit"),
  client: line("Client library"),
  // cache access
  use: choice(["cache", "session", "store"], "Used as"),
  structure: choice(
    ["string", "hash", "list", "set", "sortedSet"],
    "Structure",
    "Type of the values in a key-value store such as Redis: a text or counter, an object, a queue, tags, a ranking.",
  ),
  pattern: choice(["cacheAside", "readThrough", "writeThrough", "writeBehind"], "Pattern"),
  ttlMs: duration("Time to live"),
  invalidation: choices(["ttl", "event"], "Invalidated by"),
  maxStalenessMs: duration("Tolerated staleness"),
  mutable: flag("Data changes"),
  writeOnUpdate: flag("Written on update"),
  stampede: choice(["none", "lock", "singleFlight", "earlyExpiry"], "Stampede protection"),
  dataClass: line("Data class"),
  consistencyNeed: choice(["strong", "eventual", "causal", "availability"], "Consistency needed"),
  loadMs: duration("Time to load"),
  origin: reference("Origin"),
  // publish
  key: line("Key"),
  keyCardinality: count("Distinct keys"),
  topKeyShare: ratio("Share of the busiest key"),
  acks: choice(["all", "1", "0", "confirm"], "Acknowledged by"),
  messageBytes: size("Message size"),
  eventsPerMessage: count("Events per message"),
  lingerMs: duration("Linger"),
  atomicWith: choice(["outbox", "cdc", "eventStore", "kafkaTx"], "Atomic with the write by"),
  bestEffort: flag("Best effort"),
  topicExpr: described(z.looseObject({ vars: lines("Variables"), allowed: lines("Allowed values") }), "Topic name expression"),
  targetConfig: choice(["env", "inline"], "Address comes from"),
  // subscribe
  group: line("Consumer group"),
  ack: choice(["after", "before", "auto"], "Acknowledged"),
  delivery: choice(["atLeastOnce", "exactlyOnce", "atMostOnce"], "Delivery"),
  transactionalOffsets: flag("Transactional offsets"),
  idempotency: choice(["none", "key", "upsert", "stateMachine"], "Survives duplicates by"),
  dedupBy: choice(["eventId", "messageKey"], "Duplicates found by"),
  dlq: reference("Dead-letter queue"),
  maxAttempts: count("Most attempts"),
  perConsumerRps: rate("Rate of one consumer"),
  maxPerTrigger: count("Most per trigger"),
  triggerMs: duration("Trigger every"),
  replay: flag("Can be replayed"),
  replayWindowMs: duration("Replay window"),
  // replicate
  maxLagMs: duration("Most lag"),
  // what an importer guessed and nobody has confirmed yet
  assumed: lines("Assumed", "Names of the properties that an importer guessed; confirmed by removing them from this list."),
} as const;

/** One arrow of a design: a call, a read, a publication … with its resilience contract. */
export const connectionSchema = z.looseObject({
  id: idSchema,
  kind: z.enum(CONNECTION_KINDS).meta({ title: "Kind" }),
  from: idSchema.meta({ title: "From" }),
  to: idSchema.meta({ title: "To" }),
  ...connectionProperties,
});
/** One arrow of a design: a call, a read, a publication … with its resilience contract. */
export type Connection = z.infer<typeof connectionSchema>;

/** Name of a property of a connection. */
export type ConnectionProperty = keyof typeof connectionProperties;
