import type { Endpoint } from "#lib/model/contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, operationName, updateEndpoint } from "../endpoints.ts";
import { effectOf } from "../resource-path.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";
import { isAsync } from "../status-endpoint.ts";

type Data = { readonly operation: string; readonly answers: readonly number[]; readonly expected: number; readonly sort: string };

const READ = { statuses: [200, 206], sort: "that reads" } as const;
const CREATE = { statuses: [201], sort: "that creates" } as const;
const UPDATE = { statuses: [200, 204], sort: "that updates" } as const;
const DELETE = { statuses: [204], sort: "that deletes" } as const;
const ACCEPT = { statuses: [202], sort: "that only accepts the work" } as const;

/** The statuses that fit an endpoint, the usual one first; nothing for an action, which may answer anything. */
function fitting(endpoint: Endpoint): { readonly statuses: readonly number[]; readonly sort: string } | undefined {
  if (isAsync(endpoint)) return ACCEPT;
  switch (effectOf(endpoint)) {
    case "read":
      return READ;
    case "create":
      return CREATE;
    case "update":
      return UPDATE;
    case "delete":
      return DELETE;
    case "action":
    case undefined:
      return undefined;
  }
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;
/** Answers that say something of their own beside success: parts of a result, results per item. */
const isPartial = (status: number): boolean => status === 206 || status === 207;

const check: EndpointCheck<Data> = (endpoint, _api, component) => {
  const { responses } = endpoint;
  if (!responses?.length) return undefined;
  const fits = fitting(endpoint);
  if (!fits || responses.some((status) => fits.statuses.includes(status) || (endpoint.batch === true && status === 207))) return undefined;
  const answers = responses.filter(isSuccess);
  if (answers.length === 0 && responses.some((status) => status >= 300 && status < 400)) return undefined;
  return finding({
    target: endpointTarget(component.id, endpoint),
    property: "apis",
    data: { operation: operationName(endpoint), answers, expected: fits.statuses[0] ?? 200, sort: fits.sort },
  });
};

const shop = sketch().client("web").call("web", "order", { tls: true });
const api = (endpoint: Partial<Endpoint>) => ({
  apis: [{ id: "orders-api", style: "rest" as const, endpoints: [{ id: "createOrder", method: "POST", path: "/v1/orders", effect: "create" as const, ...endpoint }] }],
});

export const wrongSuccessStatus = defineRule<Data>({
  id: "api/wrong-success-status",
  title: "Success status does not fit the operation",
  severity: "warning",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message: ({ element, data }, { index }) =>
    `${data.operation} of ${index.nameOf(element.id)} answers ${data.answers.length === 0 ? "with no success at all" : listed(data.answers.map(String))}; an operation ${data.sort} answers ${data.expected}.`,
  why: "Clients, gateways and monitors decide by the status: a 200 for work that is only accepted reads as done, and nobody comes back to look.",
  remedy: "Answer 200 to a read or update, 201 to a create, 204 to a delete, and 202 to work that is done later.",
  sources: ["004 §2.1.3", "003 Ex. 1 (judged)"],
  conflicts: ["CF-17"],
  needs: ["endpoint.effect", "endpoint.async", "endpoint.responses"],
  fix: {
    title: "Answer with the status that fits",
    apply: (design, found) =>
      updateEndpoint(design, found, (endpoint) => {
        const status = fitting(endpoint)?.statuses[0];
        if (status === undefined) return {};
        return { responses: [status, ...(endpoint.responses ?? []).filter((other) => other !== status && (!isSuccess(other) || isPartial(other)))] };
      }),
  },
  examples: {
    bad: [
      { title: "Accepted, answered as done", sketch: shop.service("order", api({ async: true, statusEndpoint: "getOrder", responses: [200, 400] })) },
      { title: "Created, answered as read", sketch: shop.service("order", api({ responses: [200, 422] })) },
      { title: "Nothing but errors", sketch: shop.service("order", api({ responses: [400, 401] })) },
    ],
    good: [
      { title: "201 when it exists", sketch: shop.service("order", api({ responses: [201, 422] })) },
      { title: "202 when it will", sketch: shop.service("order", api({ async: true, statusEndpoint: "getOrder", responses: [202, 422] })) },
      {
        title: "204 when it is gone",
        sketch: shop.service("order", api({ id: "deleteOrder", method: "DELETE", path: "/v1/orders/{id}", effect: "delete", responses: [204, 404] })),
      },
    ],
  },
});
