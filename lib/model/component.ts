import * as z from "zod";
import { apiSchema } from "./contract.ts";
import { eventTypeSchema } from "./event.ts";
import { accessPatternSchema, measureSchema, shardingSchema, tableSchema } from "./store.ts";
import { choice, choices, count, days, described, duration, factor, flag, idSchema, LINE_LIMIT, line, lines, rate, ratio, reference, references, size, text } from "./schema.ts";

/** Every kind of box that can be drawn, in the order of the palette. */
export const COMPONENT_KINDS = [
  "client",
  "external",
  "cdn",
  "loadBalancer",
  "gateway",
  "bff",
  "service",
  "function",
  "streamProcessor",
  "batchJob",
  "database",
  "objectStore",
  "cache",
  "broker",
  "topic",
  "queue",
  "idp",
  "registry",
  "secretStore",
  "telemetry",
  "sharedLib",
] as const;

/** Kind of a component: what the box stands for. */
export type ComponentKind = (typeof COMPONENT_KINDS)[number];

/** A limit on how often somebody may call. */
export const rateLimitSchema = z.looseObject({
  algorithm: choice(["tokenBucket", "leakyBucket", "fixedWindow", "slidingWindow"], "Algorithm"),
  ratePerSec: rate("Rate", "Sustained rate that is let through."),
  burst: count("Burst", "Requests above the rate that are let through at once."),
  windowMs: duration("Window"),
  scope: choice(["global", "service", "user", "tenant"], "Counted per", "What one counter counts: everything, one service, one user or one tenant."),
  store: choice(["shared", "memory"], "Counter kept in", "Shared between instances, or in the memory of each."),
  headers: flag("RateLimit headers", "Tells callers how much is left."),
});
/** A limit on how often somebody may call. */
export type RateLimit = z.infer<typeof rateLimitSchema>;

const instancesSchema = z.looseObject({ min: count("Least"), max: count("Most") });
const sloSchema = z.looseObject({ availability: ratio("Availability"), p99Ms: duration("p99 latency"), errorRatio: ratio("Errors") });
const failureModeSchema = z.looseObject({ mode: line("What fails"), effect: line("Effect"), mitigation: line("Mitigation") });
const secretSchema = z.looseObject({ name: line("Name"), source: choice(["secretStore", "env", "inline"], "Comes from") });
const apiKeysSchema = z.looseObject({
  storage: choice(["sha256", "hmac", "argon2", "plain"], "Stored as"),
  prefix: flag("Lookup prefix", "A readable prefix kept beside the hash, to find and revoke a key."),
});
const tracingSchema = z.looseObject({
  enabled: flag("Enabled"),
  root: flag("Starts traces"),
  propagation: line("Propagation", "w3c, b3 …"),
  spanAttributes: lines("Span attributes"),
});
const localCacheSchema = z.looseObject({
  sizeBytes: size("Size"),
  ttlMs: duration("Time to live"),
  invalidation: choices(["ttl", "event"], "Invalidated by"),
});

/**
 * Every property that a component can have, whatever its kind; the catalogue says which kind shows which.
 * All are optional while sketching: a rule that lacks a number says "undecided" and asks for it.
 */
