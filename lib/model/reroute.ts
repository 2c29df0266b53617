import type { Component } from "./component.ts";
import type { Connection } from "./connection.ts";
import type { Design } from "./design.ts";
import { addMember, connectionId, removeElements, updateConnection } from "./edit.ts";
import type { Flow } from "./flow.ts";
import type { Id } from "./schema.ts";

/** A design in which a connection takes a detour, and the connection that now leads to the detour. */
export interface Rerouted {
  readonly design: Design;
  readonly front: Id | undefined;
}

/**
 * Leads a connection over another component: `a → b` becomes `a → via → b`. What was there before is used: a call that already
 * reaches `via` in front, and a call from `via` to `b`, which then replaces the old one. Flows walk the new way.
 */
export function routeThrough(design: Design, id: Id, via: Id): Rerouted {
  const connection = design.connections.find((candidate) => candidate.id === id);
  if (!connection || connection.from === via || connection.to === via) return { design, front: undefined };
  const isCall = (candidate: Connection, from: Id, to: Id) => candidate.kind === "call" && candidate.id !== id && candidate.from === from && candidate.to === to;
  let next = design;
  let front = design.connections.find((candidate) => isCall(candidate, connection.from, via))?.id;
  if (front === undefined) {
    front = connectionId(design, connection.from, via);
    const { protocol, tls } = connection;
    next = addMember(next, "connections", { id: front, kind: "call", from: connection.from, to: via, ...(protocol && { protocol }), ...(tls !== undefined && { tls }) });
  }
  const behind = connection.kind === "call" ? design.connections.find((candidate) => isCall(candidate, via, connection.to))?.id : undefined;
  next = { ...next, flows: next.flows.map((flow) => withDetour(flow, id, [front, behind ?? id])) };
  next = behind === undefined ? updateConnection(next, id, { from: via }) : removeElements(next, [id]);
  return { design: next, front };
}

function withDetour(flow: Flow, id: Id, detour: readonly Id[]): Flow {
  if (!flow.connections?.includes(id)) return flow;
  return { ...flow, connections: flow.connections.flatMap((walked) => (walked === id ? detour : [walked])) };
}

/** Adds a component and, when its neighbours have a place on the canvas, puts it between them. */
export function addBetween(design: Design, component: Component, left: Id, right: Id): Design {
  const next = addMember(design, "components", component);
  const places = design.layout?.components;
  if (!places) return next;
  const from = Object.hasOwn(places, left) ? places[left] : undefined;
  const to = Object.hasOwn(places, right) ? places[right] : undefined;
  const place =
    from && to ? { x: Math.round((from.x + to.x) / 2), y: Math.round((from.y + to.y) / 2) } : from ? { x: from.x + 320, y: from.y } : to && { x: to.x - 320, y: to.y };
  return place ? { ...next, layout: { ...design.layout, components: { ...places, [component.id]: place } } } : next;
}
