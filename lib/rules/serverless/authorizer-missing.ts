import { type Route, routeKey } from "#lib/analysis/gateway-routes.ts";
import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Component } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Report, undecided } from "../rule.ts";

type Data = { readonly route: string; readonly to: Id };

/** Whether a route lets anybody through to a function. Browsers ask with OPTIONS before they may send a token. */
const isOpen = (route: Route, index: DesignIndex): boolean =>
  route.authorizer === undefined && route.public !== true && index.component(route.to)?.kind === "function" && !routeKey(route.key).startsWith("OPTIONS ");

const routeTarget = (gateway: Id, route: Route): string => `${gateway}:${routeKey(route.key) || (route.to ?? "")}`;

/** The authorizer to use: the most usual one of this gateway, else of the design, else a function or identity provider that looks like one. */
function authorizerAtHand(gateway: Component, index: DesignIndex): Id | undefined {
  for (const gateways of [[gateway], index.ofKind("gateway")]) {
    const uses = new Map<Id, number>();
    for (const { routes = [] } of gateways) for (const { authorizer } of routes) if (authorizer !== undefined) uses.set(authorizer, (uses.get(authorizer) ?? 0) + 1);
    const [usual] = [...uses].toSorted(([left, most], [right, more]) => more - most || (left < right ? -1 : 1));
    if (usual) return usual[0];
  }
  const named = index.ofKind("function").filter(({ id, name }) => /authori[sz]er/iu.test(`${id} ${name}`));
  return [...named, ...(named.length === 0 ? index.ofKind("idp") : [])].map(({ id }) => id).toSorted()[0];
}

const platform = sketch().set({ profile: "serverless" }).component("function", "apiStreams").component("function", "authorizer");
const routes = (...list: readonly Route[]) => platform.gateway("api", { routes: [...list] });

export const authorizerMissing = defineRule<Data>({
  id: "serverless/authorizer-missing",
  title: "Route without the tenant authorizer",
  severity: "error",
  profiles: ["serverless"],
  each: "component",
  kinds: ["gateway"],
  check(gateway, { index }) {
    if (gateway.routes === undefined) {
      const isBefore = index.outgoing(gateway.id).some((connection) => connection.kind === "call" && index.target(connection)?.kind === "function");
      return isBefore ? undecided([`${gateway.id}.routes`], { property: "routes" }) : undefined;
    }
    let reports: Map<string, Report<Data>> | undefined;
    for (const route of gateway.routes) {
      if (!isOpen(route, index)) continue;
      const target = routeTarget(gateway.id, route);
      const fixable = authorizerAtHand(gateway, index) !== undefined;
      reports ??= new Map();
      reports.set(
        target,
        finding({ target, property: "routes", related: route.to === undefined ? [] : [route.to], fixable, data: { route: routeKey(route.key) || "A route", to: route.to ?? "" } }),
      );
    }
    return reports && [...reports.values()];
  },
  message: ({ element, data }, { index }) => `${data.route} of ${index.nameOf(element.id)} reaches ${index.nameOf(data.to)} without an authorizer.`,
  why: "The authorizer says whose request it is: without it the function has no tenant and no user to check, and has to believe what the request claims.",
  remedy: "Attach the authorizer that puts tenant and user into the request, or mark the route as public on purpose.",
  sources: ["000 MDL Multi-Tenant", "000 MDL Standard Lambda Handler"],
  needs: ["component.routes"],
  fix: {
    title: "Attach the authorizer",
    apply(design, found, { index }) {
      const gateway = index.component(found.element.id);
      const authorizer = gateway && authorizerAtHand(gateway, index);
      if (!gateway?.routes || authorizer === undefined) return design;
      const attached = gateway.routes.map((route) => (isOpen(route, index) && routeTarget(gateway.id, route) === found.target ? { ...route, authorizer } : route));
      return updateComponent(design, gateway.id, { routes: attached });
    },
  },
  examples: {
    bad: [
      {
        title: "One of two routes is open",
        sketch: routes({ key: "GET /streams", to: "apiStreams", authorizer: "authorizer" }, { key: "DELETE /streams/{id}", to: "apiStreams" }),
      },
      { title: "Nobody is asked", sketch: routes({ key: "GET /streams", to: "apiStreams" }) },
    ],
    good: [
      { title: "Every route has the authorizer", sketch: routes({ key: "GET /streams", to: "apiStreams", authorizer: "authorizer" }) },
      { title: "Open on purpose", sketch: routes({ key: "GET /health", to: "apiStreams", public: true }) },
    ],
  },
});
