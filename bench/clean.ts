import type { Boundary } from "#lib/model/boundary.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Api } from "#lib/model/contract.ts";
import type { Alert, Decision } from "#lib/model/decision.ts";
import type { Design } from "#lib/model/design.ts";
import type { Saga } from "#lib/model/flow.ts";
import { PROPOSAL_ITEMS } from "#lib/model/process.ts";
import { EDGE_CASES, QUALITY_CRITERIA } from "#lib/model/requirements.ts";
import type { AccessPattern, Table } from "#lib/model/store.ts";
import { aggregateAt, AT, boundariesOf, contextAt, type Filling, hoodOf, kindAt, nameAt, neighbour, nounAt, ownerAt, SIZE } from "./neighbourhood.ts";

/** A design in which every number is stated and every rule is kept. */
export const CLEAN: Filling = { component, connection, surroundings };

const TRACING = { enabled: true, propagation: "w3c", spanAttributes: ["service", "operation", "duration", "error"] };
const LOG_FIELDS = ["trace_id", "span_id", "user_id", "service", "level", "duration_ms", "status", "message"];
const FAILURE = { mode: "Instance lost", effect: "Requests in flight fail", mitigation: "A second instance takes over, callers repeat with the same key" };

function component(at: number): Component {
  const kind = kindAt(at);
  const drawn: Component = { id: nameAt(at), kind, name: nameAt(at) };
  const watched: Component = {
    ...drawn,
    zone: kind === "database" ? "restricted" : "private",
    instances: { min: 2, max: 6 },
    p99Ms: 5,
    availability: 0.999_99,
    ...((kind === "gateway" || kind === "database") && { failureModes: [FAILURE] }),
    metrics: ["rate", "errors", "duration"],
  };
  switch (kind) {
    case "service":
      return { ...watched, ...code(at), perInstanceRps: 50, healthCheck: { path: "/healthz", intervalMs: 10_000 }, meshInjected: true, apis: [apiOf(at)] };
    case "function":
      return { ...watched, ...code(at), managed: true, perInstanceRps: 50, runtime: "nodejs24.x", moduleSystem: "esm", timeoutMs: 10_000, maxConcurrency: 100, coldStartMs: 200 };
    case "database":
      return { ...watched, ...databaseAt(at) };
    case "gateway":
      return {
        ...watched,
        zone: "dmz",
        perInstanceRps: 1_000,
        ddosProtection: true,
        tracing: { enabled: true, root: true, propagation: "w3c" },
        rateLimits: [{ algorithm: "tokenBucket", ratePerSec: 100, burst: 200, scope: "user", store: "shared", headers: true }],
      };
    case "cache":
      return {
        ...watched,
        technology: { name: "Redis", rationale: "The same few entries are read again and again." },
        engine: "redis",
        decision: "adr-cache",
        encryptedAtRest: true,
      };
    case "topic":
      return { ...watched, ...channelAt(at), partitions: 12, replication: 3, minIsr: 2, retentionMs: 604_800_000, ordering: "perKey", entityKey: "id", maxMessageBytes: 1_000_000 };
    case "queue":
      if (at % SIZE === AT.deadLetters) return { ...watched, role: "dlq", retentionMs: 1_209_600_000 };
      return { ...watched, ...channelAt(at), role: "work", replication: 3, visibilityTimeoutMs: 60_000, maxMessageBytes: 256_000 };
    case "external":
      return isTracing(at) ? { ...watched, kind: "telemetry", serviceMap: true } : { ...watched, zone: "external", category: "payment", p99Ms: 100 };
    case "client":
      return { ...drawn, zone: "public", platform: "browser" };
  }
}

/** The first neighbourhood collects traces where the others use somebody else's service. */
const isTracing = (at: number): boolean => at === AT.external;

function code(at: number): Partial<Component> {
  return {
    purpose: `Keeps each ${nounAt(at)} of the shop.`,
    technology: { name: "Go", rationale: "The team knows it, and a request costs little memory." },
    contexts: [contextAt(at)],
    team: `team-${hoodOf(at)}`,
    slo: { availability: 0.999, p99Ms: 200, errorRatio: 0.001 },
    tracing: TRACING,
    aggregates: [`${aggregateAt(at)}-${at}`],
    role: at % SIZE === 1 ? "orchestrator" : "worker",
    language: "Go",
    stateless: true,
    sessionState: "none",
    logs: { format: "json", fields: LOG_FIELDS },
    runbooks: ["deployment", "rollback", "incident"],
  };
}

