import type { Api } from "#lib/model/contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { type ApiCheck, apiName, apiTarget, checkApis, offersGraphql, offersGrpc } from "../apis.ts";
import { API_KINDS } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

type Data = { readonly api: string; readonly missing: readonly string[] };

/** What the specification of an API is called. */
const specOf = (api: Api): string => (offersGraphql(api) ? "a GraphQL schema" : offersGrpc(api) ? "a proto file" : "an OpenAPI document");

const check: ApiCheck<Data> = (api, component) => {
  if (api.spec === true && api.examples === true) return undefined;
  const missing = [...(api.spec === true ? [] : [specOf(api)]), ...(api.examples === true ? [] : ["examples"])];
  return finding({ target: apiTarget(component, api), property: "apis", data: { api: apiName(api), missing } });
};

const shop = sketch().client("web").call("web", "order", { tls: true });
const api = (properties: Partial<Api>) => ({
  apis: [{ id: "orders-api", style: "rest" as const, endpoints: [{ id: "listOrders", method: "GET", path: "/v1/orders" }], ...properties }],
});

export const noSpec = defineRule<Data>({
  id: "api/no-spec",
  title: "API without a specification or examples",
  severity: "warning",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkApis(component, context, check),
  message: ({ element, data }, { index }) => `${index.nameOf(element.id)} offers ${data.api} without ${listed(data.missing)}.`,
  why: "Callers build against what they read; without a specification they read the code or guess, and a mock, a client and a contract test must be written by hand.",
  remedy: "Write down the specification (OpenAPI, proto or GraphQL schema) with an example of each request and answer, and check it in the pipeline.",
  sources: ["003 Step 3.5", "002 Deliver", "004 §1.2"],
  needs: ["api.spec", "api.examples"],
  readiness: true,
  needsPerson: "Whether a specification and its examples exist is a fact about the repository that only the team can state.",
  examples: {
    bad: [
      { title: "Neither specification nor examples", sketch: shop.service("order", api({})) },
      { title: "A specification without examples", sketch: shop.service("order", api({ spec: true })) },
    ],
    good: [{ title: "Both are there", sketch: shop.service("order", api({ spec: true, examples: true })) }],
  },
});
