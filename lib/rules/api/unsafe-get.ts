import type { Endpoint } from "#lib/model/contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, operationName, updateEndpoint } from "../endpoints.ts";
import { hasMethod } from "../resource-path.ts";
import { defineRule, finding } from "../rule.ts";

type Effect = NonNullable<Endpoint["effect"]>;
type Data = { readonly operation: string; readonly effect: Effect };

/** The method that says what an endpoint does; an update that may be repeated, as a GET is. */
const METHODS: Readonly<Record<Effect, string>> = { read: "GET", create: "POST", update: "PUT", delete: "DELETE", action: "POST" };
const DOES: Readonly<Record<Effect, string>> = {
  read: "reads",
  create: "creates something",
  update: "changes something",
  delete: "deletes something",
  action: "sets something off",
};

const check: EndpointCheck<Data> = (endpoint, _api, component) => {
  const { effect } = endpoint;
  if (effect === undefined || effect === "read" || !hasMethod(endpoint, "GET")) return undefined;
  return finding({ target: endpointTarget(component.id, endpoint), property: "apis", data: { operation: operationName(endpoint), effect } });
};

const shop = sketch().client("web").call("web", "order", { tls: true });
const api = (endpoint: Omit<Endpoint, "id">) => ({ apis: [{ id: "orders-api", style: "rest" as const, endpoints: [{ id: "operation", ...endpoint }] }] });

export const unsafeGet = defineRule<Data>({
  id: "api/unsafe-get",
  title: "GET that changes state",
  severity: "error",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message: ({ element, data }, { index }) => `${data.operation} of ${index.nameOf(element.id)} ${DOES[data.effect]}, although a GET must only read.`,
  why: "Browsers, crawlers, caches and link previews call GET whenever they like and as often as they like: each of them places the order or deletes the record.",
  remedy: "Use the method that says what happens: POST to create or act, PUT or PATCH to change, DELETE to remove.",
  sources: ["004 §2.1.2"],
  needs: ["endpoint.method", "endpoint.effect"],
  fix: {
    title: "Use the method of the effect",
    apply: (design, found) => updateEndpoint(design, found, ({ effect, method }) => ({ method: effect ? METHODS[effect] : method })),
  },
  examples: {
    bad: [
      { title: "A link that cancels", sketch: shop.service("order", api({ method: "GET", path: "/v1/orders/{id}/cancel", effect: "action" })) },
      { title: "A link that deletes", sketch: shop.service("order", api({ method: "GET", path: "/v1/orders/{id}/remove", effect: "delete" })) },
    ],
    good: [
      { title: "A GET that reads", sketch: shop.service("order", api({ method: "GET", path: "/v1/orders/{id}", effect: "read" })) },
      { title: "Cancelled by POST", sketch: shop.service("order", api({ method: "POST", path: "/v1/orders/{id}/cancellation", effect: "action" })) },
    ],
  },
});
