import type { Component } from "#lib/model/component.ts";
import { isCompute, isMessaging } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import type { DesignIndex } from "./design-index.ts";
import { byId, contextsOf, headOf, isPrimary, writesData } from "./ownership.ts";

const NONE: readonly never[] = [];

/** How a store is kept up to date with data that lives elsewhere. */
export interface Feed {
  /** Topics and queues that it is fed from, through a connector or through programs that subscribe to them. */
  readonly channels: readonly Component[];
  /** Databases that it is fed from, through change capture, replication or a batch job that reads them. */
  readonly databases: readonly Component[];
  /** Programs that write it. */
  readonly writers: readonly Component[];
}

/** Finds what feeds a database. */
export function feedOf(database: Component, index: DesignIndex): Feed {
  const channels = new Set<Component>();
  const databases = new Set<Component>();
  const writers = new Set<Component>();
  const add = (source: Component | undefined) => {
    if (isMessaging(source) && source) channels.add(source);
    else if (source?.kind === "database") databases.add(source);
  };
  for (const connection of index.incoming(database.id)) {
    const source = index.source(connection);
    if (connection.kind === "connector" || connection.kind === "replicate") add(source);
    if (!source || !writesData(connection) || !isCompute(source) || writers.has(source)) continue;
    writers.add(source);
    for (const inbound of index.incoming(source.id)) if (inbound.kind === "subscribe" || inbound.kind === "connector") add(index.source(inbound));
    if (source.kind !== "batchJob" && source.kind !== "streamProcessor") continue;
    for (const read of index.outgoing(source.id)) if (read.kind === "data" && read.mode !== "w" && read.to !== database.id) add(index.target(read));
  }
  return { channels: byId(channels), databases: byId(databases), writers: byId(writers) };
}

/** Whether anything at all brings changes into a store. */
export const isFed = ({ channels, databases }: Feed): boolean => channels.length + databases.length > 0;

/** A read model with everything that its data comes from. */
export interface ReadModel {
  readonly database: Component;
  readonly feed: Feed;
  /** Ids of the contexts, services and databases whose data it shows. */
  readonly units: ReadonlySet<Id>;
}

/** Every read model of a design. */
export const readModels = (index: DesignIndex): ReadonlyMap<Id, ReadModel> => index.once(findReadModels);

/** Whether some read model shows the data of a component: of its context, of itself, of its owner. */
export const hasReadModel = (component: Component, index: DesignIndex): boolean => {
  const shown = index.once(shownUnits);
  return shown.size > 0 && unitsAround(component, index).some((id) => shown.has(id));
};

/** The primary databases whose data a read model shows, by id. */
export function primariesOf(readModel: ReadModel, index: DesignIndex): readonly Component[] {
  const byUnit = index.once(primariesByUnit);
  const found = new Set<Component>();
  for (const unit of readModel.units) for (const primary of byUnit.get(unit) ?? NONE) found.add(primary);
  return byId(found);
}

/** The database that a copy is made of: the one it names, else the only primary whose data it shows. */
export function originalOf(copy: Component, index: DesignIndex): Component | undefined {
  const named = index.component(copy.copyOf);
  if (named?.kind === "database" && named !== copy) return headOf(named, index);
  const readModel = readModels(index).get(copy.id);
  const primaries = readModel ? primariesOf(readModel, index) : NONE;
  return primaries.length === 1 ? primaries[0] : undefined;
}

/** Ids under which the data of a component is known: itself, its owner, their contexts. */
function unitsAround(component: Component, index: DesignIndex): Id[] {
  const owner = index.component(component.owner);
  return [component.id, ...(owner ? [owner.id, ...contextsOf(owner, index)] : NONE), ...contextsOf(component, index)];
}

function findReadModels(index: DesignIndex): Map<Id, ReadModel> {
  const found = new Map<Id, ReadModel>();
  for (const database of index.ofKind("database")) {
    if (database.role !== "readModel") continue;
    const feed = feedOf(database, index);
    const units = new Set<Id>(unitsAround(database, index));
    const add = (source: Component | undefined) => {
      if (source) for (const unit of unitsAround(source, index)) units.add(unit);
    };
    add(index.component(database.copyOf));
    for (const source of feed.databases) add(source);
    for (const channel of feed.channels) for (const connection of index.incoming(channel.id)) if (connection.kind === "publish") add(index.source(connection));
    found.set(database.id, { database, feed, units });
  }
  return found;
}

function shownUnits(index: DesignIndex): Set<Id> {
  const shown = new Set<Id>();
  for (const { units } of readModels(index).values()) for (const unit of units) shown.add(unit);
  return shown;
}

function primariesByUnit(index: DesignIndex): Map<Id, Component[]> {
  const byUnit = new Map<Id, Component[]>();
  for (const database of index.ofKind("database")) {
    if (!isPrimary(database) || database.replicaOf !== undefined || database.copyOf !== undefined) continue;
    for (const unit of new Set(unitsAround(database, index))) {
      const list = byUnit.get(unit);
      if (list) list.push(database);
      else byUnit.set(unit, [database]);
    }
  }
  return byUnit;
}
