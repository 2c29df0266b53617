import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, isAuthenticated, isRest, operationName, updateEndpoint } from "../endpoints.ts";
import type { Component } from "#lib/model/component.ts";
import { defineRule, finding, undecided } from "../rule.ts";

type Data = { readonly operation: string; readonly source: string };

const WORDS = { body: "the request body", query: "the query string", path: "the path", header: "a request header" } as const;

const check: EndpointCheck<Data> = (endpoint, _api, component) => {
  const source = endpoint.tenantSource;
  if (source === undefined || source === "authorizer" || isForEverybody(endpoint)) return undefined;
  return finding({ target: endpointTarget(component.id, endpoint), property: "apis", data: { operation: operationName(endpoint), source: WORDS[source] } });
};

/** Whether nobody signs in, so that there is no authorizer that could know the tenant. */
const isForEverybody = (endpoint: Parameters<typeof isAuthenticated>[0]): boolean => endpoint.markedPublic === true && !isAuthenticated(endpoint);

/** Endpoints of which nobody said where the tenant comes from. */
function unsaid(component: Component): readonly string[] | undefined {
  let missing: string[] | undefined;
  for (const api of component.apis ?? []) {
    if (!isRest(api)) continue;
    for (const endpoint of api.endpoints ?? []) {
      if (endpoint.tenantSource === undefined && !isForEverybody(endpoint)) (missing ??= []).push(`${endpointTarget(component.id, endpoint)}.tenantSource`);
    }
  }
  return missing;
}

const platform = sketch()
  .client("web")
  .call("web", "streams", { tls: true })
  .set({ requirements: { multiTenant: true, tenantKey: "channel_id" } });
const api = (tenantSource: "authorizer" | "body" | "query" | "path") => ({
  apis: [{ id: "streams", style: "rest" as const, endpoints: [{ id: "listStreams", method: "GET", path: "/streams", auth: "oidc", tenantSource }] }],
});

export const tenantIdFromClient = defineRule<Data>({
  id: "security/tenant-id-from-client",
  title: "Tenant taken from the request",
  severity: "error",
  each: "component",
  kinds: API_KINDS,
  check(component, context) {
    if (component.apis === undefined || context.design.requirements?.multiTenant !== true) return undefined;
    const reports = checkEndpoints(component, context, check);
    const missing = unsaid(component);
    if (missing === undefined) return reports;
    return [...(reports ?? []), undecided(missing, { property: "apis" })];
  },
  message: ({ element, data }, { index }) => `${index.nameOf(element.id)} believes the tenant that ${data.source} of ${data.operation} names.`,
  why: "Whoever changes the tenant in a request reads and writes another customer's data.",
  remedy: "Take the tenant from the verified token, in the authorizer's context, and ignore what the request says.",
  sources: ["000 MDL Multi-Tenant Data Access"],
  needs: ["requirements.multiTenant", "endpoint.tenantSource"],
  fix: {
    title: "Take the tenant from the authorizer",
    apply: (design, found) => updateEndpoint(design, found, () => ({ tenantSource: "authorizer" })),
  },
  examples: {
    bad: [
      { title: "The caller names the tenant in the query", sketch: platform.service("streams", api("query")) },
      { title: "The tenant is a field of the body", sketch: platform.service("streams", api("body")) },
    ],
    good: [
      { title: "The verified token names the tenant", sketch: platform.service("streams", api("authorizer")) },
      { title: "A single customer", sketch: platform.service("streams", api("path")).set({ requirements: { multiTenant: false } }) },
    ],
  },
});
