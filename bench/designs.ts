import type { Boundary } from "#lib/model/boundary.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import { type Design, emptyDesign } from "#lib/model/design.ts";
import type { Flow } from "#lib/model/flow.ts";

/** How a generated design is filled in: every contract set, or drawn and nothing more. */
export type Variant = "clean" | "noisy";

/** Random numbers from 0 to 1 that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const NOUNS = [
  "order",
  "payment",
  "stock",
  "price",
  "cart",
  "invoice",
  "shipment",
  "customer",
  "catalogue",
  "review",
  "session",
  "coupon",
  "refund",
  "supplier",
  "address",
  "ledger",
];
/** What one neighbourhood of twenty components is made of. */
const NEIGHBOURHOOD = [
  "gateway",
  "service",
  "service",
  "service",
  "service",
  "service",
  "service",
  "service",
  "service",
  "function",
  "database",
  "database",
  "database",
  "database",
  "cache",
  "cache",
  "topic",
  "queue",
  "external",
  "client",
] as const satisfies readonly Component["kind"][];
const SIZE = NEIGHBOURHOOD.length;
const SERVICES = [1, 2, 3, 4, 5, 6, 7, 8];

/**
 * A design of so many components and twice as many connections, as a company grows them: neighbourhoods of a gateway, eight services, their databases, caches,
 * a topic and a queue; services call their neighbours and, now and then, the neighbourhood next door. The same seed gives the same design.
 */
export function generateDesign(size: number, variant: Variant, seed = 1): Design {
  const random = seeded(seed);
  const components = Array.from({ length: size }, (_, at) => componentAt(at, variant));
  const connections: Connection[] = [];
  const connect = (from: number, to: number) => {
    const source = components[from];
    const target = components[to];
    if (!source || !target || source === target || connections.length === 2 * size) return;
    connections.push(connectionBetween(source, target, connections.length, variant));
  };
  for (let start = 0; start < size; start += SIZE) wire(start, connect);
  while (connections.length < 2 * size) {
    const start = Math.floor((random() * size) / SIZE) * SIZE;
    const caller = Math.floor(random() * 7);
    const nextDoor = random() < 0.15 && start + 2 * SIZE <= size;
    connect(start + 1 + caller, start + (nextDoor ? SIZE + 1 : 2 + caller + Math.floor(random() * (7 - caller))));
  }
  const boundaries = boundariesOf(size);
  const flows = flowsOver(connections, Math.ceil(size / 10), variant, random);
  const design: Design = { ...emptyDesign(`generated-${size}`, `Generated ${size}`), profile: "microservices", boundaries, components, connections, flows };
  return variant === "noisy"
    ? design
    : {
        ...design,
        requirements: { nfr: { peakRps: 100, p99Ms: 500, availability: 0.999 } },
        security: { authz: "rbac", certRotation: "auto" },
        org: { engineers: size, domainClarity: "confirmed", capabilities: ["ci-cd", "observability"] },
      };
}

function wire(start: number, connect: (from: number, to: number) => void): void {
  connect(start + 19, start);
  for (const service of SERVICES) {
    if (service <= 3) connect(start, start + service);
    connect(start + service, start + 10 + ((service - 1) >> 1));
    if (service % 3 === 0) connect(start + service, start + 14 + (service === 6 ? 1 : 0));
  }
  connect(start + 1, start + 16);
  connect(start + 16, start + 9);
  connect(start + 2, start + 17);
  connect(start + 17, start + 8);
  connect(start + 4, start + 18);
}

const nameAt = (at: number) => `${NOUNS[at % NOUNS.length]}-${at}`;
const neighbourhoodOf = (at: number) => Math.floor(at / SIZE);

function componentAt(at: number, variant: Variant): Component {
  const kind = NEIGHBOURHOOD[at % SIZE] ?? "service";
  const context = `context-${neighbourhoodOf(at)}-${((at % SIZE) >> 1) % 4}`;
  const drawn: Component = { id: nameAt(at), kind, name: nameAt(at), ...(kind === "database" ? { role: "primary", engine: "postgresql", model: "relational" } : {}) };
  if (variant === "noisy")
    return kind === "service" ? { ...drawn, instances: { min: 1, max: 10 }, requestBuffer: {}, localCache: { sizeBytes: 1_000_000 }, apis: apiOf(at, variant) } : drawn;
  const common = { zone: kind === "client" ? "public" : "private", availability: 0.99999, p99Ms: 5, instances: { min: 2, max: 10 }, criticality: "normal" } as const;
  switch (kind) {
    case "service":
    case "function":
      return {
        ...drawn,
        ...common,
        purpose: `Keeps each ${NOUNS[at % NOUNS.length]} of the shop.`,
        contexts: [context],
        team: `team-${neighbourhoodOf(at)}`,
        aggregates: [`aggregate-${at}`],
        apis: apiOf(at, variant),
        stateless: true,
        sessionState: "none",
      };
    case "database":
      return {
        ...drawn,
        ...common,
        owner: nameAt(at - (at % SIZE) + 1 + 2 * ((at % SIZE) - 10)),
        isolation: "instance",
        encryptedAtRest: true,
        dataClasses: ["order"],
        cores: 8,
        maxConnections: 500,
      };
    case "gateway":
      return {
        ...drawn,
        ...common,
        zone: "dmz",
        ddosProtection: true,
        rateLimits: [{ algorithm: "tokenBucket", ratePerSec: 100, burst: 200, scope: "user", store: "shared", headers: true }],
      };
    case "topic":
    case "queue":
      return { ...drawn, ...common, partitions: 12, replication: 3, minIsr: 2, retentionMs: 604_800_000 };
    default:
      return { ...drawn, ...common };
  }
}

