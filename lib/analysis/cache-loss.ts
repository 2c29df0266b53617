import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Id } from "#lib/model/schema.ts";
import { cachedReads } from "./cached-reads.ts";
import type { DesignIndex } from "./design-index.ts";
import { finite } from "./finite.ts";
import { groupOf } from "./ownership.ts";

/** Reads per second that a cache leaves to the origin (Q17): those that it does not hit. */
export const originRps = (readRps: number, hitRatio: number): number => readRps * (1 - hitRatio);

/** How many times more reads the origin gets when the cache is lost (Q17); nothing when the cache leaves it none. */
export const lossFactor = (hitRatio: number): number | undefined => (hitRatio < 1 ? finite(1 / (1 - hitRatio)) : undefined);

/** Requests that load a hot entry at the same time when it expires (Q17). */
export const parallelMisses = (readRps: number, loadMs: number): number => (readRps * loadMs) / 1_000;

/** What a database gets and can take when the caches in front of it are lost. */
export interface CacheLoss {
  /** Reads per second that the caches answer; at least so many while numbers are missing. */
  readonly cachedRps: number;
  /** Reads per second that pass them by; at least so many while numbers are missing. */
  readonly directRps: number;
  /** Reads per second that the database and its replicas carry; nothing while a number is missing. */
  readonly capacityRps: number | undefined;
  /** The connections through which it is read with a cache. */
  readonly accesses: readonly Connection[];
  /** The database and its replicas. */
  readonly members: readonly Component[];
}

/** Adds up what a database at the head of its group gets without its caches; nothing when it has none. */
export function cacheLoss(head: Component, index: DesignIndex): CacheLoss | undefined {
  const accesses = index.once(cachedReads).get(head.id);
  if (!accesses) return undefined;
  const members = groupOf(head, index);
  let directRps = 0;
  let capacityRps: number | undefined = 0;
  for (const { id, maxReadRps } of members) {
    capacityRps = capacityRps === undefined || maxReadRps === undefined ? undefined : capacityRps + maxReadRps;
    for (const { kind, readRps } of index.incoming(id)) if (kind === "data") directRps += readRps ?? 0;
  }
  return { cachedRps: accesses.reduce((sum, { readRps }) => sum + (readRps ?? 0), 0), directRps, capacityRps, accesses, members };
}

/** The database behind a cache connection, at the head of its group; nothing when nobody can tell which. */
export const originOf = (access: Connection, index: DesignIndex): Component | undefined => index.component(index.once(originByAccess).get(access.id));

function originByAccess(index: DesignIndex): ReadonlyMap<Id, Id> {
  const origins = new Map<Id, Id>();
  for (const [origin, accesses] of index.once(cachedReads)) for (const { id } of accesses) origins.set(id, origin);
  return origins;
}
