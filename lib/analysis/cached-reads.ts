import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Id } from "#lib/model/schema.ts";
import type { DesignIndex } from "./design-index.ts";
import { headOf } from "./ownership.ts";

/** Whether a connection uses its cache as a cache, and not as a session or primary store. */
export const isCaching = (connection: Connection): boolean => connection.kind === "cacheAccess" && (connection.use === undefined || connection.use === "cache");

/** The database behind a cache connection: its declared origin, else the only one that the same service reads. The head of its group. */
function originOf(access: Connection, index: DesignIndex): Component | undefined {
  const declared = index.component(access.origin);
  if (declared) return declared.kind === "database" ? headOf(declared, index) : undefined;
  let only: Component | undefined;
  for (const connection of index.outgoing(access.from)) {
    const store = connection.kind === "data" && connection.mode !== "w" ? index.target(connection) : undefined;
    if (store?.kind !== "database") continue;
    const head = headOf(store, index);
    if (only && only !== head) return undefined;
    only = head;
  }
  return only;
}

/** The cache connections whose misses go to a database, by the id of the head of its group. Compute once: `index.once(cachedReads)`. */
export function cachedReads(index: DesignIndex): ReadonlyMap<Id, readonly Connection[]> {
  const reads = new Map<Id, Connection[]>();
  for (const access of index.connectionsOfKind("cacheAccess")) {
    const origin = isCaching(access) ? originOf(access, index) : undefined;
    if (!origin) continue;
    const list = reads.get(origin.id);
    if (list) list.push(access);
    else reads.set(origin.id, [access]);
  }
  return reads;
}
