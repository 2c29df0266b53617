import type { Connection } from "#lib/model/connection.ts";
import type { Flow } from "#lib/model/flow.ts";
import { isMessaging } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { isSync } from "./callers.ts";
import type { DesignIndex } from "./design-index.ts";
import { latenciesOf, type Latency } from "./latency.ts";
import { postOrder } from "./post-order.ts";

/** What a user of a flow waits for at most (Q1), and where the waiting begins. */
export interface FlowLatency extends Latency {
  readonly start: Id;
}

/** Latency of a whole flow: of what it starts at; where messages start it, of the slowest that handles them. Nothing when the flow walks over no connection. */
export function flowLatency(index: DesignIndex, flow: Flow): FlowLatency | undefined {
  const connections = index.connectionsOf(flow);
  const start = flow.entry ?? connections[0]?.from;
  if (start === undefined || connections.length === 0) return undefined;
  const latencies = latenciesOf(index, flow);
  const whole = latencies.get(start);
  if (whole) return { start, ...whole };
  const reached = new Set(connections.filter(isSync).map((connection) => connection.to));
  let slowest: FlowLatency | undefined;
  const missing = new Set<Id>();
  for (const [id, latency] of latencies) {
    if (reached.has(id)) continue;
    for (const other of latency.missing) missing.add(other);
    if (!slowest || latency.p99Ms > slowest.p99Ms) slowest = { start: id, ...latency };
  }
  if (slowest) return { ...slowest, missing: [...missing] };
  const component = index.component(start);
  if (component && isMessaging(component)) return undefined;
  const own = component?.p99Ms ?? (component?.kind === "client" ? 0 : undefined);
  return { start, p99Ms: own ?? 0, missing: own === undefined ? [start] : [] };
}

/** Time that a component adds to a flow: its own p99, as often as it is asked. */
export interface Contribution {
  readonly id: Id;
  /** How often one request asks it; 0 when all of it happens beside something slower. */
  readonly times: number;
  readonly ms: number;
}

/** Where the time of a flow goes: everything that its start waits for, the largest share first. Of calls in parallel only the slowest counts. */
export function contributionsTo(index: DesignIndex, flow: Flow, start: Id): readonly Contribution[] {
  const latencies = latenciesOf(index, flow);
  const leaving = Map.groupBy(new Set(index.connectionsOf(flow).filter(isSync)), (call) => call.from);
  const order = postOrder(leaving, [start]).toReversed();
  const rank = new Map(order.map((id, at) => [id, at]));
  const timesAsked = new Map<Id, number>([[start, 1]]);
  const timeOf = (call: Connection) => (call.callsPerRequest ?? 1) * (latencies.get(call.to)?.p99Ms ?? 0);
  for (const id of order) {
    const slowest = new Map<string, Connection>();
    const counted: Connection[] = [];
    for (const call of leaving.get(id) ?? []) {
      if ((rank.get(call.to) ?? 0) <= (rank.get(id) ?? 0)) continue; // The step that closes a circle.
      if (call.parallelGroup === undefined) {
        counted.push(call);
        continue;
      }
      const other = slowest.get(call.parallelGroup);
      if (!other || timeOf(call) > timeOf(other)) slowest.set(call.parallelGroup, call);
    }
    for (const call of [...counted, ...slowest.values()]) {
      timesAsked.set(call.to, (timesAsked.get(call.to) ?? 0) + (timesAsked.get(id) ?? 0) * (call.callsPerRequest ?? 1));
    }
  }
  return order
    .map((id) => {
      const times = timesAsked.get(id) ?? 0;
      return { id, times, ms: times * (index.component(id)?.p99Ms ?? 0) };
    })
    .toSorted((left, right) => right.ms - left.ms);
}
