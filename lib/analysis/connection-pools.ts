import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import { copiesOf } from "./capacity.ts";
import type { DesignIndex } from "./design-index.ts";

/** Connections that a database with so many cores works off best (Q12): 2 × cores + 1 (000 §7). */
export const poolFormula = (cores: number): number => 2 * cores + 1;

/** Share of the connections of a database that pools may take (Q12); the rest is for migrations, backups and people. */
const SHARE_FOR_POOLS = 0.8;

/** Connections that each of so many copies may hold (Q12): 80% of what the database accepts, divided among them. */
export const poolPerInstance = (maxConnections: number, copies: number): number => Math.floor((maxConnections * SHARE_FOR_POOLS) / Math.max(1, copies));

/** What all pools on a database may open together. */
export interface PoolDemand {
  /** Σ copies × pool size, over the pools whose size is known. */
  readonly connections: number;
  /** Copies of all callers that have a pool. */
  readonly copies: number;
  readonly pools: readonly Connection[];
  /** Pools without a size. */
  readonly unsized: readonly Connection[];
}

/** Connections that all callers of a database open together (Q12); nothing when no caller has a pool. */
export function poolDemand(database: Component, index: DesignIndex): PoolDemand | undefined {
  let demand: { connections: number; copies: number; pools: Connection[]; unsized: Connection[] } | undefined;
  for (const connection of index.incoming(database.id)) {
    if (connection.kind !== "data" || !connection.pool) continue;
    const caller = index.source(connection);
    const copies = caller ? copiesOf(caller) : 1;
    demand ??= { connections: 0, copies: 0, pools: [], unsized: [] };
    demand.pools.push(connection);
    demand.copies += copies;
    if (connection.pool.size === undefined) demand.unsized.push(connection);
    else demand.connections += copies * connection.pool.size;
  }
  return demand;
}
