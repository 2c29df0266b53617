import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, operationName } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";

type Data = { readonly operation: string };

const check: EndpointCheck<Data> = (endpoint, _api, component) => {
  if (endpoint.body === undefined || endpoint.body.validated === true) return undefined;
  return finding({ target: endpointTarget(component.id, endpoint), property: "apis", data: { operation: operationName(endpoint) } });
};

const shop = sketch().client("web").call("web", "order", { tls: true });
const api = (validated: boolean | undefined) => ({
  apis: [
    {
      id: "orders",
      style: "rest" as const,
      endpoints: [
        { id: "createOrder", method: "POST", path: "/orders", body: { ...(validated !== undefined && { validated }), fields: [{ name: "product_id" }, { name: "quantity" }] } },
      ],
    },
  ],
});

export const noInputValidation = defineRule<Data>({
  id: "security/no-input-validation",
  title: "Request body not validated",
  severity: "error",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message: ({ element, data }, { index }) => `${index.nameOf(element.id)} takes the body of ${data.operation} as it comes.`,
  why: "Injection, overflow and nonsense in the database all begin with a value that nobody checked where it came in.",
  remedy: "Check the body against a schema before anything reads it: type, length, range, allowed values and format of every field, and nothing beyond them.",
  sources: ["004 §2.4 Input Validation", "004 Key Principles"],
  needs: ["endpoint.body.validated"],
  needsPerson: "Whether every field is checked is a promise about the code that only the team can give; ticking the box would hide the fault.",
  examples: {
    bad: [
      { title: "Nothing is said about checks", sketch: shop.service("order", api(undefined)) },
      { title: "Any quantity is accepted", sketch: shop.service("order", api(false)) },
    ],
    good: [
      { title: "A schema guards the endpoint", sketch: shop.service("order", api(true)) },
      {
        title: "No body, nothing to check",
        sketch: shop.service("order", { apis: [{ id: "orders", style: "rest", endpoints: [{ id: "getOrder", method: "GET", path: "/orders/{id}" }] }] }),
      },
    ],
  },
});
