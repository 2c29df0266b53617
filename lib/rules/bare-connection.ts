import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { inMesh } from "#lib/analysis/mesh.ts";
import { isSecuredByMesh } from "#lib/analysis/mesh-transport.ts";
import { isIdempotent } from "#lib/analysis/operations.ts";
import type { Connection, ConnectionProperty } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import { type Patch, updateConnection } from "#lib/model/edit.ts";
import { isCompute } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { ruleById } from "./catalogue.ts";
import { readsDeadLetters, withDeadLetters } from "./dead-letters.ts";
import { perCallBalancing, unevenInstances } from "./grpc-balancing.ts";
import type { LintResult } from "./lint.ts";
import {
  attemptsThatFit,
  DEGRADED_ANSWER,
  defaultBreaker,
  discoveryIn,
  FAIL_FAST,
  ownBulkhead,
  poolThatFits,
  retryThatFits,
  survivesDuplicates,
  timeoutPatch,
} from "./resilient-call.ts";
import type { Finding, RuleContext } from "./rule.ts";

/** The properties that make up the contract of a connection; one that has none of them was drawn and nothing more. */
const CONTRACT: readonly ConnectionProperty[] = [
  "timeoutMs",
  "retry",
  "breaker",
  "fallback",
  "bulkhead",
  "deadlinePropagated",
  "hard",
  "background",
  "auth",
  "tokenTtlMs",
  "platformAuth",
  "tls",
  "tracePropagated",
  "discovery",
  "loadBalancing",
  "pool",
  "pattern",
  "ttlMs",
  "invalidation",
  "stampede",
  "acks",
  "atomicWith",
  "ack",
  "delivery",
  "idempotency",
  "dlq",
  "maxAttempts",
  "targetConfig",
  "maxLagMs",
];

/** Whether a connection was drawn and nothing about its behaviour was said yet. */
export const isBare = (connection: Connection): boolean => CONTRACT.every((property) => connection[property] === undefined);

/** What is shown as one card "not configured" instead of a list: a bare connection with the findings that say so. */
export interface BareConnection {
  readonly connection: Connection;
  readonly findings: readonly Finding[];
}

/** Gathers the findings that only say "nothing is configured here" per bare connection, in the order of the findings. */
export function bareConnections(result: Pick<LintResult, "findings">, index: DesignIndex): readonly BareConnection[] {
  const cards = new Map<Id, { readonly connection: Connection; readonly findings: Finding[] }>();
  for (const found of result.findings) {
    if (found.element.type !== "connection" || !ruleById(found.rule)?.partOfBareConnection) continue;
    const card = cards.get(found.element.id);
    if (card) {
      card.findings.push(found);
      continue;
    }
    const connection = index.connections.get(found.element.id);
    if (connection && isBare(connection)) cards.set(connection.id, { connection, findings: [found] });
  }
  return [...cards.values()];
}

/** Applies the preset "resilient call": everything that a connection of its kind needs, in one step, with values that fit the design around it. Sets only what is not set. */
export function applyResilientCall(design: Design, connectionId: Id, context: RuleContext): Design {
  const connection = context.index.connections.get(connectionId);
  if (!connection) return design;
  const wanted = presetFor(design, connection, context);
  const unset = Object.entries(wanted).filter(([property, value]) => value !== undefined && connection[property as ConnectionProperty] === undefined);
  const next = updateConnection(design, connectionId, Object.fromEntries(unset));
  return connection.kind === "subscribe" && !readsDeadLetters(connection, context) ? withDeadLetters(next, connection, context) : next;
}

function presetFor(design: Design, connection: Connection, context: RuleContext): Patch<Connection> {
  const { index, settings } = context;
  const tls = index.target(connection)?.kind !== "sharedLib" && !isSecuredByMesh(connection, index) ? true : undefined;
  const { timeoutMs } = index.source(connection)?.kind === "client" ? {} : timeoutPatch(connection, context);
  switch (connection.kind) {
    case "call":
      return {
        ...callPreset(design, connection, timeoutMs, tls, context),
        loadBalancing: unevenInstances(connection, index) === undefined ? undefined : perCallBalancing(connection, index),
      };
    case "data":
      return { timeoutMs, tls, pool: index.target(connection)?.kind === "database" ? poolThatFits(connection, timeoutMs, context) : undefined };
    case "cacheAccess":
      return connection.use === "store" || connection.use === "session"
        ? { timeoutMs, tls }
        : { timeoutMs, tls, pattern: "cacheAside", ttlMs: settings["cache.ttlMs"], invalidation: ["ttl"], stampede: "singleFlight" };
    case "publish":
      return { tls, tracePropagated: true, targetConfig: index.source(connection)?.kind === "function" ? "env" : undefined };
    case "subscribe":
      return { tls, tracePropagated: true, ack: "after", ...(connection.delivery === undefined ? survivesDuplicates(connection, index) : {}) };
    case "replicate":
    case "connector":
    case "uses":
      return { tls };
  }
}

function callPreset(design: Design, connection: Connection, timeoutMs: number | undefined, tls: true | undefined, context: RuleContext): Patch<Connection> {
  const { index } = context;
  const source = index.source(connection);
  const target = index.target(connection);
  if (source?.kind === "client") return { tls };
  if (!isCompute(source) && source?.kind !== "gateway") return { timeoutMs, tls, tracePropagated: true };
  const isService = isCompute(source) && isCompute(target);
  const meshed = inMesh(index, connection);
  const isOptional = target?.criticality === "optional";
  const answers = isCompute(target) || target?.kind === "external";
  const repeats = answers && isIdempotent(index, connection) === true && !(meshed && design.mesh?.retries);
  return {
    ...(repeats ? attemptsThatFit(connection, retryThatFits(design, connection, context), context) : { timeoutMs }),
    tls,
    breaker: answers && !(meshed && design.mesh?.breaker) ? defaultBreaker(context) : undefined,
    fallback: isOptional ? DEGRADED_ANSWER : FAIL_FAST,
    hard: isOptional ? false : undefined,
    bulkhead: ownBulkhead(connection, context),
    deadlinePropagated: true,
    tracePropagated: true,
    ...(isService && !isSecuredByMesh(connection, index) ? serviceIdentity(design) : {}),
    discovery: isService && !meshed ? discoveryIn(index) : undefined,
  };
}

/** Mutual TLS where certificates renew themselves, else a service token that lives 5 min: no new duty is created (002 Auth patterns). */
const serviceIdentity = (design: Design): Patch<Connection> => (design.security?.certRotation === "auto" ? { auth: "mtls" } : { auth: "serviceJwt", tokenTtlMs: 300_000 });
