import type { Endpoint } from "#lib/model/contract.ts";
import type { Patch } from "#lib/model/edit.ts";
import { LINE_LIMIT } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, operationName, updateEndpoint } from "../endpoints.ts";
import { isParameter, isSingular, lastNoun, pluralOf, queryNames } from "../resource-path.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

type Data = { readonly operation: string; readonly segments: readonly string[]; readonly plurals: readonly string[] };

/** Something that is no plural in front of a parameter. */
const BEFORE_PARAMETER = /[a-rt-z]\/[{:]/iu;

/** Whether a query parameter picks one of many by its id: `/user?id=123`, `/user?user_id=123`. */
function isPickedByQuery(endpoint: Endpoint): boolean {
  if (!endpoint.path?.includes("?") && !endpoint.params?.some((param) => param.in === "query")) return false;
  const noun = lastNoun(endpoint.path ?? "")?.toLowerCase() ?? "";
  return queryNames(endpoint).some((name) => {
    const folded = name.replaceAll(/[_-]/gu, "").toLowerCase();
    return folded === "id" || folded === `${noun.replaceAll(/[_-]/gu, "")}id`;
  });
}

/** Rewrites the names of collections in a path: what a parameter picks from, and the last name of a list. */
function withCollections(endpoint: Endpoint, rename: (segment: string) => string): string {
  const { path = "" } = endpoint;
  const isMany = endpoint.collection === true || isPickedByQuery(endpoint);
  const [route = "", ...query] = path.split("?");
  const segments = route.split("/");
  const last = segments.findLastIndex((segment) => segment !== "");
  const next = segments.map((segment, at) => {
    const following = segments[at + 1];
    const holdsMany = following === undefined ? isMany && at === last : isParameter(following) || (isMany && at === last);
    return holdsMany && !isParameter(segment) && isSingular(segment) ? rename(segment) : segment;
  });
  return [next.join("/"), ...query].join("?");
}

/** The path with its collections in the plural; nothing when it would be too long. */
function pluralised(endpoint: Endpoint): Patch<Endpoint> {
  const path = withCollections(endpoint, pluralOf);
  return path.length > LINE_LIMIT ? {} : { path };
}

/** Whether the last name in front of the query ends like a plural. */
function endsInPlural(path: string): boolean {
  let end = path.indexOf("?");
  if (end < 0) end = path.length;
  while (path[end - 1] === "/") end -= 1;
  return path[end - 1] === "s";
}

const check: EndpointCheck<Data> = (endpoint, _api, component) => {
  const { path } = endpoint;
  // Most paths end here: taking them apart is the expensive part.
  if (!path || !(BEFORE_PARAMETER.test(path) || (!endsInPlural(path) && (endpoint.collection === true || isPickedByQuery(endpoint))))) return undefined;
  const segments: string[] = [];
  withCollections(endpoint, (segment) => {
    segments.push(segment);
    return segment;
  });
  if (segments.length === 0) return undefined;
  return finding({
    target: endpointTarget(component.id, endpoint),
    property: "apis",
    fixable: pluralised(endpoint).path !== undefined,
    data: { operation: operationName(endpoint), segments, plurals: segments.map(pluralOf) },
  });
};

const shop = sketch().client("web").call("web", "users", { tls: true });
const api = (endpoint: Partial<Endpoint>) => ({ apis: [{ id: "users-api", style: "rest" as const, endpoints: [{ id: "getUsers", method: "GET", ...endpoint }] }] });

export const singularCollection = defineRule<Data>({
  id: "api/singular-collection",
  title: "Collection path not plural",
  severity: "info",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message: ({ element, data }, { index }) => `${data.operation} of ${index.nameOf(element.id)} calls a collection ${listed(data.segments)} instead of ${listed(data.plurals)}.`,
  why: "Callers guess paths from the ones they know; when some collections are plural and some are not, every guess fails half of the time.",
  remedy: "Name collections in the plural, in the list and in front of the id: /users, /users/{id}.",
  sources: ["004 §2.1.1 (GET /user?id=123 is bad)"],
  needs: ["endpoint.path", "endpoint.collection", "endpoint.params"],
  fix: {
    title: "Name the collection in the plural",
    apply: (design, found) => updateEndpoint(design, found, pluralised),
  },
  examples: {
    bad: [
      { title: "One user out of user", sketch: shop.service("users", api({ path: "/v1/user/{id}" })) },
      { title: "One user by a query", sketch: shop.service("users", api({ path: "/user?id=123" })) },
      { title: "One user by a declared parameter", sketch: shop.service("users", api({ path: "/v1/user", params: [{ name: "userId", in: "query" }] })) },
      { title: "A list of category", sketch: shop.service("users", api({ path: "/v1/category", collection: true, pagination: "cursor" })) },
    ],
    good: [
      { title: "One user out of users", sketch: shop.service("users", api({ path: "/v1/users/{id}" })) },
      { title: "What has no plural", sketch: shop.service("users", api({ path: "/v1/stock/{id}" })) },
      { title: "The session's own profile, in one tenant", sketch: shop.service("users", api({ path: "/v1/profile?tenant_id=7" })) },
      { title: "There is only one profile", sketch: shop.service("users", api({ path: "/v1/users/{id}/profile" })) },
    ],
  },
});
