import type { Endpoint } from "#lib/model/contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, operationName, updateEndpoint } from "../endpoints.ts";
import { isPaginated, pagedByCursor } from "../pagination.ts";
import { hasMethod } from "../resource-path.ts";
import { defineRule, finding } from "../rule.ts";

type Data = { readonly operation: string; readonly rows?: number };

const check: EndpointCheck<Data> = (endpoint, _api, component) => {
  if (endpoint.collection !== true || isPaginated(endpoint) || endpoint.streaming === true || !hasMethod(endpoint, "GET")) return undefined;
  const { expectedRows } = endpoint;
  return finding({
    target: endpointTarget(component.id, endpoint),
    property: "apis",
    data: { operation: operationName(endpoint), ...(expectedRows !== undefined && { rows: expectedRows }) },
  });
};

const shop = sketch().client("web").call("web", "order", { tls: true });
const api = (endpoint: Partial<Endpoint>) => ({
  apis: [
    { id: "orders-api", style: "rest" as const, endpoints: [{ id: "listOrders", method: "GET", path: "/v1/orders", effect: "read" as const, collection: true, ...endpoint }] },
  ],
});

export const unpaginatedList = defineRule<Data>({
  id: "api/unpaginated-list",
  title: "List without pagination",
  severity: "error",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message: ({ element, data }, { index }) =>
    `${data.operation} of ${index.nameOf(element.id)} returns ${data.rows === undefined ? "however many rows there are" : `all ${data.rows} rows`} in one answer.`,
  why: "The list is short on the first day and grows with every customer, until one request fills the memory of the service and of whoever asked.",
  remedy: "Page it with a cursor: parameters limit and cursor, answers with nextCursor, prevCursor and hasMore; cap the limit.",
  sources: ["004 §2.1.5", "003 API Edge Cases 1"],
  needs: ["endpoint.collection", "endpoint.pagination"],
  fix: {
    title: "Page the list with a cursor",
    apply: (design, found) => updateEndpoint(design, found, pagedByCursor),
  },
  examples: {
    bad: [
      { title: "All orders at once", sketch: shop.service("order", api({})) },
      { title: "Declared so, with many rows", sketch: shop.service("order", api({ pagination: "none", expectedRows: 250_000 })) },
    ],
    good: [
      { title: "A page at a time", sketch: shop.service("order", api({ pagination: "cursor" })) },
      { title: "An export is streamed", sketch: shop.service("order", api({ id: "exportOrders", path: "/v1/exports/orders", streaming: true })) },
    ],
  },
});
