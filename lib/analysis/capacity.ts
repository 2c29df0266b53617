import type { Component, ComponentKind } from "#lib/model/component.ts";
import { isCompute, isEdge, isMessaging } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { type Arrival, arrivalAt } from "./channels.ts";
import type { DesignIndex } from "./design-index.ts";
import { entryPoints } from "./entry-points.ts";

/** Copies of a component that run at most: concurrent runs of a function, else instances; unset counts as 1. */
export const copiesOf = ({ kind, instances, maxConcurrency }: Component): number =>
  (kind === "function" ? maxConcurrency : undefined) ?? Math.max(1, instances?.max ?? instances?.min ?? 1);

/** Requests per second that a component can take (Q13): copies × capacity of one, or the declared total; unknown while the numbers are missing or zero. */
export function capacityOf(component: Component): number | undefined {
  const { kind, perInstanceRps, capacityRps, instances, maxConcurrency } = component;
  const isCounted = instances?.max !== undefined || (kind === "function" && maxConcurrency !== undefined);
  const computed = perInstanceRps ? copiesOf(component) * perInstanceRps : undefined;
  return (isCounted || !capacityRps ? computed : undefined) || capacityRps || undefined;
}

/** Share of the capacity that a load takes (Q13). */
export const utilisation = (peakRps: number, capacityRps: number): number => peakRps / capacityRps;

/** Instances that carry a load with some headroom (Q13): the load × headroom ÷ capacity of one, rounded up. */
export const instancesFor = (peakRps: number, perInstanceRps: number, headroom: number): number => Math.max(1, Math.ceil((peakRps * headroom) / perInstanceRps - ROUNDING));

/** Whether a capacity is enough for a load; what differs only by the rounding of decimals counts as equal. */
export const covers = (capacityRps: number, loadRps: number): boolean => capacityRps >= loadRps * (1 - ROUNDING);

/** 27.8 × 1.5 is not exactly 41.7 in binary. */
const ROUNDING = 1e-9;

/** The load that a component has to carry. */
export interface Load {
  /** Requests or messages per second at peak; unknown while nobody said which share of the system's load arrives here. */
  readonly peakRps: number | undefined;
  /** Numbers that are missing, as `connection.rps`, where others than its own peak would tell. */
  readonly missing?: readonly string[];
}

/**
 * The peak load of a component: its own, or that of the whole system for the code that requests of clients reach first.
 * Where they reach several, each needs its own peak, or a rate on every call that reaches it. A broker, topic or queue that says what it can take has to carry
 * what is published. Nothing when no load is declared.
 */
export function loadOf(component: Component, index: DesignIndex): Load | undefined {
  if (component.peakRps !== undefined) return { peakRps: component.peakRps };
  if (isMessaging(component)) return publishedLoad(component, index);
  const peakRps = index.design.requirements?.nfr?.peakRps;
  if (peakRps === undefined || !isCompute(component)) return undefined;
  const first = index.once(firstCompute);
  if (!first.has(component.id)) return undefined;
  return { peakRps: first.size === 1 ? peakRps : calledRps(component, index) };
}

/** What is published to a topic or queue, or to all that a broker carries; nothing where it does not say what it can take, or nothing is published. */
function publishedLoad(component: Component, index: DesignIndex): Load | undefined {
  const capacityRps = capacityOf(component);
  if (capacityRps === undefined) return undefined;
  const { fed, rps, missing } = component.kind === "broker" ? (index.once(carriedByBroker).get(component.id) ?? NOTHING) : arrivalAt(component.id, index);
  if (!fed) return undefined;
  // What is already too much can only become more.
  return missing.length === 0 || !covers(capacityRps, rps) ? { peakRps: rps } : { peakRps: undefined, missing };
}

const NOTHING: Arrival = { fed: false, rps: 0, missing: [] };

/** What is published to the topics and queues of each broker together. */
function carriedByBroker(index: DesignIndex): ReadonlyMap<Id, Arrival> {
  const carried = new Map<Id, Arrival>();
  for (const kind of ["topic", "queue"] as const) {
    for (const { id, broker } of index.ofKind(kind)) {
      const arrival = arrivalAt(id, index);
      if (broker === undefined || !arrival.fed) continue;
      const { rps, missing } = carried.get(broker) ?? NOTHING;
      carried.set(broker, { fed: true, rps: rps + arrival.rps, missing: arrival.missing.length === 0 ? missing : [...missing, ...arrival.missing] });
    }
  }
  return carried;
}

/** Rates of all calls that reach a component together; unknown when one of them states none. */
export function calledRps(component: Component, index: DesignIndex): number | undefined {
  let sum = 0;
  for (const connection of index.incoming(component.id)) {
    if (connection.kind !== "call") continue;
    if (connection.rps === undefined) return undefined;
    sum += connection.rps;
  }
  return sum;
}

/** The components with our own code that requests of clients reach first, directly or through load balancers and gateways. Compute once: `index.once(firstCompute)`. */
export function firstCompute(index: DesignIndex): ReadonlySet<Id> {
  const first = new Set<Id>();
  const seen = new Set<Id>(entryPoints(index).keys());
  // A Set hands out what is added while it is walked.
  for (const id of seen) {
    const component = index.component(id);
    if (isCompute(component)) first.add(id);
    else if (isEdge(component)) for (const connection of index.outgoing(id)) if (connection.kind === "call") seen.add(connection.to);
  }
  return first;
}

/** Kinds of component to which a peak load can be given. */
export const LOADED_KINDS = [
  "cdn",
  "loadBalancer",
  "gateway",
  "bff",
  "service",
  "function",
  "streamProcessor",
  "batchJob",
  "database",
  "objectStore",
  "cache",
  "broker",
  "topic",
  "queue",
  "idp",
] as const satisfies readonly ComponentKind[];
