import { callerBudgetMs } from "#lib/analysis/callers.ts";
import { copiesOf } from "#lib/analysis/capacity.ts";
import { poolFormula } from "#lib/analysis/connection-pools.ts";
import { DesignIndex } from "#lib/analysis/design-index.ts";
import { latencyBehind } from "#lib/analysis/latency.ts";
import { attemptsOf, attemptTimeoutWithin, retryOf, worstAmplification, worstCallMs } from "#lib/analysis/retries.ts";
import { freshAmong, type Patch, updateConnection } from "#lib/model/edit.ts";
import type { Breaker, Connection, Retry } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import type { RuleContext } from "./rule.ts";

/*
 * The settings that quick fixes write: the defaults of the catalogue, made to fit what surrounds the connection.
 */

/** Share of the caller's timeout that the callee may use; the rest is for the caller's own work. */
const SHARE_OF_CALLER = 0.8;

/** The fallback that a quick fix declares: fail at once with an error that the caller understands. */
export const FAIL_FAST = "fail fast";
/** The fallback that a quick fix declares for an optional dependency. */
export const DEGRADED_ANSWER = "degraded answer";

/** Longest timeout in milliseconds that is accepted for a connection. */
export const timeoutCeilingMs = (connection: Connection, { settings }: RuleContext): number =>
  settings[connection.longRunning ? "resilience.longTimeoutMs" : "resilience.timeoutMs"];

/** The longest timeout in milliseconds that fits one attempt: below the ceiling, and below the timeout of whoever waits for it. */
function timeoutThatFits(connection: Connection, context: RuleContext): number {
  const ceiling = timeoutCeilingMs(connection, context);
  const budget = callerBudgetMs(context.index, connection);
  if (budget === undefined) return ceiling;
  const usual = latencyBehind(context.index, connection)?.p99Ms ?? 0;
  return Math.max(1, Math.min(ceiling, Math.max(wholeMs(budget * SHARE_OF_CALLER), Math.min(usual, budget - 1))));
}

/** The longest timeout that fits, as a patch; retries of the connection that would not fit with it are cut down in the same step. */
export function timeoutPatch(connection: Connection | undefined, context: RuleContext): Patch<Connection> {
  if (!connection) return {};
  const declared = retryOf(context.index, connection);
  if (!declared || attemptsOf(declared) === 1) return { timeoutMs: timeoutThatFits(connection, context) };
  const { timeoutMs, retry } = attemptsThatFit(connection, declared, context);
  return retry === declared ? { timeoutMs } : { timeoutMs, retry };
}

/** A duration rounded down to what people write: whole tens of milliseconds, single ones below a tenth of a second. */
const wholeMs = (duration: number): number => (duration >= 100 ? Math.floor(duration / 10) * 10 : Math.floor(duration));

/** First pause between attempts in milliseconds: short when whoever waits has a short timeout (CF-05). */
export function firstPauseMs(connection: Connection, { index, settings }: RuleContext): number {
  const budget = callerBudgetMs(index, connection);
  return settings[budget !== undefined && budget <= settings["resilience.timeoutMs"] ? "retry.shortBaseMs" : "retry.baseMs"];
}

/** The first of these retry policies with which the call still fits its caller's timeout and does not multiply with retries elsewhere on its flows; none at all when nothing fits. */
export function firstRetryThatFits(design: Design, connection: Connection, context: RuleContext, candidates: Iterable<Retry>): Retry {
  const budget = callerBudgetMs(context.index, connection);
  for (const retry of candidates) {
    if (budget !== undefined && worstCallMs(connection.timeoutMs ?? 0, retry) > budget) continue;
    const next = new DesignIndex(updateConnection(design, connection.id, { retry }));
    const limit = context.settings["retry.amplificationMax"];
    if (next.flowsOver(connection.id).every((flow) => worstAmplification(next, flow).attempts <= Math.max(limit, worstAmplification(context.index, flow).attempts))) return retry;
  }
  return { max: 0 };
}

/** The default retry policy of the catalogue (exponential with jitter), with as many of the usual retries as fit. */
export function retryThatFits(design: Design, connection: Connection, context: RuleContext): Retry {
  const baseMs = firstPauseMs(connection, context);
  const counts = Array.from({ length: context.settings["retry.count"] }, (_, index) => context.settings["retry.count"] - index);
  return firstRetryThatFits(
    design,
    connection,
    context,
    counts.map((max) => ({ max, backoff: "exponential", baseMs, jitter: true })),
  );
}

