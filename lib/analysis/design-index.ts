import { type Boundary, type BoundaryKind, TRUST_LEVELS, type TrustLevel } from "#lib/model/boundary.ts";
import type { Component, ComponentKind } from "#lib/model/component.ts";
import type { Connection, ConnectionKind } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import type { Flow, Saga } from "#lib/model/flow.ts";
import type { Id } from "#lib/model/schema.ts";

const NONE: readonly never[] = [];

/**
 * One design value as a graph: look-ups and shared walks that rules and analyses read. Built once per pass;
 * costs one walk over the collections, everything else is computed on first use and kept.
 */
export class DesignIndex {
  readonly design: Design;
  readonly components: ReadonlyMap<Id, Component>;
  readonly #outgoing = new Map<Id, Connection[]>();
  readonly #incoming = new Map<Id, Connection[]>();
  readonly #byKind = new Map<ComponentKind, Component[]>();
  readonly #connectionsByKind = new Map<ConnectionKind, Connection[]>();
  readonly #memo = new Map<unknown, unknown>();

  constructor(design: Design) {
    this.design = design;
    const components = new Map<Id, Component>();
    for (const component of design.components) {
      components.set(component.id, component);
      push(this.#byKind, component.kind, component);
    }
    this.components = components;
    for (const connection of design.connections) {
      push(this.#outgoing, connection.from, connection);
      push(this.#incoming, connection.to, connection);
      push(this.#connectionsByKind, connection.kind, connection);
    }
  }

  /** The component with this id. */
  component(id: Id | undefined): Component | undefined {
    return id === undefined ? undefined : this.components.get(id);
  }
  /** Name of a component as people know it; its id when there is no such component. */
  nameOf(id: Id | undefined): string {
    return id === undefined ? "?" : this.components.get(id)?.name || id;
  }
  /** The component that a connection leaves. */
  source(connection: Connection): Component | undefined {
    return this.components.get(connection.from);
  }
  /** The component that a connection reaches. */
  target(connection: Connection): Component | undefined {
    return this.components.get(connection.to);
  }
  /** Connections that leave a component. */
  outgoing(id: Id): readonly Connection[] {
    return this.#outgoing.get(id) ?? NONE;
  }
  /** Connections that reach a component. */
  incoming(id: Id): readonly Connection[] {
    return this.#incoming.get(id) ?? NONE;
  }
  /** Components of one kind. */
  ofKind(kind: ComponentKind): readonly Component[] {
    return this.#byKind.get(kind) ?? NONE;
  }
  /** Connections of one kind. */
  connectionsOfKind(kind: ConnectionKind): readonly Connection[] {
    return this.#connectionsByKind.get(kind) ?? NONE;
  }

  /** Computes something once per index and keeps it; the key is the function itself. */
  once<Value>(compute: (index: DesignIndex) => Value): Value {
    const known = this.#memo.get(compute);
    if (known !== undefined || this.#memo.has(compute)) return known as Value; // What was kept under a function is what it computed.
    const value = compute(this);
    this.#memo.set(compute, value);
    return value;
  }

  /** Connections by id. */
  get connections(): ReadonlyMap<Id, Connection> {
    return this.once(connectionsById);
  }
  /** Boundaries by id. */
  get boundaries(): ReadonlyMap<Id, Boundary> {
    return this.once(boundariesById);
  }
  /** Sagas by id. */
  get sagas(): ReadonlyMap<Id, Saga> {
    return this.once(sagasById);
  }
  /** The flows that walk over a connection. */
  flowsOver(connectionId: Id): readonly Flow[] {
    return this.once(flowsByConnection).get(connectionId) ?? NONE;
  }
  /** The connections of a flow that exist, in its order. */
  connectionsOf(flow: Flow): readonly Connection[] {
    return this.once(connectionsByFlow).get(flow) ?? NONE;
  }
  /** The boundary of the given kind that holds a component: named by the component, or around a boundary that it names. */
  boundaryOf(component: Component, kind: BoundaryKind): Boundary | undefined {
    const context = component.contexts?.[0];
    const { team, zone, region } = component;
    const named = kind === "context" ? context : kind === "team" ? team : kind === "zone" ? zone : region;
    const boundary = named === undefined ? undefined : this.boundaries.get(named);
    return boundary ?? this.#around(context, kind) ?? this.#around(team, kind) ?? this.#around(zone, kind) ?? this.#around(region, kind);
  }
  /** Level of trust of the zone that holds a component; zones named after a level need not be drawn. */
  trustOf(component: Component): TrustLevel | undefined {
    const zone = this.boundaryOf(component, "zone");
    return zone?.trust ?? levelOf(zone?.id) ?? levelOf(zone?.name) ?? levelOf(component.zone);
  }
  /** The primary database at the head of a replica (itself when it is no replica). */
  primaryOf(database: Component): Component {
    let current = database;
    for (let hops = 0; hops < 16 && current.replicaOf; hops += 1) {
      const next = this.components.get(current.replicaOf);
      if (!next || next === current) break;
      current = next;
    }
    if (current.role === "replica" && !current.replicaOf) {
      const link = this.incoming(current.id).find((connection) => connection.kind === "replicate");
      const primary = link && this.components.get(link.from);
      if (primary) return primary;
    }
    return current;
  }

  #around(id: Id | undefined, kind: BoundaryKind): Boundary | undefined {
    let current = id;
    for (let hops = 0; hops < 32 && current !== undefined; hops += 1) {
      const boundary = this.boundaries.get(current);
      if (!boundary) return undefined;
      if (boundary.kind === kind) return boundary;
      current = boundary.parent;
    }
    return undefined;
  }
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const levelOf = (name: string | undefined): TrustLevel | undefined => TRUST_LEVELS.find((level) => level === name?.toLowerCase());
const connectionsById = (index: DesignIndex) => byId(index.design.connections);
const boundariesById = (index: DesignIndex) => byId(index.design.boundaries);
const sagasById = (index: DesignIndex) => byId(index.design.sagas);

function byId<Element extends { readonly id: Id }>(elements: readonly Element[]): Map<Id, Element> {
  const found = new Map<Id, Element>();
  for (const element of elements) found.set(element.id, element);
  return found;
}

function connectionsByFlow(index: DesignIndex): Map<Flow, Connection[]> {
  const known = index.connections;
  const byFlow = new Map<Flow, Connection[]>();
  for (const flow of index.design.flows) {
    const walk: Connection[] = [];
    for (const id of flow.connections ?? NONE) {
      const connection = known.get(id);
      if (connection) walk.push(connection);
    }
    byFlow.set(flow, walk);
  }
  return byFlow;
}

function flowsByConnection(index: DesignIndex): Map<Id, Flow[]> {
  const byConnection = new Map<Id, Flow[]>();
  for (const flow of index.design.flows) {
    for (const id of new Set(flow.connections)) push(byConnection, id, flow);
  }
  return byConnection;
}
