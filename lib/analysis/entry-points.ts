import type { Component, ComponentKind } from "#lib/model/component.ts";
import type { Id } from "#lib/model/schema.ts";
import type { DesignIndex } from "./design-index.ts";

/** Kinds at which traffic of clients can arrive. */
export const ENTRY_KINDS = ["cdn", "loadBalancer", "gateway", "bff", "service", "function"] as const satisfies readonly ComponentKind[];

const entryKinds = new Set<ComponentKind>(ENTRY_KINDS);

/** The components that clients call first, each with one of the clients. Clients inside private or restricted zones are the operator's own and open no entry. */
export const entryPoints = (index: DesignIndex): ReadonlyMap<Id, Component> => index.once(findEntryPoints);

function findEntryPoints(index: DesignIndex): ReadonlyMap<Id, Component> {
  const entries = new Map<Id, Component>();
  for (const client of index.ofKind("client")) {
    const trust = index.trustOf(client);
    if (trust === "private" || trust === "restricted") continue;
    for (const connection of index.outgoing(client.id)) {
      const first = connection.kind === "call" ? index.target(connection) : undefined;
      if (first && entryKinds.has(first.kind) && !entries.has(first.id)) entries.set(first.id, client);
    }
  }
  return entries;
}