function apiOf(at: number): Api {
  const collection = `/api/v1/${nounAt(at)}s`;
  const secured = { auth: "oauth2", rateLimit: true };
  const lasting = { params: [{ name: "id", in: "path" as const, usedAs: "value" as const }], responseFields: ["id", "status", "created_at"], cacheControl: "private, no-store" };
  return {
    id: `api-${at}`,
    style: "rest",
    exposure: "internal",
    spec: true,
    examples: true,
    versions: [{ v: "v1" }],
    errorFields: ["code", "message", "details", "requestId", "timestamp"],
    basePath: "/api/v1",
    versioning: "url",
    endpoints: [
      {
        id: "read",
        method: "GET",
        path: `${collection}/{id}`,
        effect: "read",
        ...secured,
        permissions: [`${nounAt(at)}:read`],
        responses: [200, 401, 403, 404, 429],
        idempotent: true,
        ...lasting,
      },
      {
        id: "list",
        method: "GET",
        path: collection,
        effect: "read",
        ...secured,
        permissions: [`${nounAt(at)}:read`],
        collection: true,
        pagination: "cursor",
        expectedRows: 1_000_000,
        responses: [200, 400, 401, 403, 429],
        responseFields: ["items", "next_cursor"],
        idempotent: true,
      },
      {
        id: "create",
        method: "POST",
        path: collection,
        effect: "create",
        ...secured,
        permissions: [`${nounAt(at)}:create`],
        body: {
          validated: true,
          fields: [
            { name: "product_id", type: "uuid", required: true, authority: "client" },
            { name: "quantity", type: "int", required: true, authority: "client" },
          ],
        },
        responses: [201, 400, 401, 403, 409, 429],
        responseFields: ["id", "status"],
        validationStatus: 400,
        idempotencyKey: { required: true, ttlMs: 86_400_000, claim: "atomic" },
      },
    ],
  };
}

function databaseAt(at: number): Partial<Component> {
  const owner = ownerAt(at);
  const noun = nounAt(owner);
  return {
    technology: { name: "PostgreSQL", rationale: "What belongs together changes in one transaction." },
    instances: { min: 2, max: 2 },
    decision: "adr-database",
    role: "primary",
    engine: "postgresql",
    model: "relational",
    owner: nameAt(owner),
    isolation: "instance",
    consistencyNeed: "strong",
    capClass: "CP",
    encryptedAtRest: true,
    cores: 8,
    maxConnections: 500,
    pooler: true,
    maxReadRps: 3_000,
    maxWriteRps: 1_000,
    capacityBytes: 1e12,
    usedBytes: 1e11,
    growthBytesPerDay: 1e8,
    tables: tablesOf(noun, `${aggregateAt(owner)}-${owner}`),
    accessPatterns: patternsOf(noun),
  };
}

const column = (name: string, type: string) => ({ name, type, nullable: false });

function tablesOf(noun: string, aggregate: string): Table[] {
  return [
    {
      name: `${noun}s`,
      aggregate,
      pk: [["id"]],
      columns: [
        column("id", "UUID"),
        column("user_id", "UUID"),
        column("status", "VARCHAR(50)"),
        column("total", "DECIMAL(10,2)"),
        column("created_at", "TIMESTAMPTZ"),
        column("updated_at", "TIMESTAMPTZ"),
      ],
      indexes: [{ cols: ["user_id", "created_at"] }, { cols: ["status", "created_at"], where: "status <> 'done'" }],
      fks: [],
      checks: [{ cols: ["status"], expr: "status IN ('open', 'done')" }],
      expectedRows: 5_000_000,
      locking: "optimistic",
    },
    {
      name: `${noun}_lines`,
      aggregate,
      pk: [["id"]],
      columns: [column("id", "UUID"), column(`${noun}_id`, "UUID"), column("product_id", "UUID"), column("quantity", "INTEGER"), column("price", "DECIMAL(10,2)")],
      indexes: [{ cols: [`${noun}_id`] }],
      fks: [{ cols: [`${noun}_id`], refTable: `${noun}s`, onDelete: "cascade" }],
      checks: [{ cols: ["quantity"], expr: "quantity > 0" }],
      expectedRows: 9_000_000,
    },
  ];
}

