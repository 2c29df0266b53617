import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Flow } from "#lib/model/flow.ts";
import type { Id } from "#lib/model/schema.ts";
import type { DesignIndex } from "./design-index.ts";

/** Availability of a request that needs every one of these (Q2): their product. */
export const seriesAvailability = (availabilities: readonly number[]): number => availabilities.reduce((product, availability) => product * availability, 1);

/** Availability of several independent copies of which one is enough (Q2). */
export const redundantAvailability = (availability: number, copies: number): number => 1 - (1 - availability) ** copies;

/** Availability that each of so many hard dependencies needs for a target (Q2): its k-th root. */
export const neededAvailability = (target: number, dependencies: number): number => target ** (1 / Math.max(1, dependencies));

/** Whether a declared fallback lets the request succeed; failing fast protects the caller but still fails the request. */
export const survivesByFallback = ({ fallback }: Connection): boolean => fallback !== undefined && fallback.trim() !== "" && !/^fail/iu.test(fallback.trim());

/**
 * The components without which a flow fails, in the order of the walk. A connection with a fallback, with `hard` off, in the background,
 * or published behind an outbox drops out with everything that only it reaches; so do consumers behind a topic. Clients and in-process libraries never count.
 */
export function hardComponents(index: DesignIndex, flow: Flow): readonly Component[] {
  const cache = index.once(hardCache);
  const cached = cache.get(flow);
  if (cached) return cached;
  const hard = computeHard(index, flow);
  cache.set(flow, hard);
  return hard;
}

const hardCache = (): Map<Flow, readonly Component[]> => new Map();

function computeHard(index: DesignIndex, flow: Flow): readonly Component[] {
  const connections = index.connectionsOf(flow);
  const reached = new Set(connections.map((connection) => connection.to));
  const roots = new Set<Id>(connections.filter((connection) => !reached.has(connection.from)).map((connection) => connection.from));
  const first = flow.entry ?? connections[0]?.from;
  if (first !== undefined) roots.add(first);
  const leaving = Map.groupBy(connections, (connection) => connection.from);
  const hard = new Set<Id>(first === undefined ? roots : [first, ...roots]);
  for (const id of hard) {
    // A Set hands out what is added while it is walked: this is a breadth-first traversal.
    for (const connection of leaving.get(id) ?? []) if (isHard(index, connection, roots)) hard.add(connection.to);
  }
  return [...hard].flatMap((id) => {
    const component = index.component(id);
    return component && component.kind !== "client" && component.kind !== "sharedLib" && component.kind !== "telemetry" ? [component] : [];
  });
}

function isHard(index: DesignIndex, connection: Connection, roots: ReadonlySet<Id>): boolean {
  if (connection.hard === false || connection.background === true || connection.bestEffort === true || survivesByFallback(connection)) return false;
  switch (connection.kind) {
    case "call":
    case "data":
    case "cacheAccess":
      return true;
    case "uses":
      return index.target(connection)?.kind !== "sharedLib";
    case "publish":
      return connection.atomicWith === undefined;
    case "subscribe":
      return roots.has(connection.from); // A flow that starts at the topic is the consumer's own work.
    case "replicate":
    case "connector":
      return false;
  }
}

/** What the hard dependencies of a flow can promise together. */
export interface FlowAvailability {
  readonly dependencies: readonly Component[];
  /** Product of the known availabilities: an upper bound while some are missing. */
  readonly availability: number;
  /** Components whose availability is not known. */
  readonly missing: readonly Id[];
}

/** Availability of a flow (Q2): the product over its hard dependencies. */
export function flowAvailability(index: DesignIndex, flow: Flow): FlowAvailability {
  const dependencies = hardComponents(index, flow);
  return {
    dependencies,
    availability: seriesAvailability(dependencies.map((component) => component.availability ?? 1)),
    missing: dependencies.filter((component) => component.availability === undefined).map((component) => component.id),
  };
}
