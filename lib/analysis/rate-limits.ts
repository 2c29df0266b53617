import type { Component, RateLimit } from "#lib/model/component.ts";
import { isCompute } from "#lib/model/kinds.ts";
import { capacityOf, copiesOf } from "./capacity.ts";
import type { DesignIndex } from "./design-index.ts";

/** Whether a limit counts everybody together, as one does that says nothing else. */
export const countsEverybody = ({ scope }: RateLimit): boolean => scope !== "user" && scope !== "tenant";

/** Counters that a limit has: one when it is shared, else one in each copy of its component (Q18). */
export const countersOf = (limit: RateLimit, component: Component): number => (limit.store === "shared" ? 1 : copiesOf(component));

/**
 * Most calls that one counter lets through in any span of time (Q18). A token bucket gives what it has saved up and what comes in;
 * a fixed window gives the end of one window and the start of the next together; a sliding window never more than its limit in its length.
 * Nothing while the rate is not known, or the window of one that counts in windows.
 */
export function mostLetThrough({ algorithm, ratePerSec, burst = 0, windowMs }: RateLimit, spanMs: number): number | undefined {
  if (ratePerSec === undefined) return undefined;
  const steady = (ratePerSec * spanMs) / 1_000;
  if (algorithm === "leakyBucket") return steady;
  if (algorithm !== "fixedWindow" && algorithm !== "slidingWindow") return burst + steady;
  if (!windowMs) return undefined;
  const perWindow = (ratePerSec * windowMs) / 1_000;
  const windows = spanMs / windowMs;
  return perWindow * (algorithm === "fixedWindow" ? Math.ceil(windows) + 1 : Math.max(1, Math.ceil(windows)));
}

/** What a limit protects and how much of it there is. */
export interface Protected {
  readonly component: Component;
  readonly capacityRps: number | undefined;
}

/** The components of our own that a limited one calls directly, what can take least first, what is not known last. */
export function protectedBy(component: Component, index: DesignIndex): readonly Protected[] {
  const callees = new Set(index.outgoing(component.id).flatMap((connection) => (connection.kind === "call" ? (index.target(connection) ?? []) : [])));
  return [...callees]
    .map((callee): Protected => ({ component: callee, capacityRps: capacityOf(callee) }))
    .filter(({ component: callee, capacityRps }) => capacityRps !== undefined || isCompute(callee))
    .toSorted((a, b) => (a.capacityRps ?? Infinity) - (b.capacityRps ?? Infinity) || (a.component.id < b.component.id ? -1 : 1));
}
