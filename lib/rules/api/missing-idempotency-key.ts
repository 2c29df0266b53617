import type { Endpoint } from "#lib/model/contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, operationName, updateEndpoint } from "../endpoints.ts";
import { hasMethod } from "../resource-path.ts";
import { defineRule, finding } from "../rule.ts";

type Data = { readonly operation: string };

const check: EndpointCheck<Data> = (endpoint, _api, component) => {
  if (endpoint.idempotencyKey?.required === true || endpoint.idempotent === true || endpoint.effect === "read") return undefined;
  if (!hasMethod(endpoint, "POST") && !hasMethod(endpoint, "PATCH")) return undefined;
  return finding({ target: endpointTarget(component.id, endpoint), property: "apis", data: { operation: operationName(endpoint) } });
};

const shop = sketch().client("web").call("web", "order", { tls: true });
const api = (endpoint: Partial<Endpoint>) => ({
  apis: [{ id: "orders-api", style: "rest" as const, endpoints: [{ id: "createOrder", method: "POST", path: "/v1/orders", ...endpoint }] }],
});

export const missingIdempotencyKey = defineRule<Data>({
  id: "api/missing-idempotency-key",
  title: "Mutation cannot be repeated safely",
  severity: "error",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message: ({ element, data }, { index }) => `A caller of ${data.operation} of ${index.nameOf(element.id)} that gets no answer cannot ask again without doing the work twice.`,
  why: "Answers get lost on every network; without a key the service cannot tell a repetition from a second order, and the customer pays twice.",
  remedy: "Require an Idempotency-Key, claim it before the work, keep it with the answer for 24 h, and give the same answer to the same key.",
  sources: ["000 §0 Idempotency Is a Requirement", "002 Resilience", "004 §5.4"],
  conflicts: ["CF-16"],
  needs: ["endpoint.method", "endpoint.effect", "endpoint.idempotencyKey", "endpoint.idempotent"],
  thresholds: ["api.idempotencyTtlMs"],
  fix: {
    title: "Require an Idempotency-Key, claimed first and kept for 24 h",
    apply: (design, found, { settings }) =>
      updateEndpoint(design, found, ({ idempotencyKey }) => ({ idempotencyKey: { ttlMs: settings["api.idempotencyTtlMs"], claim: "atomic", ...idempotencyKey, required: true } })),
  },
  examples: {
    bad: [
      { title: "An order that may be placed twice", sketch: shop.service("order", api({})) },
      { title: "PATCH may not be repeated either", sketch: shop.service("order", api({ id: "changeOrder", method: "PATCH", path: "/v1/orders/{id}" })) },
      { title: "A key that may be left out", sketch: shop.service("order", api({ idempotencyKey: { required: false, ttlMs: 86_400_000, claim: "atomic" } })) },
    ],
    good: [
      { title: "With a required key", sketch: shop.service("order", api({ idempotencyKey: { required: true, ttlMs: 86_400_000, claim: "atomic" } })) },
      { title: "A search only reads", sketch: shop.service("order", api({ id: "searchOrders", path: "/v1/orders/search", effect: "read" })) },
      { title: "Declared as repeatable", sketch: shop.service("order", api({ id: "sendEvents", path: "/v1/events", idempotent: true })) },
    ],
  },
});
