import type { DesignIndex } from "#lib/analysis/design-index.ts";
import type { Component } from "#lib/model/component.ts";
import type { Api, Endpoint } from "#lib/model/contract.ts";
import { patched, updateComponent } from "#lib/model/edit.ts";
import { isCompute, isStore } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";

/** Whether the answers come from more than one place: as its fields say, or as the component is connected. */
function hasSeveralSources(component: Component, api: Api, index: DesignIndex): boolean {
  let only: Id | undefined;
  const isAnother = (id: Id) => id !== (only ??= id);
  for (const { source } of api.fields ?? []) if (source !== undefined && isAnother(source)) return true;
  for (const connection of index.outgoing(component.id)) {
    if (connection.kind !== "call" && connection.kind !== "data") continue;
    const target = index.target(connection);
    if (target && target.kind !== "cache" && (isCompute(target) || isStore(target) || target.kind === "external") && isAnother(target.id)) return true;
  }
  return false;
}

const isUnneeded = (component: Component, api: Api, index: DesignIndex): boolean =>
  api.style === "graphql" && !api.fields?.some((field) => field.relation === true) && !hasSeveralSources(component, api, index);

/** Queries become reads and mutations actions, under the same names; other operations keep their id. */
function endpointsOf(api: Api): Endpoint[] {
  const endpoints = new Map<string, Endpoint>(api.endpoints?.map((endpoint) => [endpoint.id, endpoint]));
  for (const { type, name, list } of api.fields ?? []) {
    const isQuery = type?.toLowerCase() === "query";
    if (!isQuery && type?.toLowerCase() !== "mutation") continue;
    const path = `/${name}`.slice(0, 200);
    if (!endpoints.has(name)) {
      endpoints.set(
        name,
        isQuery ? patched<Endpoint>({ id: name, method: "GET", path, effect: "read" }, { collection: list }) : { id: name, method: "POST", path, effect: "action" },
      );
    }
  }
  for (const { id, idempotent } of api.operations ?? []) {
    if (!endpoints.has(id)) endpoints.set(id, patched<Endpoint>({ id, path: `/${id}`.slice(0, 200) }, { idempotent }));
  }
  return [...endpoints.values()];
}

const query = (properties: object = {}): Api => ({ id: "catalog-api", style: "graphql", fields: [{ type: "Query", name: "products", list: true, ...properties }] });
const shop = sketch().client("web").database("products").call("web", "catalog", { protocol: "graphql" }).data("catalog", "products", { mode: "r" });

export const graphqlUnneeded = defineRule<{ readonly api: string }>({
  id: "communication/graphql-unneeded",
  title: "GraphQL without a reason",
  severity: "info",
  each: "component",
  kinds: API_KINDS,
  check(component, { index }) {
    if (!component.apis?.some((api) => isUnneeded(component, api, index))) return undefined;
    return component.apis.flatMap((api) => (isUnneeded(component, api, index) ? finding({ target: `${component.id}:${api.id}`, property: "apis", data: { api: api.id } }) : []));
  },
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} offers ${data.api ? `"${data.api}"` : "an API"} as GraphQL, but its data has one source and no relations to follow.`,
  why: "GraphQL costs limits on depth and complexity, batching, and HTTP caching that no longer works; it pays when clients combine connected data or several sources.",
  remedy: "Offer the same as REST operations, or declare the relations and sources that clients combine.",
  sources: ["002 decision matrix", "000 §2"],
  conflicts: ["CF-14"],
  needs: ["component.apis.style", "component.apis.fields.relation", "component.apis.fields.source"],
  fix: {
    title: "Offer the equivalent REST operations",
    apply(design, found, { index }) {
      const component = index.component(found.element.id);
      if (!component) return design;
      const apis = component.apis?.map((api) => {
        if (`${component.id}:${api.id}` !== found.target || !isUnneeded(component, api, index)) return api;
        return patched<Api>(api, { style: "rest", endpoints: endpointsOf(api), fields: undefined, operations: undefined, depthLimit: undefined, complexityLimit: undefined });
      });
      const next = updateComponent(design, component.id, { apis });
      if (apis?.some((api) => api.style === "graphql")) return next;
      const connections = next.connections.map((call) =>
        call.kind === "call" && call.to === component.id && call.protocol === "graphql" ? { ...call, protocol: "rest" as const } : call,
      );
      return { ...next, connections };
    },
  },
  examples: {
    bad: [{ title: "One list from one database", sketch: shop.service("catalog", { apis: [query()] }) }],
    good: [
      {
        title: "Clients follow relations",
        sketch: shop.service("catalog", { apis: [{ ...query(), fields: [...(query().fields ?? []), { type: "Product", name: "reviews", list: true, relation: true }] }] }),
      },
      {
        title: "One graph over several services",
        sketch: shop
          .service("catalog", { apis: [query({ source: "products" })] })
          .service("reviews")
          .call("catalog", "reviews"),
      },
      {
        title: "REST serves one list as well",
        sketch: shop.service("catalog", { apis: [{ id: "catalog-api", style: "rest", endpoints: [{ id: "products", method: "GET", path: "/products" }] }] }),
      },
    ],
  },
});