export const componentProperties = {
  purpose: text("Purpose", "What it is for, in one or two sentences."),
  technology: described(z.looseObject({ name: line("Name"), rationale: text("Why this one") }), "Technology", "Product or framework it is built with, and why."),
  contexts: references("Bounded contexts", "The contexts it belongs to or owns."),
  team: reference("Owning team"),
  zone: reference("Trust zone", "public, dmz, private, restricted or external, or a zone drawn in the design."),
  region: reference("Region"),
  managed: flag("Managed", "Run by a provider that answers for its redundancy."),
  criticality: choice(["critical", "normal", "optional"], "Criticality"),
  instances: described(instancesSchema, "Instances", "Smallest and largest number of running copies; unset counts as 1."),
  perInstanceRps: rate("Capacity of one instance"),
  capacityRps: rate("Capacity in total"),
  peakRps: rate("Peak load"),
  avgRps: rate("Average load"),
  p99Ms: duration("Own p99 latency", "Its own time, without the time of what it calls."),
  availability: ratio("Availability", "Share of time that it answers."),
  slo: described(sloSchema, "Service level objective"),
  failureModes: described(z.array(failureModeSchema), "Failure modes"),
  metrics: lines("Metrics", "rate, errors, duration and others."),
  secrets: described(z.array(secretSchema), "Secrets"),
  apiKeys: described(apiKeysSchema, "API keys"),
  rateLimits: described(z.array(rateLimitSchema), "Rate limits"),
  ddosProtection: flag("DDoS protection"),
  decision: reference("Decision", "The ADR that explains this component."),
  tracing: described(tracingSchema, "Tracing"),
  // client, external, gateway
  platform: choice(["browser", "mobile", "server", "sdk"], "Platform"),
  category: line("Category", "payment, email, sms, push, analytics, audit …"),
  product: line("Product"),
  routes: described(z.array(z.looseObject({ key: line("Route"), to: reference("To"), authorizer: reference("Authorizer"), public: flag("Public") })), "Routes"),
  // compute
  aggregates: lines("Aggregates", "The aggregates it is the only owner of."),
  teams: references("Teams on this codebase"),
  role: choice(
    ["worker", "orchestrator", "primary", "replica", "readModel", "eventStore", "cacheStore", "work", "dlq"],
    "Role",
    "Compute: worker or orchestrator. Database: primary, replica, read model, event store or cache store. Queue: work or dead-letter.",
  ),
  layer: choice(["domain", "technical"], "Cut by"),
  splitReason: choice(["scale", "cadence", "security"], "Reason for the split"),
  language: line("Language"),
  deployment: choice(
    ["container", "kubernetes", "managedContainer", "function", "managed", "vm", "bareMetal"],
    "Deployed as",
    "A container on a host, in a Kubernetes cluster or on a managed container service; a function; a managed application platform; a virtual machine or a bare one.",
  ),
  releaseTrain: line("Release train", "Services on one train are released together."),
  releaseCadence: line("Release cadence"),
  stateless: flag("Stateless"),
  apis: described(z.array(apiSchema), "APIs"),
  sessionState: choice(["none", "memory", "external"], "Session state"),
  localCache: described(localCacheSchema, "In-process cache"),
  requestBuffer: described(z.looseObject({ maxDepth: count("Deepest") }), "Request buffer", "A waiting room for requests; without a depth it has no limit."),
  eventSourced: flag("Event sourced"),
  healthCheck: described(z.looseObject({ path: line("Path"), intervalMs: duration("Interval") }), "Health check"),
  logs: described(z.looseObject({ format: choice(["json", "text"], "Format"), fields: lines("Fields") }), "Logs"),
  runbooks: choices(["deployment", "rollback", "incident"], "Runbooks"),
  trafficSplit: described(z.array(z.looseObject({ version: line("Version"), weight: ratio("Weight"), canary: flag("Canary") })), "Traffic split"),
  meshInjected: flag("In the mesh"),
  // function
  runtime: line("Runtime"),
  moduleSystem: choice(["esm", "commonjs"], "Module system"),
  routeKeys: lines("Route keys"),
  testedRouteKeys: lines("Tested route keys"),
  defaultStatus: count("Default status"),
  timeoutMs: duration("Timeout"),
  maxConcurrency: count("Most concurrent runs"),
  provisionedConcurrency: count("Provisioned concurrency"),
  coldStartMs: duration("Cold start"),
  capabilities: lines("Capabilities"),
  // stream processor
  windowMs: duration("Window"),
  sinkMode: choice(["append", "upsert"], "Writes by"),
  measures: described(z.array(measureSchema), "Measures"),
  // stores
  engine: line("Engine", "postgresql, dynamodb, redis, kafka …"),
  model: choice(["relational", "document", "keyValue", "wideColumn", "columnar", "search"], "Data model"),
  owner: reference("Owning service"),
  replicaOf: reference("Replica of"),
  copyOf: reference("Copy of"),
  multiPrimary: flag("Several primaries"),
  clusterId: line("Cluster", "Databases on one cluster share this name."),
  isolation: choice(["instance", "database", "schema"], "Isolation"),
  consistencyNeed: choice(["strong", "eventual", "causal", "availability"], "Consistency needed"),
  capClass: choice(["CP", "AP"], "CAP class"),
  strongReads: flag("Strong reads"),
  encryptedAtRest: flag("Encrypted at rest"),
  dataClasses: lines("Data classes", "pii, financial …"),
  cores: count("Cores"),
  maxConnections: count("Most connections"),
  pooler: flag("Connection pooler"),
  maxReadRps: rate("Most reads"),
  maxWriteRps: rate("Most writes"),
  capacityBytes: size("Capacity"),
  usedBytes: size("Used"),
  growthBytesPerDay: size("Growth per day"),
  retentionDays: days("Kept for"),
  reconciliation: text("Reconciliation", "How a copy is compared with its source and repaired, and who does it."),
  sharding: described(shardingSchema, "Sharding"),
  tables: described(z.array(tableSchema), "Tables"),
  accessPatterns: described(z.array(accessPatternSchema), "Access patterns"),
  // messaging
  nodes: count("Broker nodes"),
  coresPerNode: count("Cores per node"),
  memoryBytesPerNode: size("Memory per node"),
  diskBytesPerNode: size("Disk per node"),
  maxMessageBytes: size("Largest message"),
  broker: reference("Broker"),
  partitions: count("Partitions"),
  replication: count("Replication"),
  minIsr: count("In-sync replicas, least"),
  retentionMs: duration("Retention"),
  compressionRatio: factor("Compression"),
  ordering: choice(["none", "perKey", "timestamp"], "Ordering"),
  entityKey: line("Entity key"),
  visibilityTimeoutMs: duration("Visibility timeout"),
  events: described(z.array(eventTypeSchema), "Events"),
  // identity provider, shared library, telemetry
  accessTtlMs: duration("Access token lives"),
  refreshTtlMs: duration("Refresh token lives"),
  refreshRotated: flag("Refresh token rotated"),
  refreshStored: flag("Refresh token stored"),
  provides: lines("Provides"),
  bundleBytes: size("Bundle size"),
  serviceMap: flag("Service map"),
  // what an importer guessed and nobody has confirmed yet
  assumed: lines("Assumed", "Names of the properties that an importer guessed; confirmed by removing them from this list."),
} as const;

/** One box of a design: a service, a queue, a database, a client … */
export const componentSchema = z.looseObject({
  id: idSchema,
  kind: z.enum(COMPONENT_KINDS).meta({ title: "Kind" }),
  name: z.string().max(LINE_LIMIT).meta({ title: "Name" }),
  ...componentProperties,
});
/** One box of a design: a service, a queue, a database, a client … */
export type Component = z.infer<typeof componentSchema>;

/** Name of a property of a component. */
export type ComponentProperty = keyof typeof componentProperties;
