import { covers, gatewaysBefore, type Route, routeKey } from "#lib/analysis/gateway-routes.ts";
import type { Component } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

interface Drift {
  /** Routes of a gateway that the function does not handle. */
  readonly unhandled: readonly string[];
  /** Keys of the function that no gateway routes to it. */
  readonly unrouted: readonly string[];
}

const routesTo = (gateways: readonly Component[], id: string): Route[] => gateways.flatMap(({ routes = [] }) => routes.filter(({ to }) => to === id));
const keysOf = (written: readonly (string | undefined)[]): string[] => [...new Set(written.map(routeKey))].filter((key) => key !== "");

function driftOf(component: Component, gateways: readonly Component[]): Drift {
  const handled = keysOf(component.routeKeys ?? []);
  const routed = keysOf(routesTo(gateways, component.id).map(({ key }) => key));
  return {
    unhandled: routed.filter((key) => !handled.some((own) => covers(own, key) || covers(key, own))).toSorted(),
    unrouted: handled.filter((key) => !routed.some((route) => covers(route, key))).toSorted(),
  };
}

/** The gateway that gets a missing route: the first that already routes to the function, else the first that has routes at all. */
const gatewayFor = (component: Component, gateways: readonly Component[]): Component | undefined =>
  gateways.find(({ routes }) => routes?.some(({ to }) => to === component.id)) ?? gateways.find(({ routes }) => routes !== undefined);

/** What all routes of a gateway to a function have in common as authorizer. */
function commonAuthorizer(gateway: Component, id: string): string | undefined {
  const authorizers = new Set((gateway.routes ?? []).flatMap((route) => (route.to === id && route.public !== true ? [route.authorizer] : [])));
  return authorizers.size === 1 ? [...authorizers][0] : undefined;
}

function missingFor(component: Component, gateways: readonly Component[]): string[] {
  if (component.routeKeys === undefined) return routesTo(gateways, component.id).length > 0 ? [`${component.id}.routeKeys`] : [];
  if (component.routeKeys.length === 0) return [];
  return gateways.flatMap(({ id, routes }) => (routes === undefined ? [`${id}.routes`] : []));
}

const route = (key: string) => ({ key, to: "apiStreams", authorizer: "authorizer" });
const api = (...keys: readonly string[]) =>
  sketch()
    .gateway("api", { routes: keys.map(route) })
    .component("function", "authorizer")
    .call("api", "apiStreams");

export const routeDrift = defineRule<Drift>({
  id: "serverless/route-drift",
  title: "Routes of gateway and handler differ",
  severity: "error",
  each: "component",
  kinds: ["function"],
  check(component, { index }) {
    const gateways = gatewaysBefore(component.id, index);
    if (gateways.length === 0) return undefined;
    const missing = missingFor(component, gateways);
    if (missing.length > 0) return undecided(missing, { property: "routeKeys" });
    if (component.routeKeys === undefined) return undefined;
    const drift = driftOf(component, gateways);
    if (drift.unhandled.length === 0 && drift.unrouted.length === 0) return undefined;
    return finding({ property: "routeKeys", related: gateways.map(({ id }) => id), data: drift });
  },
  message({ element, data }, { index }) {
    const name = index.nameOf(element.id);
    const { unhandled, unrouted } = data;
    const parts = [
      ...(unhandled.length > 0 ? [`the gateway sends ${listed(unhandled)}, which the handler does not know`] : []),
      ...(unrouted.length > 0 ? [`the handler knows ${listed(unrouted)}, which no gateway sends`] : []),
    ];
    return `Routes and handler of ${name} differ: ${parts.join("; ")}.`;
  },
  why: "A route that the handler does not know ends in 404 although it is published; a handler that is never called is code that nobody can test from outside.",
  remedy: "Write the list of routes once, and make gateway and handler from it.",
  sources: ["000 MDL Standard Lambda Handler"],
  needs: ["component.routes", "component.routeKeys"],
  fix: {
    title: "Give both sides all routes",
    apply(design, found, { index }) {
      const component = index.component(found.element.id);
      if (!component) return design;
      const gateways = gatewaysBefore(component.id, index);
      const { unhandled, unrouted } = driftOf(component, gateways);
      const next = unhandled.length > 0 ? updateComponent(design, component.id, { routeKeys: [...(component.routeKeys ?? []), ...unhandled] }) : design;
      const gateway = gatewayFor(component, gateways);
      if (!gateway || unrouted.length === 0) return next;
      const authorizer = commonAuthorizer(gateway, component.id);
      const added = unrouted.map((key): Route => ({ key, to: component.id, ...(authorizer === undefined ? {} : { authorizer }) }));
      return updateComponent(next, gateway.id, { routes: [...(gateway.routes ?? []), ...added] });
    },
  },
  examples: {
    bad: [
      {
        title: "The gateway can delete, the handler cannot",
        sketch: api("GET /streams", "DELETE /streams/{id}").component("function", "apiStreams", { routeKeys: ["GET /streams"] }),
      },
      {
        title: "The handler can create, but nobody can reach it",
        sketch: api("GET /streams").component("function", "apiStreams", { routeKeys: ["GET /streams", "POST /streams"] }),
      },
    ],
    good: [
      { title: "Both know the same routes", sketch: api("GET /streams", "POST /streams").component("function", "apiStreams", { routeKeys: ["GET /streams", "POST /streams"] }) },
      { title: "The gateway passes everything on", sketch: api("ANY /{proxy+}").component("function", "apiStreams", { routeKeys: ["GET /streams", "POST /streams"] }) },
    ],
  },
});
