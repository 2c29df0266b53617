import type { Endpoint } from "#lib/model/contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, operationName, updateEndpoint } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";
import { isAsync } from "../status-endpoint.ts";

type Data = { readonly operation: string };

const check: EndpointCheck<Data> = (endpoint, _api, component) => {
  if (endpoint.batch !== true || endpoint.partialResult === true) return undefined;
  return finding({ target: endpointTarget(component.id, endpoint), property: "apis", data: { operation: operationName(endpoint) } });
};

const shop = sketch().client("web").call("web", "ingest", { tls: true });
const api = (endpoint: Partial<Endpoint>) => ({
  apis: [
    {
      id: "events-api",
      style: "rest" as const,
      endpoints: [{ id: "sendEvents", method: "POST", path: "/v1/events/batches", effect: "create" as const, idempotent: true, batch: true, responses: [201], ...endpoint }],
    },
  ],
});

export const partialFailureUndeclared = defineRule<Data>({
  id: "api/partial-failure-undeclared",
  title: "Batch operation without per-item result",
  severity: "warning",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message: ({ element, data }, { index }) => `${data.operation} of ${index.nameOf(element.id)} takes many items, but does not say which of them failed.`,
  why: "With one answer for a hundred items the caller either loses the few that failed or sends the ninety that did not once more.",
  remedy: "Answer with a result per item, in the order of the request: the status, and an error where there is one (207 for a mixed outcome).",
  sources: ["003 API Edge Cases 3"],
  needs: ["endpoint.batch", "endpoint.partialResult"],
  fix: {
    title: "Answer with a result per item",
    apply: (design, found) =>
      updateEndpoint(design, found, (endpoint) => ({
        partialResult: true,
        ...(endpoint.responses && !isAsync(endpoint) && { responses: [...new Set([...endpoint.responses, 207])] }),
      })),
  },
  examples: {
    bad: [{ title: "A hundred events, one answer", sketch: shop.service("ingest", api({})) }],
    good: [
      { title: "A result per event", sketch: shop.service("ingest", api({ partialResult: true, responses: [201, 207] })) },
      { title: "One event at a time", sketch: shop.service("ingest", api({ batch: false })) },
    ],
  },
});