function patternsOf(noun: string): AccessPattern[] {
  return [
    { id: "byId", tables: [`${noun}s`], kind: "point", filter: ["id"], columns: ["id", "status", "total"], readRps: 100, writeRps: 0 },
    { id: "byUser", tables: [`${noun}s`], kind: "list", filter: ["user_id"], sort: ["created_at"], columns: ["id", "status", "total"], limit: 50, readRps: 20, writeRps: 0 },
    { id: "open", tables: [`${noun}s`], kind: "list", filter: ["status"], sort: ["created_at"], columns: ["id", "status"], limit: 100, readRps: 1, writeRps: 0 },
    { id: "lines", tables: [`${noun}_lines`], kind: "list", filter: [`${noun}_id`], columns: ["id", "product_id", "quantity"], limit: 100, readRps: 20, writeRps: 0 },
    { id: "place", tables: [`${noun}s`], kind: "insertRow", filter: [], columns: ["id"], writeRps: 20 },
  ];
}

/** What passes along a topic or queue, and who answers for it. */
function channelAt(at: number): Partial<Component> {
  const subject = aggregateAt(at);
  const fields = [
    { name: "event_id", type: "uuid" },
    { name: `${nounAt(at)}_id`, type: "uuid" },
    { name: "occurred_at", type: "timestamp" },
  ];
  const names = at % SIZE === AT.queue ? [`Reserve${subject}`] : [`${subject}Placed`, `${subject}Confirmed`, `${subject}Cancelled`];
  return {
    events: names.map((name) => ({ name, type: at % SIZE === AT.queue ? "command" : "domain", version: 1, compatibility: "backward", fields })),
  };
}

const BREAKER = { mode: "ratio", failureRatio: 0.5, windowMs: 10_000, openMs: 30_000, halfOpenTrials: 3 } as const;

function connection(source: Component, target: Component, at: number): Connection {
  const ends = { id: `wire-${at}`, from: source.id, to: target.id, tls: true } as const;
  switch (target.kind) {
    case "database":
      return { ...ends, kind: "data", mode: "rw", timeoutMs: 100, pool: { size: 10, maxLifetimeMs: 1_800_000, queueTimeoutMs: 50 }, readRps: 75, writeRps: 20 };
    case "cache":
      return {
        ...ends,
        kind: "cacheAccess",
        use: "cache",
        timeoutMs: 50,
        hard: false,
        readRps: 100,
        pattern: "cacheAside",
        ttlMs: 300_000,
        invalidation: ["ttl", "event"],
        mutable: true,
        writeOnUpdate: false,
        stampede: "singleFlight",
        consistencyNeed: "eventual",
        loadMs: 15,
      };
    case "topic":
    case "queue":
      return {
        ...ends,
        kind: "publish",
        rps: 20,
        acks: "all",
        atomicWith: "outbox",
        key: "id",
        keyCardinality: 1_000_000,
        topKeyShare: 0.0001,
        messageBytes: 2_000,
        tracePropagated: true,
      };
    case "telemetry":
      return { ...ends, kind: "uses" };
    default:
      return source.kind === "topic" || source.kind === "queue" ? { ...ends, ...subscriptionOf(source, target) } : { ...ends, ...callOf(source, target, at) };
  }
}

function subscriptionOf(channel: Component, reader: Component) {
  return {
    kind: "subscribe",
    group: reader.id,
    ack: "after",
    delivery: "atLeastOnce",
    idempotency: "key",
    dedupBy: "eventId",
    maxAttempts: 5,
    dlq: nameAt(neighbour(numberOf(channel.id), AT.deadLetters)),
    perConsumerRps: 50,
    tracePropagated: true,
  } as const;
}

const numberOf = (id: string): number => Number(id.slice(id.lastIndexOf("-") + 1));

function callOf(source: Component, target: Component, at: number) {
  const common = { kind: "call", protocol: "rest", rps: 20, tracePropagated: true, discovery: "dns" } as const;
  const protectedCall = { ...common, breaker: BREAKER, fallback: "fail fast with 503 and Retry-After", deadlinePropagated: true, auth: "mtls", bulkhead: target.id } as const;
  if (source.kind === "client") return { kind: "call", protocol: "rest", auth: "userToken", timeoutMs: 5_000, rps: 60 } as const;
  if (source.kind === "gateway") return { ...protectedCall, timeoutMs: 4_000, operation: "create" } as const;
  // The front of a neighbourhood waits for its middle, the middle for the back: each gives up before who waits for it does.
  const timeoutMs = numberOf(source.id) % SIZE <= 3 ? 1_500 : 500;
  const retry = { max: 1, backoff: "exponential", baseMs: 50, jitter: true } as const;
  if (target.kind === "external") return { ...protectedCall, auth: "apiKey", discovery: undefined, timeoutMs, retry, idempotent: true } as const;
  return { ...protectedCall, timeoutMs, retry, idempotent: true, operation: at % 2 === 0 ? "read" : "list" } as const;
}

