import type { Component } from "#lib/model/component.ts";
import type { Endpoint } from "#lib/model/contract.ts";
import { updateDesign } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, isAuthenticated, isOpen, isRest, operationName, updateEndpoint } from "../endpoints.ts";
import { defineRule, finding, type Report } from "../rule.ts";

/** The operation that lacks permissions; without one the whole design lacks a model. */
type Data = { readonly operation?: string };

const check: EndpointCheck<Data> = (endpoint, _api, component) => {
  if (!isAuthenticated(endpoint) || (endpoint.permissions?.length ?? 0) > 0) return undefined;
  return finding({
    target: endpointTarget(component.id, endpoint),
    element: { type: "component", id: component.id },
    property: "apis",
    data: { operation: operationName(endpoint) },
  });
};

/** Whether a component has an endpoint that is not meant for everybody. */
function hasGuardedEndpoint(component: Component): boolean {
  for (const api of component.apis ?? []) {
    if (!isRest(api)) continue;
    for (const endpoint of api.endpoints ?? []) if (isAuthenticated(endpoint) || (isOpen(api) && endpoint.markedPublic !== true)) return true;
  }
  return false;
}

const VERBS: Record<string, string> = { GET: "read", HEAD: "read", POST: "create", PUT: "update", PATCH: "update", DELETE: "delete" };

/** The permission to propose for an endpoint: `POST /api/v1/orders/{id}` becomes `orders:create`. */
function permissionFor(endpoint: Endpoint): string {
  const resource = endpoint.path?.split("/").findLast((segment) => /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(segment));
  const action = endpoint.effect && endpoint.effect !== "action" ? endpoint.effect : VERBS[endpoint.method?.toUpperCase() ?? ""];
  return resource && action ? `${resource}:${action}`.slice(0, 200) : `${endpoint.id || "operation"}:invoke`.slice(0, 200);
}

const shop = sketch().client("web").call("web", "order", { tls: true });
const api = (endpoint: Endpoint) => ({ apis: [{ id: "orders", style: "rest" as const, exposure: "public" as const, endpoints: [endpoint] }] });
const create = { id: "createOrder", method: "POST", path: "/orders", auth: "oidc" };
const rbac = { security: { authz: "rbac" as const } };

export const noAuthorization = defineRule<Data>({
  id: "security/no-authorization",
  title: "Authenticated but not authorised",
  severity: "error",
  each: "design",
  check(design, context) {
    const { index } = context;
    const hasModel = design.security?.authz !== undefined;
    let reports: Report<Data>[] | undefined;
    for (const kind of API_KINDS) {
      for (const component of index.ofKind(kind)) {
        if (component.apis === undefined) continue;
        if (hasModel) {
          const found = checkEndpoints(component, context, check);
          if (found) reports = reports ? reports.concat(found) : [...found];
        } else if (hasGuardedEndpoint(component)) return finding({ property: "security.authz", data: {} });
      }
    }
    return reports;
  },
  message: ({ element, data }, { index }) =>
    data.operation === undefined
      ? "The design has no authorisation model: nothing says who may do what."
      : `Whoever is signed in may call ${data.operation} of ${index.nameOf(element.id)}: it needs no permission.`,
  why: "To know who calls is not yet to know what they may do; without permissions every customer is an administrator.",
  remedy: "Choose a model (roles or attributes) for the design and name the permission that each endpoint needs, as resource:action.",
  sources: ["002 Workflow 7", "003 Output Requirements: Security Considerations", "004 §2.4"],
  needs: ["security.authz", "endpoint.auth", "endpoint.permissions"],
  fix: {
    title: "Authorise by roles: choose RBAC, propose a permission resource:action",
    apply: (design, found) =>
      found.element.type === "design"
        ? updateDesign(design, { security: { ...design.security, authz: "rbac" } })
        : updateEndpoint(design, found, (endpoint) => ({ permissions: [permissionFor(endpoint)] })),
  },
  examples: {
    bad: [
      { title: "No model of who may do what", sketch: shop.service("order", api({ ...create, permissions: ["orders:create"] })) },
      { title: "Signed in is enough", sketch: shop.service("order", api(create)).set(rbac) },
    ],
    good: [
      { title: "A role must hold the permission", sketch: shop.service("order", api({ ...create, permissions: ["orders:create"] })).set(rbac) },
      { title: "Everybody may read the catalogue", sketch: shop.service("order", api({ id: "listProducts", method: "GET", path: "/products", markedPublic: true })) },
    ],
  },
});
