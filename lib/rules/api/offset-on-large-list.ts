import type { Endpoint } from "#lib/model/contract.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, operationName, updateEndpoint } from "../endpoints.ts";
import { pagedByCursor } from "../pagination.ts";
import { defineRule, finding, undecided } from "../rule.ts";

type Data = { readonly operation: string; readonly rows: number };

const check: EndpointCheck<Data> = (endpoint, _api, component, { settings }) => {
  if (endpoint.pagination !== "offset") return undefined;
  const target = endpointTarget(component.id, endpoint);
  if (endpoint.expectedRows === undefined) return undecided([`${target}.expectedRows`], { target, property: "apis" });
  if (endpoint.expectedRows <= settings["api.offsetMaxRows"]) return undefined;
  return finding({ target, property: "apis", data: { operation: operationName(endpoint), rows: endpoint.expectedRows } });
};

const shop = sketch().client("web").call("web", "order", { tls: true });
const api = (endpoint: Partial<Endpoint>) => ({
  apis: [{ id: "orders-api", style: "rest" as const, endpoints: [{ id: "listOrders", method: "GET", path: "/v1/orders", collection: true, ...endpoint }] }],
});

export const offsetOnLargeList = defineRule<Data>({
  id: "api/offset-on-large-list",
  title: "Offset pagination on a large list",
  severity: "warning",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message: ({ element, data }, { index, settings }) =>
    `${data.operation} of ${index.nameOf(element.id)} pages ${formatQuantity("count", data.rows)} rows by offset; up to ${formatQuantity("count", settings["api.offsetMaxRows"])} that is fine.`,
  why: "The store reads and throws away every row before the page, so the last pages take as long as all of them; rows that come and go meanwhile are skipped or shown twice.",
  remedy: "Page with a cursor that says where the last page ended.",
  sources: ["004 §2.1.5"],
  conflicts: ["CF-15"],
  needs: ["endpoint.pagination", "endpoint.expectedRows"],
  thresholds: ["api.offsetMaxRows"],
  fix: {
    title: "Page the list with a cursor",
    apply: (design, found) => updateEndpoint(design, found, pagedByCursor),
  },
  examples: {
    bad: [{ title: "Two million orders by offset", sketch: shop.service("order", api({ pagination: "offset", expectedRows: 2_000_000 })) }],
    good: [
      { title: "By cursor", sketch: shop.service("order", api({ pagination: "cursor", expectedRows: 2_000_000 })) },
      { title: "A short list by offset", sketch: shop.service("order", api({ pagination: "offset", expectedRows: 5_000 })) },
    ],
  },
});
