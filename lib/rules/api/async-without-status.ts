import type { Endpoint } from "#lib/model/contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, operationName } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";
import { isAsync, tellsOutcome, updateWithStatus } from "../status-endpoint.ts";

type Data = { readonly operation: string };

const check: EndpointCheck<Data> = (endpoint, _api, component) => {
  if ((endpoint.async === undefined && endpoint.responses === undefined) || tellsOutcome(endpoint) || !isAsync(endpoint)) return undefined;
  return finding({ target: endpointTarget(component.id, endpoint), property: "apis", data: { operation: operationName(endpoint) } });
};

const shop = sketch().client("web").call("web", "order", { tls: true });
const create = { id: "createOrder", method: "POST", path: "/v1/orders", effect: "create", auth: "oidc" } as const;
const read = { id: "getOrder", method: "GET", path: "/v1/orders/{id}", effect: "read", auth: "oidc" } as const;
const api = (...endpoints: Endpoint[]) => ({ apis: [{ id: "orders-api", style: "rest" as const, endpoints }] });

export const asyncWithoutStatus = defineRule<Data>({
  id: "api/async-without-status",
  title: "Accepted, but no way to see the outcome",
  severity: "error",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message: ({ element, data }, { index }) => `${index.nameOf(element.id)} accepts ${data.operation} and does it later, but nobody can find out how it ended.`,
  why: "Accepted is a promise; a caller who cannot see whether it was kept asks again, calls support, or believes in an order that never was.",
  remedy: "Return the address of a status resource with the 202, or call the caller back.",
  sources: ["003 API Edge Cases 2", "003 Ex. 1 flow"],
  needs: ["endpoint.async", "endpoint.responses", "endpoint.statusEndpoint", "endpoint.callback"],
  fix: {
    title: "Name the endpoint that tells the state, or add one",
    apply: (design, found) => updateWithStatus(design, found),
  },
  examples: {
    bad: [
      { title: "Accepted and gone", sketch: shop.service("order", api({ ...create, async: true })) },
      { title: "There is an endpoint, but nobody says so", sketch: shop.service("order", api({ ...create, responses: [202, 401] }, read)) },
    ],
    good: [
      { title: "The order knows its state", sketch: shop.service("order", api({ ...create, async: true, statusEndpoint: "getOrder" }, read)) },
      { title: "The caller is called back", sketch: shop.service("order", api({ ...create, async: true, callback: "https://partner.example/orders" })) },
    ],
  },
});
