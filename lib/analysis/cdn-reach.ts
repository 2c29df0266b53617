import type { Component } from "#lib/model/component.ts";
import type { Endpoint } from "#lib/model/contract.ts";
import { isEdge } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import type { DesignIndex } from "./design-index.ts";

/** Whether the answers of a component pass through a CDN: it is called by one, directly or by way of load balancers and gateways. */
export const isBehindCdn = (component: Component, index: DesignIndex): boolean => index.ofKind("cdn").length > 0 && index.once(reachedByCdn).has(component.id);

function reachedByCdn(index: DesignIndex): ReadonlySet<Id> {
  const reached = new Set<Id>();
  const waiting = [...index.ofKind("cdn")];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const connection of index.outgoing(next.id)) {
      const target = connection.kind === "call" ? index.target(connection) : undefined;
      if (!target || reached.has(target.id)) continue;
      reached.add(target.id);
      if (isEdge(target)) waiting.push(target);
    }
  }
  return reached;
}

/** Whether an operation is a GET whose answer may be stored. */
export const isCacheableGet = (endpoint: Endpoint): boolean => endpoint.cacheable === true && endpoint.method?.toUpperCase() === "GET";

/** Whether an operation asks who the caller is. */
export const needsAuth = (endpoint: Endpoint): boolean => endpoint.auth !== undefined && endpoint.auth !== "" && endpoint.auth.toLowerCase() !== "none";

const KEPT_PRIVATE = /(?:^|[\s,])(?:private|no-store)(?:$|[\s,=])/iu;

/** Whether a Cache-Control header keeps shared caches from storing the answer. */
export const isKeptPrivate = (cacheControl: string | undefined): boolean => cacheControl !== undefined && KEPT_PRIVATE.test(cacheControl);