/** A timeout per attempt and the retries that fit the caller's timeout together. */
export interface Attempts {
  readonly timeoutMs: number;
  readonly retry: Retry;
}

/** Fits retries into the caller's timeout: with shorter attempts first, then with shorter pauses, then with fewer retries; an attempt keeps the usual latency of the callee, and at least a tenth of the caller's timeout. */
export function attemptsThatFit(connection: Connection, declared: Retry, context: RuleContext): Attempts {
  const { settings, index } = context;
  const ceiling = Math.min(connection.timeoutMs || Infinity, timeoutCeilingMs(connection, context));
  const budget = callerBudgetMs(index, connection);
  if (budget === undefined) return { timeoutMs: ceiling, retry: declared };
  const least = Math.max(latencyBehind(index, connection)?.p99Ms ?? 0, budget / 10);
  // A policy inherited from the mesh becomes the connection's own when it is changed, and then has to stand on its own.
  const own: Retry = connection.retry ? declared : { ...declared, backoff: "exponential", jitter: true };
  const shorter = budget <= settings["resilience.timeoutMs"] ? { ...own, baseMs: Math.min(own.baseMs ?? settings["retry.baseMs"], settings["retry.shortBaseMs"]) } : own;
  const max = Math.min(declared.max ?? 0, settings["retry.max"]);
  for (const retry of max > 0 ? [declared, ...Array.from({ length: max }, (_, fewer) => ({ ...shorter, max: max - fewer }))] : []) {
    const timeoutMs = wholeMs(Math.min(attemptTimeoutWithin(budget, retry), ceiling));
    if (timeoutMs >= least) return { timeoutMs, retry };
  }
  const once = { ...shorter, max: 0 };
  return { timeoutMs: Math.min(timeoutThatFits(connection, context), ceiling), retry: once };
}

/** The default breaker of the catalogue, opening by the share or by the number of failures. */
export function defaultBreaker({ settings }: RuleContext, mode: Breaker["mode"] = "ratio"): Breaker {
  const trip = mode === "count" ? { failureCount: settings["breaker.failureCount"] } : { failureRatio: settings["breaker.failureRatio"], windowMs: settings["breaker.windowMs"] };
  return { mode, ...trip, openMs: settings["breaker.openMinMs"], halfOpenTrials: settings["breaker.trialsMax"] };
}

/** Name of a resource pool that only the calls from this caller to this callee use. */
export function ownBulkhead(connection: Connection, { index }: RuleContext): string {
  const calls = index.outgoing(connection.from).filter((other) => other.kind === "call");
  const taken = new Set(calls.flatMap((other) => (other.to !== connection.to && other.bulkhead ? [other.bulkhead] : [])));
  return freshAmong(taken, connection.to);
}

/** How a caller finds the instances of its callee: by the registry of the design, else by DNS. */
export const discoveryIn = (index: DesignIndex): NonNullable<Connection["discovery"]> => (index.ofKind("registry").length > 0 ? "registry" : "dns");

/** How a consumer survives a message that comes twice: a job that writes by upsert already does, others remember the ids of the events they have handled. */
export const survivesDuplicates = (subscription: Connection | undefined, index: DesignIndex): Patch<Connection> =>
  subscription && index.target(subscription)?.sinkMode === "upsert" ? { idempotency: "upsert" } : { idempotency: "key", dedupBy: subscription?.dedupBy ?? "eventId" };

/** Connections of a pool while the cores of the database are not known. */
const USUAL_POOL = 10;

/** A connection pool: what the database works off best (000 §7), shared by the copies of the caller, with connections that are renewed and a wait that ends before the caller gives up. */
export function poolThatFits(connection: Connection, timeoutMs: number | undefined, { index, settings }: RuleContext): NonNullable<Connection["pool"]> {
  const cores = index.target(connection)?.cores;
  const caller = index.source(connection);
  const copies = caller ? Math.max(1, copiesOf(caller)) : 1;
  const size = cores ? Math.max(1, Math.floor(poolFormula(cores) / copies)) : USUAL_POOL;
  return { size, maxLifetimeMs: settings["pool.lifetimeMs"], queueTimeoutMs: Math.min(settings["pool.queueTimeoutMs"], timeoutMs || Infinity) };
}
