import type { Breaker, Connection } from "#lib/model/connection.ts";
import type { DesignIndex } from "./design-index.ts";
import { inMesh } from "./mesh.ts";

/** The circuit breaker in force on a call: its own, or the one of the mesh that carries it. */
export const breakerOf = (index: DesignIndex, connection: Connection): Breaker | undefined =>
  connection.breaker ?? (inMesh(index, connection) ? index.design.mesh?.breaker : undefined);

/** How a breaker decides: by the share of failures in a window, or by their number. Without a word it is the share, unless only a number is given. */
export const modeOf = (breaker: Breaker): "ratio" | "count" => breaker.mode ?? (breaker.failureCount !== undefined && breaker.failureRatio === undefined ? "count" : "ratio");

/** Calls that a breaker sees in its window (Q11). */
export const callsInWindow = (rps: number, windowMs: number): number => (rps * windowMs) / 1_000;

/** How calls fail, and how many of them a share needs. */
export interface Disturbance {
  readonly rps: number;
  /** Share of the calls that fail from now on; before, none did. */
  readonly failing: number;
  /** Fewest calls in a window that make a share. */
  readonly minimumCalls: number;
}

/**
 * Time from the first failure until a breaker opens (Q11) in milliseconds: until the failures make up their share of a sliding window, or their number is reached.
 * Never (infinite) when too few calls fail or are made; nothing while a figure of the breaker is missing.
 */
export function opensAfterMs(breaker: Breaker, { rps, failing, minimumCalls }: Disturbance): number | undefined {
  const { failureRatio, failureCount, windowMs } = breaker;
  if (modeOf(breaker) === "count") {
    if (failureCount === undefined) return undefined;
    const after = rps * failing > 0 ? (failureCount * 1_000) / (rps * failing) : Infinity;
    return windowMs !== undefined && after > windowMs ? Infinity : after;
  }
  if (failureRatio === undefined || windowMs === undefined) return undefined;
  if (callsInWindow(rps, windowMs) < minimumCalls || failing < failureRatio || failing <= 0) return Infinity;
  return windowMs * (failureRatio / failing);
}

/** Share of the calls that fail at once while a breaker is open (Q11); the others are its trials. */
export const fastFailShare = (trials: number, rps: number, openMs: number): number => (rps * openMs > 0 ? Math.max(0, 1 - trials / ((rps * openMs) / 1_000)) : 0);
