import type { Connection, Retry } from "#lib/model/connection.ts";
import type { Flow } from "#lib/model/flow.ts";
import type { Id } from "#lib/model/schema.ts";
import { isSync } from "./callers.ts";
import type { DesignIndex } from "./design-index.ts";
import { finite } from "./finite.ts";
import { inMesh } from "./mesh.ts";
import { postOrder } from "./post-order.ts";

/** The retry policy in force on a call: its own, or the one of the mesh that carries it. */
export const retryOf = (index: DesignIndex, connection: Connection): Retry | undefined => connection.retry ?? (inMesh(index, connection) ? index.design.mesh?.retries : undefined);

/** Attempts of one call when every one fails: the first and its retries. */
export const attemptsOf = (retry: Retry | undefined): number => 1 + (retry?.max ?? 0);

/** Longest pause before one of the retries, counted from 0, in milliseconds: base × 2^i when exponential, base when fixed, plus at most one base of jitter. */
export function pauseBeforeRetryMs(retry: Retry, at: number): number {
  const base = retry.backoff === "none" ? 0 : (retry.baseMs ?? 0);
  return base === 0 ? 0 : finite((retry.backoff === "fixed" ? base : base * 2 ** at) + (retry.jitter ? base : 0));
}

/** Longest time spent pausing between all attempts of a call in milliseconds. */
export function pausesMs(retry: Retry): number {
  const count = retry.max ?? 0;
  const base = retry.backoff === "none" ? 0 : (retry.baseMs ?? 0);
  if (base === 0) return 0; // Also when doubling overflows: zero times infinity is no number.
  const waits = retry.backoff === "fixed" ? count * base : base * (2 ** count - 1);
  return finite(waits + (retry.jitter ? count * base : 0));
}

/** Longest time of one call in milliseconds when every attempt times out (Q9): attempts × timeout + pauses. */
export const worstCallMs = (timeoutMs: number, retry: Retry | undefined): number => finite(attemptsOf(retry) * timeoutMs + (retry ? pausesMs(retry) : 0));

/** Longest timeout of one attempt in milliseconds with which all attempts and pauses fit a budget; zero or less when the pauses alone exceed it. */
export const attemptTimeoutWithin = (budgetMs: number, retry: Retry): number => (budgetMs - pausesMs(retry)) / attemptsOf(retry);

/** How often the last component of a path is asked for one request when everything fails (Q10), and the calls of that path. */
export interface Amplification {
  readonly attempts: number;
  readonly path: readonly Connection[];
}

/** The path of a flow along which retries multiply the most; a circle is walked once. */
export function worstAmplification(index: DesignIndex, flow: Flow): Amplification {
  const calls = index.connectionsOf(flow).filter((connection) => connection.kind === "call" && isSync(connection));
  if (!calls.some((call) => attemptsOf(retryOf(index, call)) > 1)) return { attempts: 1, path: [] };
  const leaving = Map.groupBy(new Set(calls), (call) => call.from);
  const best = new Map<Id, Step>();
  let worst: Step = { attempts: 1 };
  for (const id of postOrder(leaving)) {
    let here: Step = { attempts: 1 };
    for (const call of leaving.get(id) ?? []) {
      const attempts = finite(attemptsOf(retryOf(index, call)) * (best.get(call.to)?.attempts ?? 1));
      if (attempts > here.attempts) here = { attempts, call };
    }
    best.set(id, here);
    if (here.attempts > worst.attempts) worst = here;
  }
  const path = new Set<Connection>();
  for (let call = worst.call; call && !path.has(call); call = best.get(call.to)?.call) path.add(call);
  return { attempts: worst.attempts, path: [...path] };
}

interface Step {
  readonly attempts: number;
  readonly call?: Connection;
}
