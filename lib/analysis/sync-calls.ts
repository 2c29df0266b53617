import type { Connection } from "#lib/model/connection.ts";
import { isCompute } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import type { DesignIndex } from "./design-index.ts";
import { postOrder } from "./post-order.ts";

/*
 * Chains and circles of calls that wait, between components that run our own code. Ids decide wherever there is a choice, so that the drawing order does not.
 */

const NONE: readonly Connection[] = [];

type Calls = ReadonlyMap<Id, readonly Connection[]>;

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
const byCallee = (left: Connection, right: Connection): number => compare(left.to, right.to) || compare(left.id, right.id);

/** The waiting calls between components that run our own code, by caller. */
function callsByCaller(index: DesignIndex): Calls {
  const leaving = new Map<Id, Connection[]>();
  for (const caller of index.components.values()) {
    if (!isCompute(caller)) continue;
    let calls: Connection[] | undefined;
    for (const call of index.outgoing(caller.id)) {
      if (call.kind === "call" && call.background !== true && call.needsResponse !== false && isCompute(index.target(call))) (calls ??= []).push(call);
    }
    if (calls) leaving.set(caller.id, calls);
  }
  return leaving;
}

/** The longest chain behind a component. */
interface Chain {
  hops: number;
  /** The first hop. */
  call: Connection | undefined;
  /** Whether a hop of some chain leads here. */
  isReached: boolean;
  /** Whether the walk is still behind it. */
  isOpen: boolean;
}

interface Chains {
  readonly longest: ReadonlyMap<Id, Readonly<Chain>>;
  readonly hasCircles: boolean;
  /** The calls that the chains are made of. */
  readonly calls: Calls;
}

function findChains(index: DesignIndex): Chains {
  const calls = index.once(callsByCaller);
  const chains = walkChains(calls, calls.keys());
  if (!chains.hasCircles) return chains;
  // With circles the outcome depends on where the walk begins: from the outside in, so that the hop which closes a circle is the one that leads back.
  const called = new Set<Id>();
  for (const leaving of calls.values()) for (const call of leaving) called.add(call.to);
  const sorted: Calls = new Map([...calls].toSorted(([left], [right]) => compare(left, right)).map(([id, leaving]) => [id, leaving.toSorted(byCallee)]));
  const callers = [...sorted.keys()];
  return walkChains(sorted, [...callers.filter((id) => !called.has(id)), ...callers.filter((id) => called.has(id))]);
}

/** Depth-first, without recursion: a chain may be as long as it likes. */
function walkChains(calls: Calls, starts: Iterable<Id>): Chains {
  const longest = new Map<Id, Chain>();
  const path: { readonly chain: Chain; readonly leaving: readonly Connection[]; next: number }[] = [];
  const enter = (id: Id) => {
    const leaving = calls.get(id);
    const chain: Chain = { hops: 0, call: undefined, isReached: false, isOpen: leaving !== undefined };
    longest.set(id, chain);
    if (leaving) path.push({ chain, leaving, next: 0 });
    return chain;
  };
  let hasCircles = false;
  for (const start of starts) {
    if (longest.has(start)) continue;
    enter(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { chain } = top;
      const call = top.leaving[top.next];
      if (!call) {
        chain.isOpen = false;
        path.pop();
        continue;
      }
      const known = longest.get(call.to);
      const behind = known ?? enter(call.to);
      if (behind.isOpen && !known) continue; // The call is looked at again when what is behind it is known.
      top.next += 1;
      if (behind.isOpen) {
        hasCircles = true;
        continue;
      }
      behind.isReached = true;
      if (behind.hops >= chain.hops || (behind.hops + 1 === chain.hops && chain.call && byCallee(call, chain.call) < 0)) {
        chain.hops = behind.hops + 1;
        chain.call = call;
      }
    }
  }
  return { longest, hasCircles, calls };
}

/** Hops of the longest chain of waiting calls that begins at a component; nothing when the component is in the middle of chains. */
export function chainLength(index: DesignIndex, id: Id): number {
  const chain = index.once(findChains).longest.get(id);
  return chain === undefined || chain.isReached ? 0 : chain.hops;
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
  const circles = new Map<Id, Circle>();
  const { hasCircles, calls: leaving } = index.once(findChains);
  if (!hasCircles) return circles;
  const reaching = Map.groupBy([...leaving.values()].flat(), (call) => call.to);
  const seen = new Set<Id>();
  // Kosaraju: whatever reaches a component against the arrows, latest finished first, is in a circle with it.
  for (const id of postOrder(leaving).toReversed()) {
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

function shortestCircle(leaving: Calls, members: ReadonlySet<Id>, start: Id): readonly Connection[] {
  const cameBy = new Map<Id, Connection>();
  const waiting = [start];
  for (const id of waiting) {
    for (const call of leaving.get(id) ?? NONE) {
      if (call.to === start) {
        const calls = [call];
        for (let at = id; at !== start;) {
          const step = cameBy.get(at);
          if (!step) break;
          calls.push(step);
          at = step.from;
        }
        return calls.toReversed();
      }
      if (!members.has(call.to) || cameBy.has(call.to)) continue;
      cameBy.set(call.to, call);
      waiting.push(call.to);
    }
  }
  return NONE;
}
