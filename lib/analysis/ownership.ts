import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Id } from "#lib/model/schema.ts";
import type { DesignIndex } from "./design-index.ts";

const NONE: readonly never[] = [];

/** The bounded contexts of a component: those it declares, else the one that it is nested in. Ids; empty when nobody said. */
export function contextsOf(component: Component, index: DesignIndex): readonly Id[] {
  const { contexts } = component;
  return contexts !== undefined && contexts.length > 0 ? contexts : (index.once(contextsByNesting).get(component.id) ?? NONE);
}

/** The team that owns a component: the one it names, else the one whose boundary it is nested in. An id. */
export function teamOf(component: Component, index: DesignIndex): Id | undefined {
  return component.team ?? index.once(teamsByNesting).get(component.id);
}

/** Who may own data alone: a bounded context or a single service (CF-10). */
export type Isolation = "context" | "service";

/** Reads the threshold `boundaries.dbIsolation`, whose type is any text. */
export const isolationOf = (value: string): Isolation => (value === "service" ? "service" : "context");

/** The owners of data that a component stands for: its bounded contexts, or itself when every service owns its data alone. */
export function unitsOf(component: Component, index: DesignIndex, isolation: Isolation): readonly Id[] {
  return isolation === "service" ? [component.id] : contextsOf(component, index);
}

/** The owners of a database: those of its owning service, else the contexts that the database itself is drawn in. Empty when nobody said. */
export function ownersOf(database: Component, index: DesignIndex, isolation: Isolation): readonly Id[] {
  const owner = index.component(database.owner);
  if (owner) return unitsOf(owner, index, isolation);
  return isolation === "context" ? contextsOf(database, index) : NONE;
}

/** Whether two lists of owners have a member in common. */
export const overlap = (left: readonly Id[], right: readonly Id[]): boolean => left.some((id) => right.includes(id));

/** Elements in an order that does not depend on which was drawn first. */
export function byId<Element extends { readonly id: Id }>(elements: Iterable<Element>): Element[] {
  const list = [...elements];
  return list.length > 1 ? list.toSorted((left, right) => (left.id < right.id ? -1 : 1)) : list;
}

/** Name of a boundary or component as people know it; its id when there is none. */
export const unitName = (id: Id, index: DesignIndex): string => index.boundaries.get(id)?.name || index.nameOf(id);

/** Whether a data connection writes; an arrow without a direction counts as both. */
export const writesData = (connection: Connection): boolean => connection.kind === "data" && (connection.mode === undefined || connection.mode === "w" || connection.mode === "rw");

/** Whether a database holds the original of its data: no replica, read model, event store or cache store. */
export const isPrimary = (database: Component): boolean => database.kind === "database" && (database.role === undefined || database.role === "primary");

/**
 * The database at the head of a group of replicas; itself when it is no replica.
 * A replica without a link belongs to the primary of its cluster, else to the only primary that it can be a copy of.
 */
export const headOf = (database: Component, index: DesignIndex): Component => index.once(databaseGroups).heads.get(database.id) ?? database;

/** A database and its replicas, the head first. */
export const groupOf = (head: Component, index: DesignIndex): readonly Component[] => index.once(databaseGroups).members.get(head.id) ?? [head];

interface DatabaseGroups {
  readonly heads: ReadonlyMap<Id, Component>;
  readonly members: ReadonlyMap<Id, readonly Component[]>;
}

/** Only what is a replica is kept; a database that is not found is its own group. */
function databaseGroups(index: DesignIndex): DatabaseGroups {
  const heads = new Map<Id, Component>();
  const members = new Map<Id, Component[]>();
  for (const database of index.ofKind("database")) {
    if (database.role !== "replica" && database.replicaOf === undefined) continue;
    const head = replicated(database, index);
    if (head === database) continue;
    heads.set(database.id, head);
    const group = members.get(head.id);
    if (group) group.push(database);
    else members.set(head.id, [head, database]);
  }
  return { heads, members };
}

function replicated(replica: Component, index: DesignIndex): Component {
  const walked = new Set<Component>();
  let current = replica;
  for (let next = sourceOf(current, index); next; next = sourceOf(current, index)) {
    walked.add(current);
    current = next;
    // Replicas in a circle are one group; the first by id stands for it.
    if (walked.has(current)) return byId([...walked].slice([...walked].indexOf(current)))[0] ?? replica;
  }
  if (current.role !== "replica") return current;
  const { clusterId, engine } = current;
  return (
    (clusterId === undefined ? undefined : onlyPrimary(index, (candidate) => candidate.clusterId === clusterId)) ??
    onlyPrimary(index, (candidate) => !differ(candidate.clusterId, clusterId) && !differ(candidate.engine, engine)) ??
    current
  );
}

/** The database that a replica is filled from: the one it names, else the one that a connection replicates. */
function sourceOf(replica: Component, index: DesignIndex): Component | undefined {
  const named = index.component(replica.replicaOf);
  if (named?.kind === "database") return named;
  if (replica.role !== "replica") return undefined;
  const linked = index.incoming(replica.id).flatMap((connection) => (connection.kind === "replicate" ? (index.source(connection) ?? []) : []));
  return byId(linked.filter((source) => source.kind === "database"))[0];
}

function onlyPrimary(index: DesignIndex, fits: (candidate: Component) => boolean): Component | undefined {
  let only: Component | undefined;
  for (const candidate of index.ofKind("database")) {
    if (!isPrimary(candidate) || candidate.replicaOf !== undefined || !fits(candidate)) continue;
    if (only) return undefined;
    only = candidate;
  }
  return only;
}

const differ = (left: string | undefined, right: string | undefined): boolean => left !== undefined && right !== undefined && left !== right;

function contextsByNesting(index: DesignIndex): Map<Id, readonly Id[]> {
  const nested = new Map<Id, readonly Id[]>();
  if (!index.design.boundaries.some((boundary) => boundary.kind === "context")) return nested;
  for (const component of index.design.components) {
    if (component.contexts?.length || (component.team ?? component.zone ?? component.region) === undefined) continue;
    const context = index.boundaryOf(component, "context");
    if (context) nested.set(component.id, [context.id]);
  }
  return nested;
}

function teamsByNesting(index: DesignIndex): Map<Id, Id> {
  const nested = new Map<Id, Id>();
  if (!index.design.boundaries.some((boundary) => boundary.kind === "team")) return nested;
  for (const component of index.design.components) {
    if (component.team !== undefined || (component.contexts?.[0] ?? component.zone ?? component.region) === undefined) continue;
    const team = index.boundaryOf(component, "team");
    if (team) nested.set(component.id, team.id);
  }
  return nested;
}
