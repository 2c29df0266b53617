import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, isAuthenticated, isOpen, operationName, updateEndpoint } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";

type Data = { readonly operation: string };

const shop = sketch().client("web").call("web", "order", { tls: true });
const create = { id: "createOrder", method: "POST", path: "/orders" };
const internal = { id: "rebuild", method: "POST", path: "/internal/rebuild" };

const check: EndpointCheck<Data> = (endpoint, api, component) => {
  if (isAuthenticated(endpoint) || endpoint.markedPublic === true || !isOpen(api)) return undefined;
  return finding({ target: endpointTarget(component.id, endpoint), property: "apis", data: { operation: operationName(endpoint) } });
};

export const unauthenticatedEndpoint = defineRule<Data>({
  id: "security/unauthenticated-endpoint",
  title: "Reachable endpoint without authentication",
  severity: "error",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message: ({ element, data }, { index }) => `Anybody may call ${data.operation} of ${index.nameOf(element.id)}: it asks nobody who they are.`,
  why: "What can be reached from outside will be found and called; without a proven caller there is nothing to authorise, limit or audit.",
  remedy: "Ask for an OAuth2/OIDC bearer token, or mark the endpoint public when everybody is meant to use it.",
  sources: ["002 Workflow 7", "002 Auth patterns", "003 Output Requirements: Security Considerations", "004 §2.4"],
  conflicts: ["CF-54"],
  needs: ["api.exposure", "endpoint.auth", "endpoint.markedPublic"],
  fix: {
    title: "Ask for an OIDC bearer token",
    apply: (design, found) => updateEndpoint(design, found, () => ({ auth: "oidc" })),
  },
  examples: {
    bad: [
      { title: "Anybody may place an order", sketch: shop.service("order", { apis: [{ id: "orders", style: "rest", exposure: "public", endpoints: [create] }] }) },
      {
        title: "Partners are not asked either",
        sketch: shop.service("order", { apis: [{ id: "orders", style: "rest", exposure: "partner", endpoints: [{ ...create, auth: "none" }] }] }),
      },
    ],
    good: [
      {
        title: "A bearer token is needed",
        sketch: shop.service("order", { apis: [{ id: "orders", style: "rest", exposure: "public", endpoints: [{ ...create, auth: "oidc" }] }] }),
      },
      {
        title: "Public on purpose",
        sketch: shop.service("order", {
          apis: [{ id: "catalogue", style: "rest", exposure: "public", endpoints: [{ id: "listProducts", method: "GET", path: "/products", markedPublic: true }] }],
        }),
      },
      { title: "Only reached from inside", sketch: shop.service("order", { apis: [{ id: "admin", style: "rest", exposure: "internal", endpoints: [internal] }] }) },
    ],
  },
});
