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

/** Where a flow begins: where it says so or its first connection does, then whatever else none of its connections reaches. */
export function rootsOf(index: DesignIndex, flow: Flow): ReadonlySet<Id> {
  const connections = index.connectionsOf(flow);
  const reached = new Set(connections.map((connection) => connection.to));
  const first = flow.entry ?? connections[0]?.from;
  const roots = new Set<Id>(first === undefined ? [] : [first]);
  for (const { from } of connections) if (!reached.has(from)) roots.add(from);
  return roots;
}

function computeHard(index: DesignIndex, flow: Flow): readonly Component[] {
  const roots = rootsOf(index, flow);
  const leaving = Map.groupBy(index.connectionsOf(flow), (connection) => connection.from);
  const hard = new Set<Id>(roots);
  for (const id of hard) {
    // A Set hands out what is added while it is walked: this is a breadth-first traversal.
    for (const connection of leaving.get(id) ?? []) if (isHard(index, connection, roots)) hard.add(connection.to);
  }
  return [...hard].flatMap((id) => {
    const component = index.component(id);
    return component && component.kind !== "client" && component.kind !== "sharedLib" && component.kind !== "telemetry" ? [component] : [];
  });
}

/** Why a request goes on when what a connection leads to is down: the caller has another answer, can do without, does not wait, or a queue or copy stands between. */
export type Softness = "fallback" | "optional" | "background" | "bestEffort" | "outbox" | "later" | "library";

/** What protects the source of a connection from its target; nothing when it fails with it. */
export function softnessOf(index: DesignIndex, connection: Connection): Softness | undefined {
  if (connection.kind === "publish" && connection.atomicWith !== undefined) return "outbox";
  if (survivesByFallback(connection)) return "fallback";
  if (connection.hard === false) return "optional";
  if (connection.background === true) return "background";
  if (connection.bestEffort === true) return "bestEffort";
  switch (connection.kind) {
    case "call":
    case "data":
    case "cacheAccess":
    case "publish":
      return undefined;
    case "uses":
      return index.target(connection)?.kind === "sharedLib" ? "library" : undefined;
    case "subscribe":
    case "replicate":
    case "connector":
      return "later";
  }
}

/** Whether a request that takes a connection needs its target. A flow that starts at a topic is the consumer's own work. */
function isHard(index: DesignIndex, connection: Connection, roots: ReadonlySet<Id>): boolean {
  const softness = softnessOf(index, connection);
  return softness === undefined || (softness === "later" && connection.kind === "subscribe" && roots.has(connection.from));
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
