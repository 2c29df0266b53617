import type { Connection } from "#lib/model/connection.ts";
import { isCompute } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { isSync } from "./callers.ts";
import type { DesignIndex } from "./design-index.ts";
import { postOrder } from "./post-order.ts";

/*
 * Chains and circles of calls that wait, between components that run our own code. Ids decide wherever there is a choice, so that the drawing order does not.
 */

const NONE: readonly Connection[] = [];

const byCallee = (left: Connection, right: Connection): number => compare(left.to, right.to) || compare(left.id, right.id);
const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** The waiting calls between components that run our own code, by caller. */
function callsByCaller(index: DesignIndex): ReadonlyMap<Id, readonly Connection[]> {
  const leaving = new Map<Id, Connection[]>();
  for (const call of index.connectionsOfKind("call")) {
    if (!isSync(call) || !isCompute(index.source(call)) || !isCompute(index.target(call))) continue;
    const calls = leaving.get(call.from);
    if (calls) calls.push(call);
    else leaving.set(call.from, [call]);
  }
  for (const calls of leaving.values()) if (calls.length > 1) calls.sort(byCallee);
  return leaving;
}

interface Chains {
  /** Longest chain behind a component: how many hops, and the first of them. */
  readonly longest: ReadonlyMap<Id, { readonly hops: number; readonly call?: Connection }>;
  /** Components that no hop of any chain reaches. */
  readonly starts: ReadonlySet<Id>;
}

function findChains(index: DesignIndex): Chains {
  const leaving = index.once(callsByCaller);
  const called = new Set<Id>();
  for (const calls of leaving.values()) for (const call of calls) called.add(call.to);
  const callers = [...leaving.keys()].toSorted();
  // From the outside in: the hop that closes a circle is then the one that leads back.
  const order = [...callers.filter((id) => !called.has(id)), ...callers.filter((id) => called.has(id))];
  const longest = new Map<Id, { hops: number; call?: Connection }>();
  const reached = new Set<Id>();
  for (const id of postOrder(order, (from) => (leaving.get(from) ?? NONE).map((call) => call.to))) {
    let here: { hops: number; call?: Connection } = { hops: 0 };
    for (const call of leaving.get(id) ?? NONE) {
      const behind = longest.get(call.to);
      if (!behind) continue; // Closes a circle.
      reached.add(call.to);
      if (behind.hops >= here.hops) here = { hops: behind.hops + 1, call };
    }
    longest.set(id, here);
  }
  return { longest, starts: new Set(callers.filter((id) => !reached.has(id))) };
}

/** Hops of the longest chain of waiting calls that begins at a component; nothing when the component is in the middle of chains. */
export function chainLength(index: DesignIndex, id: Id): number {
  const { longest, starts } = index.once(findChains);
  return starts.has(id) ? (longest.get(id)?.hops ?? 0) : 0;
}

/** The calls of the longest chain of waiting calls that begins at a component. A circle is walked once. */
export function longestChain(index: DesignIndex, start: Id): readonly Connection[] {
  const { longest } = index.once(findChains);
  const chain: Connection[] = [];
  for (let call = longest.get(start)?.call; call; call = longest.get(call.to)?.call) chain.push(call);
  return chain;
}

/** Components that wait for each other in circles, and one of the shortest circles among them. */
export interface Circle {
  /** All that reach each other, sorted. */
  readonly members: readonly Id[];
  /** The calls of a shortest circle through the first member, beginning there. */
  readonly calls: readonly Connection[];
}

/** The groups of components that wait for each other, by the first member of each; a component that calls itself is one too. */
export const circlesOf = (index: DesignIndex): ReadonlyMap<Id, Circle> => index.once(findCircles);

function findCircles(index: DesignIndex): ReadonlyMap<Id, Circle> {
  const leaving = index.once(callsByCaller);
  const reaching = Map.groupBy([...leaving.values()].flat(), (call) => call.to);
  const circles = new Map<Id, Circle>();
  const seen = new Set<Id>();
  // Kosaraju: whatever reaches a component against the arrows, latest finished first, is in a circle with it.
  for (const id of postOrder(leaving.keys(), (from) => (leaving.get(from) ?? NONE).map((call) => call.to)).toReversed()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const group = [id];
    for (const member of group) {
      for (const { from } of reaching.get(member) ?? NONE) {
        if (seen.has(from)) continue;
        seen.add(from);
        group.push(from); // An array hands out what is added while it is walked.
      }
    }
    if (group.length === 1 && !(leaving.get(id) ?? NONE).some((call) => call.to === id)) continue;
    const members = group.toSorted();
    const first = members[0] ?? id;
    circles.set(first, { members, calls: shortestCircle(leaving, new Set(members), first) });
  }
  return circles;
}

function shortestCircle(leaving: ReadonlyMap<Id, readonly Connection[]>, members: ReadonlySet<Id>, start: Id): readonly Connection[] {
  const cameBy = new Map<Id, Connection>();
  const waiting = [start];
  for (const id of waiting) {
    for (const call of leaving.get(id) ?? NONE) {
      if (call.to === start) {
        const calls = [call];
        for (let at = id; at !== start;) {
          const step = cameBy.get(at);
          if (!step) break;
          calls.unshift(step);
          at = step.from;
        }
        return calls;
      }
      if (!members.has(call.to) || cameBy.has(call.to)) continue;
      cameBy.set(call.to, call);
      waiting.push(call.to);
    }
  }
  return NONE;
}