function apiOf(at: number, variant: Variant): Component["apis"] {
  const endpoints = [
    { id: "read", method: "GET", path: `/${NOUNS[at % NOUNS.length]}s/{id}`, effect: "read" as const },
    { id: "create", method: "POST", path: `/${NOUNS[at % NOUNS.length]}s`, effect: "create" as const },
  ];
  if (variant === "noisy")
    return [
      {
        id: `api-${at}`,
        style: "rest",
        exposure: "public",
        endpoints: endpoints.map((endpoint) => (endpoint.id === "create" ? { ...endpoint, body: { fields: [{ name: "price", type: "decimal" }] } } : endpoint)),
      },
    ];
  const secured = { auth: "oidc", permissions: ["shop:use"], rateLimit: true };
  return [
    {
      id: `api-${at}`,
      style: "rest",
      exposure: "internal",
      spec: true,
      endpoints: endpoints.map((endpoint) => ({
        ...endpoint,
        ...secured,
        ...(endpoint.id === "create" ? { body: { validated: true, fields: [] }, idempotencyKey: { required: true } } : {}),
      })),
    },
  ];
}

function connectionBetween(source: Component, target: Component, at: number, variant: Variant): Connection {
  const ends = { id: `wire-${at}`, from: source.id, to: target.id };
  const clean = variant === "clean";
  const remote = { tls: true, timeoutMs: 500 } as const;
  switch (target.kind) {
    case "database":
      return { ...ends, kind: "data", mode: "rw", ...(clean ? { ...remote, pool: { size: 5, maxLifetimeMs: 1_800_000, queueTimeoutMs: 200 } } : {}) };
    case "cache":
      return {
        ...ends,
        kind: "cacheAccess",
        use: "cache",
        ...(clean ? { ...remote, pattern: "cacheAside", ttlMs: 300_000, invalidation: ["ttl"], stampede: "singleFlight" } : { readRps: 100, loadMs: 50 }),
      };
    case "topic":
    case "queue":
      return { ...ends, kind: "publish", ...(clean ? { tls: true, acks: "all", atomicWith: "outbox", key: "id", tracePropagated: true } : {}) };
    default:
      if (source.kind === "topic" || source.kind === "queue")
        return {
          ...ends,
          kind: "subscribe",
          ...(clean ? { tls: true, group: target.id, ack: "after", idempotency: "key", dedupBy: "eventId", maxAttempts: 5, tracePropagated: true } : {}),
        };
      return {
        ...ends,
        kind: "call",
        protocol: "rest",
        operation: "read",
        ...(clean ? { ...remote, ...CALL, bulkhead: target.id, timeoutMs: source.kind === "gateway" ? 4_000 : 500 } : {}),
      };
  }
}

const CALL = {
  retry: { max: 0 },
  breaker: { mode: "ratio", failureRatio: 0.5, windowMs: 10_000, openMs: 30_000, halfOpenTrials: 3 },
  fallback: "fail fast",
  deadlinePropagated: true,
  auth: "mtls",
  tracePropagated: true,
  discovery: "dns",
} as const satisfies Partial<Connection>;

function boundariesOf(size: number): Boundary[] {
  const boundaries: Boundary[] = [
    { id: "public", kind: "zone", name: "Public", trust: "public" },
    { id: "dmz", kind: "zone", name: "Edge", trust: "dmz" },
    { id: "private", kind: "zone", name: "Private", trust: "private" },
  ];
  for (let number = 0; number * SIZE < size; number += 1) {
    boundaries.push({ id: `team-${number}`, kind: "team", name: `Team ${number}`, size: 16 });
    for (let part = 0; part < 4; part += 1) boundaries.push({ id: `context-${number}-${part}`, kind: "context", name: `Context ${number}.${part}`, team: `team-${number}` });
  }
  return boundaries;
}

/** Walks from random calls on, a few connections each. */
function flowsOver(connections: readonly Connection[], count: number, variant: Variant, random: () => number): Flow[] {
  const leaving = Map.groupBy(connections, (connection) => connection.from);
  return Array.from({ length: count }, (_, number) => {
    const walk: string[] = [];
    let step = connections[Math.floor(random() * connections.length)];
    while (step && walk.length < 6 && !walk.includes(step.id)) {
      walk.push(step.id);
      const next = leaving.get(step.to) ?? [];
      step = next[Math.floor(random() * next.length)];
    }
    return { id: `flow-${number}`, connections: walk, criticality: "normal", slo: { p99Ms: 500, availability: variant === "clean" ? 0.999 : 0.9995 } };
  });
}