function surroundings(components: readonly Component[]): Partial<Design> {
  const hoods = Array.from({ length: Math.floor(components.length / SIZE) }, (_, hood) => hood);
  return {
    maturity: "production",
    boundaries: boundariesOf(components.length).map((boundary): Boundary => (boundary.kind === "context" ? { ...boundary, purpose: "One part of the shop." } : boundary)),
    sagas: hoods.map(sagaOf),
    alerts: components.flatMap(alertsOf),
    decisions: [...["database", "cache", "mesh", "saga"].map(decisionOf), ...hoods.map((hood) => decisionOf(`hood-${hood}`))],
    requirements: {
      goal: "Customers place an order within a moment and are told what became of it.",
      functional: ["Place an order", "See its status"],
      nfr: { peakRps: 100, avgRps: 50, p99Ms: 500, availability: 0.999, consistency: "strong for one order, eventual for lists" },
      data: { volume: "1 TB", velocity: "100 orders/s", variety: "orders and events", veracity: "prices computed by the server" },
      integrations: ["Payment provider"],
      constraints: { budget: "12,000 USD a month", teamExpertise: "Go, PostgreSQL", existingStack: "Kubernetes" },
      growth: { m6: 1.2, m12: 1.5, m24: 2 },
      loadTestRps: 200,
      chaosTests: ["one database fails over"],
    },
    org: { engineers: 16 * hoods.length, stage: "mature", domainClarity: "confirmed", capabilities: ["ci-cd", "observability", "service-mesh"] },
    mesh: { product: "linkerd", mtls: "strict", authzPolicies: true, decision: "adr-mesh" },
    security: { authz: "rbac", certRotation: "auto" },
    checklist: ["hpa", "pooling", "breakers", "tracing"].map((id) => ({ id, done: true, evidence: "Dashboard of the load test" })),
    edgeCases: Object.fromEntries(EDGE_CASES.map((name) => [name, "Answered in the proposal, with the test that shows it."])),
    qualityCriteria: Object.fromEntries(QUALITY_CRITERIA.map((name) => [name, true])),
    process: {
      state: "design",
      author: "Mira Osei",
      productOwner: "Tom Albers",
      principalEngineer: "Ines Roth",
      proposal: Object.fromEntries(PROPOSAL_ITEMS.map((item) => [item, true])),
      specialistReviews: ["database", "apiContracts", "dataConsistency", "serviceAuth", "security", "performance"],
      effort: "Ten weeks",
      risks: ["The payment provider is slow."],
      assumptions: ["An order has three lines."],
      openQuestions: ["Do partners need a callback?"],
    },
  };
}

function sagaOf(hood: number): Saga {
  const first = hood * SIZE;
  const compensation = { action: "Give it back", idempotent: true, retry: { max: 5 }, escalation: "Team on call" };
  const step = (place: number) => ({ component: nameAt(first + place), timeoutMs: 30_000, canFail: true, compensation });
  return {
    id: `saga-${hood}`,
    name: `Order ${hood}`,
    style: "orchestration",
    orchestrator: nameAt(first + 1),
    stateStore: nameAt(first + AT.database),
    compensationOrder: "reverse",
    compensationScope: "completed",
    decision: "adr-saga",
    steps: [
      { id: "reserve", ...step(4), reserve: true, reservationTtlMs: 900_000 },
      { id: "charge", ...step(6) },
      { id: "ship", component: nameAt(first + 8), timeoutMs: 30_000, irreversible: true, canFail: false },
    ],
  };
}

function alertsOf({ id, kind, role }: Component): Alert[] {
  const alert = (signal: Alert["signal"], threshold: number): Alert => ({
    id: `alert-${id}-${signal}`,
    target: id,
    signal,
    threshold,
    action: "page the team",
    runbook: "incident",
  });
  if (kind === "service" || kind === "function") return [alert("errorRatio", 0.01), alert("p99", 200)];
  if (kind === "topic") return [alert("lag", 1_000)];
  return kind === "queue" && role !== "dlq" ? [alert("queueDepth", 1_000)] : [];
}

function decisionOf(subject: string): Decision {
  return {
    id: `adr-${subject}`,
    title: `About the ${subject}`,
    status: "accepted",
    category: "architecture",
    date: "2026-10-12",
    deciders: ["Ines Roth"],
    acceptedBy: "Principal Engineer",
    context: "Services of several teams change at their own pace.",
    decision: "Each team owns what it changes.",
    alternatives: [{ option: "One for all", against: "One failure stops all of them." }],
    consequences: "What is shared is only consistent after a while.",
    reviewDate: "2099-10-12",
  };
}
