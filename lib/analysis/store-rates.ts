import type { Component } from "#lib/model/component.ts";
import type { DesignIndex } from "./design-index.ts";
import { groupOf } from "./ownership.ts";

/** How often a database is read and written per second; what nobody declared is unknown. */
export interface StoreRates {
  readonly reads: number | undefined;
  readonly writes: number | undefined;
}

/** Reads and writes of a database and its replicas: what their access patterns say, else what the connections to them say. */
export function storeRates(head: Component, index: DesignIndex): StoreRates {
  let patternReads: number | undefined;
  let patternWrites: number | undefined;
  let connectionReads: number | undefined;
  let connectionWrites: number | undefined;
  for (const member of groupOf(head, index)) {
    for (const { readRps, writeRps } of member.accessPatterns ?? []) {
      patternReads = plus(patternReads, readRps);
      patternWrites = plus(patternWrites, writeRps);
    }
    for (const { kind, readRps, writeRps } of index.incoming(member.id)) {
      if (kind !== "data") continue;
      connectionReads = plus(connectionReads, readRps);
      connectionWrites = plus(connectionWrites, writeRps);
    }
  }
  return { reads: patternReads ?? connectionReads, writes: patternWrites ?? connectionWrites };
}

/** Sum in which what is unknown adds nothing. */
export const plus = (sum: number | undefined, value: number | undefined): number | undefined => (value === undefined ? sum : (sum ?? 0) + value);

const isInsert = (kind: string | undefined): boolean => kind === "insertRow" || kind === "insertBulk";

/** Where a missing rate of a database belongs, as `orders.byUser.readRps` (an access pattern) or `order-orders.readRps` (a connection). */
export function placeOfRate(head: Component, index: DesignIndex, rate: "readRps" | "writeRps"): string {
  const patterns = head.accessPatterns ?? [];
  const pattern = patterns.find(({ kind }) => isInsert(kind) === (rate === "writeRps")) ?? patterns[0];
  if (pattern) return `${head.id}.${pattern.id}.${rate}`;
  let connection: string | undefined;
  for (const { id, kind, mode } of index.incoming(head.id)) {
    if (kind === "data" && mode !== (rate === "readRps" ? "w" : "r") && (connection === undefined || id < connection)) connection = id;
  }
  return connection === undefined ? `${head.id}.accessPatterns` : `${connection}.${rate}`;
}
