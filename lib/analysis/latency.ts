import type { Connection } from "#lib/model/connection.ts";
import type { Flow } from "#lib/model/flow.ts";
import type { Id } from "#lib/model/schema.ts";
import { isSync } from "./callers.ts";
import type { DesignIndex } from "./design-index.ts";
import { postOrder } from "./post-order.ts";

const NONE: readonly Id[] = [];

/** How long a component takes to answer within a flow, with everything it waits for. */
export interface Latency {
  /** Sum of the p99 latencies in milliseconds: a budget, not the p99 of the sum, which is lower (CF-50). Without the missing ones it is a lower bound. */
  readonly p99Ms: number;
  /** Components whose own p99 is not known. */
  readonly missing: readonly Id[];
}

/** Latency of every component that a flow touches (Q1): its own p99, plus its calls one after the other, plus the slowest of each parallel group; each times its calls per request. */
export function latenciesOf(index: DesignIndex, flow: Flow): ReadonlyMap<Id, Latency> {
  const cache = index.once(latencyCache);
  const cached = cache.get(flow);
  if (cached) return cached;
  const latencies = computeLatencies(index, flow);
  cache.set(flow, latencies);
  return latencies;
}

const latencyCache = (): Map<Flow, ReadonlyMap<Id, Latency>> => new Map();

function computeLatencies(index: DesignIndex, flow: Flow): Map<Id, Latency> {
  const calls = new Set(index.connectionsOf(flow).filter(isSync));
  const leaving = Map.groupBy(calls, (call) => call.from);
  const latencies = new Map<Id, Latency>();
  for (const id of postOrder(leaving)) {
    const component = index.component(id);
    const own = component?.p99Ms ?? (component?.kind === "client" ? 0 : undefined);
    let missing: Set<Id> | undefined = own === undefined ? new Set([id]) : undefined;
    let slowest: Map<string, number> | undefined;
    let total = own ?? 0;
    for (const call of leaving.get(id) ?? []) {
      const behind = latencies.get(call.to);
      if (!behind) continue; // The step that closes a circle.
      for (const other of behind.missing) (missing ??= new Set()).add(other);
      const time = (call.callsPerRequest ?? 1) * behind.p99Ms;
      if (call.parallelGroup === undefined) total += time;
      else (slowest ??= new Map()).set(call.parallelGroup, Math.max(time, slowest.get(call.parallelGroup) ?? 0));
    }
    for (const time of slowest?.values() ?? []) total += time;
    latencies.set(id, { p99Ms: total, missing: missing ? [...missing] : NONE });
  }
  return latencies;
}

/** Latency of what a connection waits for, in the slowest of the flows that use it; nothing when no flow does. */
export function latencyBehind(index: DesignIndex, connection: Connection): Latency | undefined {
  let slowest = 0;
  let missing: Set<Id> | undefined;
  const flows = index.flowsOver(connection.id);
  if (flows.length === 0) return undefined;
  for (const flow of flows) {
    const behind = latenciesOf(index, flow).get(connection.to);
    if (!behind) continue;
    slowest = Math.max(slowest, behind.p99Ms);
    for (const id of behind.missing) (missing ??= new Set()).add(id);
  }
  return { p99Ms: slowest, missing: missing ? [...missing] : NONE };
}
