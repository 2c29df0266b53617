import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import { addMember, connectionId, patched, updateConnection } from "#lib/model/edit.ts";
import { CARD } from "#lib/model/geometry.ts";
import { type Id, LINE_LIMIT } from "#lib/model/schema.ts";

/** Distance to a single neighbour, and between two cards below each other, in pixels. */
const STEP = { x: CARD.maxWidth + 56, y: CARD.tallHeight + 56 } as const;

/** Name of something added beside an element: its name and a noun, shortened to what a name may hold. */
export const nameFor = (name: string, noun: string): string => `${name.slice(0, LINE_LIMIT - noun.length - 1)} ${noun}`;

/** Adds a component; in a design that stores where things are drawn it gets a free place amid its neighbours, or beside the only one. */
export function addNear(design: Design, component: Component, neighbours: readonly Id[]): Design {
  const next = addMember(design, "components", component);
  const places = design.layout?.components;
  if (!places) return next;
  const around = [...new Set(neighbours)].flatMap((id) => (Object.hasOwn(places, id) ? (places[id] ?? []) : []));
  if (around.length === 0) return next;
  let x = around.reduce((sum, place) => sum + place.x, 0) / around.length + (around.length === 1 ? STEP.x : 0);
  let y = around.reduce((sum, place) => sum + place.y, 0) / around.length;
  x = Math.round(x);
  y = Math.round(y);
  const taken = Object.values(places);
  while (taken.some((place) => Math.abs(place.x - x) < CARD.maxWidth && Math.abs(place.y - y) < CARD.tallHeight)) y += STEP.y;
  return { ...next, layout: { ...design.layout, components: { ...places, [component.id]: { x, y } } } };
}

/**
 * Re-routes calls through a component. `from`: the calls leave it from now on, and every former caller calls it.
 * `to`: the calls reach it from now on, and it calls every former callee. Flows walk over the added call too.
 */
export function routeThrough(design: Design, via: Id, calls: readonly Connection[], end: "from" | "to"): Design {
  let next = design;
  const hops = new Map<Id, Id>(); // former end -> the call between it and the component
  const hopOf = new Map<Id, Id>(); // re-routed call -> that call
  for (const call of calls) {
    const former = call[end];
    if (former === via) continue;
    next = updateConnection(next, call.id, { [end]: via });
    let hop = hops.get(former);
    if (hop === undefined) {
      const [from, to] = end === "from" ? [former, via] : [via, former];
      hop = next.connections.find((connection) => connection.kind === "call" && connection.from === from && connection.to === to)?.id;
      if (hop === undefined) {
        hop = connectionId(next, from, to);
        next = addMember(next, "connections", callLike(call, hop, from, to));
      }
      hops.set(former, hop);
    }
    hopOf.set(call.id, hop);
  }
  const flows = next.flows.map((flow) => {
    if (!flow.connections?.some((id) => hopOf.has(id))) return flow;
    const connections = flow.connections.flatMap((id) => {
      const hop = hopOf.get(id);
      if (hop === undefined) return [id];
      return end === "from" ? [hop, id] : [id, hop];
    });
    return patched(flow, { connections });
  });
  return { ...next, flows };
}

function callLike({ protocol, tls, timeoutMs, auth }: Connection, id: Id, from: Id, to: Id): Connection {
  return patched<Connection>({ id, kind: "call", from, to }, { protocol, tls, timeoutMs, auth });
}
