import type { Endpoint } from "#lib/model/contract.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, operationName, updateEndpoint } from "../endpoints.ts";
import { isPaginated, pagedByCursor } from "../pagination.ts";
import { hasMethod } from "../resource-path.ts";
import { defineRule, finding, undecided } from "../rule.ts";

type Data = { readonly operation: string; readonly bytes: number };

const check: EndpointCheck<Data> = (endpoint, _api, component, { settings }) => {
  const { maxResponseBytes } = endpoint;
  if (maxResponseBytes === undefined) {
    // A GET without pages is an error already, whatever its size.
    if (endpoint.collection !== true || hasMethod(endpoint, "GET") || isPaginated(endpoint) || endpoint.streaming === true) return undefined;
    const target = endpointTarget(component.id, endpoint);
    return undecided([`${target}.maxResponseBytes`], { target, property: "apis" });
  }
  if (maxResponseBytes <= settings["api.maxResponseBytes"] || isPaginated(endpoint) || endpoint.streaming === true) return undefined;
  return finding({ target: endpointTarget(component.id, endpoint), property: "apis", data: { operation: operationName(endpoint), bytes: maxResponseBytes } });
};

const shop = sketch().client("web").call("web", "report", { tls: true });
const api = (endpoint: Partial<Endpoint>) => ({
  apis: [{ id: "reports-api", style: "rest" as const, endpoints: [{ id: "getReport", method: "GET", path: "/v1/reports/{id}", effect: "read" as const, ...endpoint }] }],
});

export const largeResponse = defineRule<Data>({
  id: "api/large-response",
  title: "Very large response",
  severity: "warning",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message: ({ element, data }, { index, settings }) =>
    `${data.operation} of ${index.nameOf(element.id)} sends up to ${formatQuantity("bytes", data.bytes)} in one piece; ${formatQuantity("bytes", settings["api.maxResponseBytes"])} is the most.`,
  why: "The whole answer sits in the memory of the service, of every proxy and of the caller at once, and one slow reader holds it there.",
  remedy: "Give it out page by page, or stream it.",
  sources: ["003 API Edge Cases 1"],
  needs: ["endpoint.maxResponseBytes", "endpoint.pagination", "endpoint.streaming"],
  thresholds: ["api.maxResponseBytes"],
  fix: {
    title: "Page a list with a cursor; stream anything else",
    apply: (design, found) => updateEndpoint(design, found, (endpoint) => (endpoint.collection === true ? pagedByCursor(endpoint) : { streaming: true })),
  },
  examples: {
    bad: [
      { title: "A report of 50 MB", sketch: shop.service("report", api({ maxResponseBytes: 50_000_000 })) },
      { title: "A list of 8 MB", sketch: shop.service("report", api({ id: "listReports", path: "/v1/reports", collection: true, maxResponseBytes: 8_000_000 })) },
    ],
    good: [
      { title: "A large report is streamed", sketch: shop.service("report", api({ maxResponseBytes: 50_000_000, streaming: true })) },
      { title: "A small one is not", sketch: shop.service("report", api({ maxResponseBytes: 20_000 })) },
    ],
  },
});
