import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { TrustLevel } from "#lib/model/boundary.ts";
import type { Component, ComponentKind } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import { freshId, patched, removeElements } from "#lib/model/edit.ts";
import { type Id, LINE_LIMIT } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { addNear, routeThrough } from "../insert.ts";
import { defineRule, finding } from "../rule.ts";

type Data = { readonly from: TrustLevel; readonly to: TrustLevel };

/** Kinds that may stand on the line between two zones, because they are there to check what passes. */
const GUARDS: ReadonlySet<ComponentKind> = new Set(["gateway", "loadBalancer", "cdn", "bff", "idp"]);

/** Components out in the open, and their trust; few of all. */
function exposed(index: DesignIndex): ReadonlyMap<Id, TrustLevel> {
  const found = new Map<Id, TrustLevel>();
  if (!hasZones(index)) return found;
  for (const component of index.components.values()) {
    if (GUARDS.has(component.kind)) continue;
    const level = index.trustOf(component);
    if (level === "public" || level === "external") found.set(component.id, level);
  }
  return found;
}

const hasZones = (index: DesignIndex): boolean =>
  index.design.boundaries.some((boundary) => boundary.kind === "zone") || index.design.components.some((component) => component.zone !== undefined);

/** The gateway to lead the connection over: the only one of the design, or a new one in the DMZ. */
function withGateway(design: Design, index: DesignIndex, from: Id, to: Id): { readonly design: Design; readonly gateway: Id } {
  const [only, ...others] = index.ofKind("gateway");
  if (only && others.length === 0) return { design, gateway: only.id };
  const id = freshId(design, "gateway");
  const zone = design.boundaries.find((boundary) => boundary.kind === "zone" && boundary.trust === "dmz")?.id ?? "dmz";
  return { design: addNear(design, { id, kind: "gateway", name: "Gateway", zone }, [from, to]), gateway: id };
}

/** Leads one connection over another component; a call between the two that was already there takes its place. */
function detour(design: Design, connection: Connection, via: Id): Design {
  const next = routeThrough(design, via, [connection], "from");
  const behind = connection.kind === "call" ? callBetween(design, via, connection.to) : undefined;
  if (!behind) return next;
  const flows = next.flows.map((flow) => patched(flow, { connections: flow.connections?.map((id) => (id === connection.id ? behind.id : id)) }));
  return removeElements({ ...next, flows }, [connection.id]);
}

const callBetween = (design: Design, from: Id, to: Id): Connection | undefined =>
  design.connections.find((connection) => connection.kind === "call" && connection.from === from && connection.to === to);

/** A gateway cannot speak to a store or topic, so a service of the inner zone does: the store's own front door. */
function withService(design: Design, connection: Connection, store: Component): { readonly design: Design; readonly call: Connection | undefined } {
  const id = freshId(design, `${store.id}-access`);
  // All that the trust of a component can come from, so that the service stands where the store stands.
  const { contexts, team, zone, region } = store;
  const service = patched<Component>({ id, kind: "service", name: `${store.name || store.id} access`.slice(0, LINE_LIMIT) }, { contexts, team, zone, region });
  const next = detour(addNear(design, service, [connection.from, store.id]), connection, id);
  return { design: next, call: callBetween(next, connection.from, id) };
}

const zones = sketch().boundary("zone", "internet", { trust: "public" }).boundary("zone", "inside", { trust: "private" });
const shop = zones.client("web", { zone: "internet" }).service("order", { zone: "inside" });
const page = zones.service("page", { zone: "internet" });

export const zoneBypass = defineRule<Data>({
  id: "security/zone-bypass",
  title: "Edge jumps over the trust boundary",
  severity: "error",
  each: "connection",
  // Who opens the line is clear for these; a subscriber, replica or connector fetches against the arrow, a library is in-process.
  kinds: ["call", "data", "cacheAccess", "publish"],
  check(connection, { index }) {
    const from = index.once(exposed).get(connection.from);
    const target = from && index.target(connection);
    if (!target || GUARDS.has(target.kind)) return undefined;
    const to = index.trustOf(target);
    return to === "private" || to === "restricted" ? finding({ data: { from, to } }) : undefined;
  },
  message({ element, data }, { index }) {
    const connection = index.connections.get(element.id);
    return `${index.nameOf(connection?.from)} in the ${data.from} zone reaches ${index.nameOf(connection?.to)} in the ${data.to} zone directly, past every gateway.`;
  },
  why: "A zone protects only when everything that enters passes one guarded door; a single direct line makes the wall worthless.",
  remedy: "Lead the connection over a gateway that authenticates, limits and logs; put a service in front of a store.",
  sources: ["003 System Design Principles (zero trust, gateways)", "002"],
  needs: ["component.zone", "boundary.trust"],
  fix: {
    title: "Lead it over the gateway (a new one when there is none or a choice of several)",
    apply(design, found, { index }) {
      const connection = index.connections.get(found.element.id);
      const target = connection && index.target(connection);
      if (!connection || !target) return design;
      const inner = connection.kind === "call" ? { design, call: connection } : withService(design, connection, target);
      if (!inner.call) return design;
      const guarded = withGateway(inner.design, index, connection.from, connection.to);
      return detour(guarded.design, inner.call, guarded.gateway);
    },
  },
  examples: {
    bad: [
      { title: "The browser calls a service of the private network", sketch: shop.call("web", "order", { tls: true }) },
      { title: "A public page server reads the database", sketch: page.database("orders", { zone: "inside" }).data("page", "orders", { mode: "r", tls: true }) },
    ],
    good: [
      {
        title: "The gateway in the DMZ is the only door",
        sketch: shop.gateway("gateway", { zone: "dmz" }).call("web", "gateway", { tls: true }).call("gateway", "order", { tls: true }),
      },
      { title: "The other way is no bypass", sketch: shop.external("bank", { zone: "internet" }).call("order", "bank", { tls: true }) },
    ],
  },
});
