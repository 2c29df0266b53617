import type { Component } from "#lib/model/component.ts";
import type { Id } from "#lib/model/schema.ts";
import type { DesignIndex } from "./design-index.ts";

const NONE: readonly Component[] = [];

/** A route of a gateway. */
export type Route = NonNullable<Component["routes"]>[number];

/** The gateways through which a function is reached, by a call or by a route, ordered by id. */
export const gatewaysBefore = (functionId: Id, index: DesignIndex): readonly Component[] => index.once(gatewaysByFunction).get(functionId) ?? NONE;

/** Whether a gateway stands before functions, by a call or by a route. */
export const standsBeforeFunctions = (gateway: Component, index: DesignIndex): boolean =>
  (gateway.routes?.some(({ to }) => index.component(to)?.kind === "function") ?? false) ||
  index.outgoing(gateway.id).some((connection) => connection.kind === "call" && index.target(connection)?.kind === "function");

/** A route key in its standard form, `GET /streams`; empty when there is none. */
export function routeKey(written: string | undefined): string {
  const [method = "", ...path] = (written ?? "").trim().split(/\s+/u);
  return path.length === 0 ? method : `${method.toUpperCase()} ${path.join(" ")}`;
}

/** Whether one route key stands for everything that another one does: the same, `$default`, `ANY` for a method, `{proxy+}` for the rest of a path. Both in standard form. */
export function covers(general: string, key: string): boolean {
  if (general === key || general === "$default") return true;
  const [method = "", path = ""] = general.split(" ");
  const [otherMethod, otherPath = ""] = key.split(" ");
  if (method !== "ANY" && method !== otherMethod) return false;
  const rest = /^(.*\/)\{[^/{}]+\+\}$/u.exec(path);
  return path === otherPath || (rest?.[1] !== undefined && otherPath.startsWith(rest[1]));
}

/** The resource that a route key is about, `streams` of `GET /v1/streams/{id}/clips`; nothing when the key names none. */
export function resourceOf(key: string): string | undefined {
  const path = routeKey(key).split(" ")[1];
  return path
    ?.split("/")
    .find((segment) => segment !== "" && !/^(?:api|v\d+)$/iu.test(segment) && !/^[{:]/u.test(segment))
    ?.toLowerCase();
}

function gatewaysByFunction(index: DesignIndex): ReadonlyMap<Id, readonly Component[]> {
  const found = new Map<Id, Set<Component>>();
  const add = (gateway: Component, id: Id | undefined) => {
    const reached = index.component(id);
    if (reached?.kind !== "function") return;
    const gateways = found.get(reached.id);
    if (gateways) gateways.add(gateway);
    else found.set(reached.id, new Set([gateway]));
  };
  for (const gateway of index.ofKind("gateway")) {
    for (const { to } of gateway.routes ?? []) add(gateway, to);
    for (const connection of index.outgoing(gateway.id)) if (connection.kind === "call") add(gateway, connection.to);
  }
  return new Map([...found].map(([id, gateways]) => [id, [...gateways].toSorted((left, right) => (left.id < right.id ? -1 : 1))]));
}
