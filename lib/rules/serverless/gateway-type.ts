import { standsBeforeFunctions } from "#lib/analysis/gateway-routes.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

/** The product that the platform's handlers are written for: the HTTP API with payload format 2.0. */
const HTTP_API = "aws-http-api-v2";

const platform = sketch().set({ profile: "serverless" }).component("function", "apiStreams").call("api", "apiStreams");

export const gatewayType = defineRule<{ readonly product?: string }>({
  id: "serverless/gateway-type",
  title: "Gateway is not the HTTP API (v2)",
  severity: "warning",
  profiles: ["serverless"],
  each: "component",
  kinds: ["gateway"],
  check(gateway, { index }) {
    if (gateway.product === HTTP_API || !standsBeforeFunctions(gateway, index)) return undefined;
    return finding({ property: "product", data: gateway.product ? { product: gateway.product } : {} });
  },
  message: ({ element, data }, { index }) =>
    data.product === undefined
      ? `Nothing says which gateway ${index.nameOf(element.id)} is; the handlers expect ${HTTP_API}.`
      : `${index.nameOf(element.id)} is ${data.product}, but the handlers expect ${HTTP_API}.`,
  why: "The standard handler reads the route key of the HTTP API's events; another gateway sends them in another form, and every route ends in 404.",
  remedy: "Use the HTTP API (version 2), or write a handler of its own for this gateway and record why.",
  sources: ["000 MDL Standard Lambda Handler"],
  needs: ["component.product", "component.routes"],
  fix: { title: `Make it ${HTTP_API}`, apply: (design, found) => updateComponent(design, found.element.id, { product: HTTP_API }) },
  examples: {
    bad: [
      { title: "The older REST API", sketch: platform.gateway("api", { product: "aws-rest-api-v1" }) },
      { title: "Nothing is said", sketch: platform.gateway("api") },
    ],
    good: [
      { title: "The HTTP API", sketch: platform.gateway("api", { product: HTTP_API }) },
      { title: "A gateway before services", sketch: sketch().set({ profile: "serverless" }).gateway("edge", { product: "kong" }).service("legacy").call("edge", "legacy") },
    ],
  },
});
