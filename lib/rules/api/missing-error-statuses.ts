import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { validationStatuses } from "#lib/analysis/validation-status.ts";
import type { Endpoint } from "#lib/model/contract.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, isAuthenticated, operationName, updateEndpoint } from "../endpoints.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

type Data = { readonly operation: string; readonly missing: readonly number[] };

const hasPathParameter = ({ path, params }: Endpoint): boolean =>
  (path !== undefined && (path.includes("{") || path.includes("/:"))) || params?.some((param) => param.in === "path") === true;

/** The error statuses that an endpoint can answer and does not declare, in ascending order. */
function missingStatuses(endpoint: Endpoint, index: DesignIndex): readonly number[] | undefined {
  const { responses } = endpoint;
  let missing: number[] | undefined;
  let validation: number | undefined;
  if (endpoint.body !== undefined && !responses?.includes(400) && !responses?.includes(422)) validation = endpoint.validationStatus ?? validationStatuses(index).usual;
  if (validation === 400) (missing ??= []).push(400);
  if (isAuthenticated(endpoint) && !responses?.includes(401)) (missing ??= []).push(401);
  if (endpoint.permissions?.length && !responses?.includes(403)) (missing ??= []).push(403);
  if (hasPathParameter(endpoint) && !responses?.includes(404)) (missing ??= []).push(404);
  if (validation === 422) (missing ??= []).push(422);
  if (endpoint.rateLimit === true && !responses?.includes(429)) (missing ??= []).push(429);
  return missing;
}

const check: EndpointCheck<Data> = (endpoint, _api, component, { index }) => {
  const missing = missingStatuses(endpoint, index);
  if (missing === undefined) return undefined;
  return finding({ target: endpointTarget(component.id, endpoint), property: "apis", data: { operation: operationName(endpoint), missing } });
};

const shop = sketch().client("web").call("web", "order", { tls: true });
const create = { id: "createOrder", method: "POST", path: "/v1/orders", auth: "oidc", permissions: ["order:create"], rateLimit: true, body: { validated: true } };
const api = (endpoint: Endpoint) => ({ apis: [{ id: "orders-api", style: "rest" as const, endpoints: [endpoint] }] });

export const missingErrorStatuses = defineRule<Data>({
  id: "api/missing-error-statuses",
  title: "Error responses not declared",
  severity: "warning",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message: ({ element, data }, { index }) =>
    `The contract of ${data.operation} of ${index.nameOf(element.id)} does not say that it can answer ${listed(data.missing.map(String), 5)}.`,
  why: "What the contract does not name, clients do not handle: an expired token or a full bucket becomes a crash or an endless retry.",
  remedy: "Declare 401 with authentication, 403 with permissions, 404 with an id in the path, 400 or 422 with a body, and 429 with a rate limit.",
  sources: ["004 §2.1.3", "003 Step 3.4"],
  needs: ["endpoint.responses", "endpoint.auth", "endpoint.params", "endpoint.body", "endpoint.rateLimit"],
  fix: {
    title: "Declare the missing statuses",
    apply: (design, found, { index }) =>
      updateEndpoint(design, found, (endpoint) => {
        const missing = missingStatuses(endpoint, index) ?? [];
        return { responses: [...(endpoint.responses ?? []), ...missing].toSorted((one, other) => one - other) };
      }),
  },
  examples: {
    bad: [
      { title: "Only what goes well", sketch: shop.service("order", api({ ...create, responses: [201] })) },
      { title: "An order that is not there", sketch: shop.service("order", api({ id: "getOrder", method: "GET", path: "/v1/orders/{id}", responses: [200] })) },
    ],
    good: [
      { title: "What can go wrong is said", sketch: shop.service("order", api({ ...create, responses: [201, 401, 403, 422, 429] })) },
      { title: "Nothing to refuse", sketch: shop.service("order", api({ id: "getNews", method: "GET", path: "/v1/news", auth: "none", markedPublic: true, responses: [200] })) },
    ],
  },
});
