import type { Boundary } from "./boundary.ts";
import type { Component } from "./component.ts";
import type { Connection } from "./connection.ts";
import { COLLECTIONS, type Collection, type Design } from "./design.ts";
import { stemOf } from "./own-id.ts";
import type { Id } from "./schema.ts";
import { mapShared } from "./shared-list.ts";

/*
 * Pure edits: a design in, a design out; what did not change is shared, so that comparing by identity is enough.
 */

/** A change of some properties: a value sets, `undefined` removes. */
export type Patch<Element> = { readonly [Key in keyof Element]?: Element[Key] | undefined };

type Member<Name extends Collection> = Design[Name][number];

/** Applies a patch to one value; returns the same value when nothing changes. */
export function patched<Value extends object>(value: Value, patch: Patch<Value>): Value {
  let next: Record<string, unknown> | undefined;
  for (const [key, wanted] of Object.entries(patch)) {
    if (Object.is((value as Record<string, unknown>)[key], wanted)) continue;
    if (wanted === undefined && !(key in value)) continue;
    const copy: Record<string, unknown> = next ?? { ...(value as object) };
    if (wanted === undefined) delete copy[key];
    else copy[key] = wanted;
    next = copy;
  }
  return (next as Value | undefined) ?? value;
}

/** Applies a patch to the member with this id of a collection; an unknown id changes nothing. */
export function updateMember<Name extends Collection>(design: Design, collection: Name, id: Id, patch: Patch<Member<Name>>): Design {
  const members = design[collection] as readonly Member<Name>[];
  const at = members.findIndex((member) => member.id === id);
  const member = members[at];
  if (member === undefined) return design;
  const next = patched<object>(member, patch);
  return next === member ? design : { ...design, [collection]: members.with(at, next as Member<Name>) };
}

/** Appends a member to a collection. */
export function addMember<Name extends Collection>(design: Design, collection: Name, member: Member<Name>): Design {
  return { ...design, [collection]: [...design[collection], member] };
}

/** Applies a patch to a component. */
export const updateComponent = (design: Design, id: Id, patch: Patch<Component>): Design => updateMember(design, "components", id, patch);
/** Applies a patch to a connection. */
export const updateConnection = (design: Design, id: Id, patch: Patch<Connection>): Design => updateMember(design, "connections", id, patch);
/** Applies a patch to a boundary. */
export const updateBoundary = (design: Design, id: Id, patch: Patch<Boundary>): Design => updateMember(design, "boundaries", id, patch);
/** Applies a patch to the design's own properties. */
export const updateDesign = (design: Design, patch: Patch<Design>): Design => patched(design, patch);

/** Every id that a member of a collection has. */
export const takenIds = (design: Design): Set<Id> => new Set(COLLECTIONS.flatMap((collection) => design[collection].map(({ id }) => id)));

/** An id made from a name that no element of the design has yet: `order-service`, `order-service-2`. */
export const freshId = (design: Design, name: string): Id => freshAmong(takenIds(design), name);

/** An id made from a name that is not among the taken ones. */
export function freshAmong(taken: ReadonlySet<string>, name: string): Id {
  const base = slugOf(name);
  if (!taken.has(base) && base !== "constructor" && base !== "prototype") return base;
  for (let number = 2; ; number += 1) {
    const candidate = `${base}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** A name in the letters of an id: `order-service` of "Order service". */
export const slugOf = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/gu, "")
    .slice(0, 80) || "element";

/** Id of a new connection between two components: `order-payment`. */
export const connectionId = (design: Design, from: Id, to: Id): Id => freshId(design, `${stemOf(from)}-${stemOf(to)}`);

const without = (list: readonly Id[] | undefined, gone: ReadonlySet<Id>): Id[] | undefined => {
  if (!list?.some((id) => gone.has(id))) return list as Id[] | undefined;
  return list.filter((id) => !gone.has(id));
};
const unless = (id: Id | undefined, gone: ReadonlySet<Id>): Id | undefined => (id !== undefined && gone.has(id) ? undefined : id);

/**
 * Removes components, connections, boundaries, flows, sagas, alerts or decisions, and everything that would dangle:
 * connections of a removed component, and every reference to what is gone.
 */
export function removeElements(design: Design, ids: Iterable<Id>): Design {
  const gone = new Set(ids);
  for (const connection of design.connections) {
    if (gone.has(connection.from) || gone.has(connection.to)) gone.add(connection.id);
  }
  if (gone.size === 0) return design;
  const keep = <Item extends { id: Id }>(items: readonly Item[]) => (items.some((item) => gone.has(item.id)) ? items.filter((item) => !gone.has(item.id)) : (items as Item[]));
  const layout = design.layout && {
    ...design.layout,
    ...(design.layout.components && { components: withoutKeys(design.layout.components, gone) }),
    ...(design.layout.boundaries && { boundaries: withoutKeys(design.layout.boundaries, gone) }),
  };
  return {
    ...design,
    ...(layout && { layout }),
    boundaries: mapShared(keep(design.boundaries), (boundary) => patched(boundary, { parent: unless(boundary.parent, gone), team: unless(boundary.team, gone) })),
    components: mapShared(keep(design.components), (component) =>
      patched(component, {
        contexts: without(component.contexts, gone),
        teams: without(component.teams, gone),
        team: unless(component.team, gone),
        zone: unless(component.zone, gone),
        region: unless(component.region, gone),
        owner: unless(component.owner, gone),
        replicaOf: unless(component.replicaOf, gone),
        copyOf: unless(component.copyOf, gone),
        broker: unless(component.broker, gone),
        decision: unless(component.decision, gone),
      }),
    ),
    connections: mapShared(keep(design.connections), (connection) => patched(connection, { dlq: unless(connection.dlq, gone), origin: unless(connection.origin, gone) })),
    flows: mapShared(keep(design.flows), (flow) => patched(flow, { connections: without(flow.connections, gone), entry: unless(flow.entry, gone), saga: unless(flow.saga, gone) })),
    sagas: mapShared(keep(design.sagas), (saga) => patched(saga, { orchestrator: unless(saga.orchestrator, gone), stateStore: unless(saga.stateStore, gone) })),
    alerts: keep(design.alerts).filter((alert) => alert.target === undefined || !gone.has(alert.target)),
    decisions: mapShared(keep(design.decisions), (decision) => patched(decision, { elements: without(decision.elements, gone) })),
  };
}

function withoutKeys<Value>(record: Record<string, Value>, gone: ReadonlySet<string>): Record<string, Value> {
  if (!Object.keys(record).some((key) => gone.has(key))) return record;
  return Object.fromEntries(Object.entries(record).filter(([key]) => !gone.has(key)));
}
