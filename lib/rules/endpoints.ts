import type { Component, ComponentKind } from "#lib/model/component.ts";
import type { Api, Endpoint } from "#lib/model/contract.ts";
import type { Design } from "#lib/model/design.ts";
import { type Patch, patched } from "#lib/model/edit.ts";
import { mapEndpoints } from "#lib/model/edit-contract.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import type { Id } from "#lib/model/schema.ts";
import { type Finding, type Report, type RuleContext, withOutcome } from "./rule.ts";

/** Kinds that offer APIs of their own. */
export const API_KINDS: readonly ComponentKind[] = [...COMPUTE_KINDS, "gateway"];

/** How an endpoint is named in reports: `order:createOrder`. */
export const endpointTarget = (component: Id, endpoint: Endpoint): string => `${component}:${endpoint.id}`;

/** How an endpoint is named in sentences: `POST /orders`, or its id. */
export const operationName = (endpoint: Endpoint): string => (endpoint.path ? `${endpoint.method ?? "any method"} ${endpoint.path}` : endpoint.id || "an unnamed operation");

/** Whether people outside the team reach the API. */
export const isOpen = (api: Api): boolean => api.exposure === "public" || api.exposure === "partner";

/** Whether callers prove who they are. */
export const isAuthenticated = (endpoint: Endpoint): boolean => !!endpoint.auth && endpoint.auth !== "none";

/** Whether the API is described by endpoints (REST) rather than by fields or procedures. */
export const isRest = (api: Api): boolean => api.style !== "graphql" && api.style !== "grpc";

/** What a rule says about one endpoint. */
export type EndpointCheck<Data> = (endpoint: Endpoint, api: Api, component: Component, context: RuleContext) => Report<Data> | readonly Report<Data>[] | undefined;

/** Runs a check over every endpoint of a component's REST APIs; nothing when all of them pass. */
export function checkEndpoints<Data>(component: Component, context: RuleContext, check: EndpointCheck<Data>): readonly Report<Data>[] | undefined {
  if (component.apis === undefined) return undefined;
  let reports: Report<Data>[] | undefined;
  for (const api of component.apis) {
    if (api.endpoints === undefined || !isRest(api)) continue;
    for (const endpoint of api.endpoints) {
      const outcome = check(endpoint, api, component, context);
      if (outcome !== undefined) reports = withOutcome(reports, outcome);
    }
  }
  return reports;
}

/** Changes the endpoint that a finding is about. */
export function updateEndpoint(design: Design, found: Finding, patch: (endpoint: Endpoint) => Patch<Endpoint>): Design {
  const owner = found.element.id;
  return mapEndpoints(design, owner, (endpoint) => (endpointTarget(owner, endpoint) === found.target ? patched<Endpoint>(endpoint, patch(endpoint)) : endpoint));
}
