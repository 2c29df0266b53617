import type { Endpoint } from "#lib/model/contract.ts";
import type { Patch } from "#lib/model/edit.ts";
import { LINE_LIMIT } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, operationName, updateEndpoint } from "../endpoints.ts";
import { hasMethod, lastNoun, queryNames, singularOf, withoutQueryNames } from "../resource-path.ts";
import { defineRule, finding } from "../rule.ts";

type Data = { readonly operation: string; readonly parameter: string };

const IDENTITY = /^(?:id|.+_id|.+[a-z0-9]Id)$/u;

/** The query parameter that picks the one resource that a GET returns. The id of something else is a filter when the path names a list. */
function identityOf(endpoint: Endpoint): string | undefined {
  const { path } = endpoint;
  if (!path || endpoint.collection === true || !hasMethod(endpoint, "GET") || /[{]|\/:/u.test(path)) return undefined;
  if (!endpoint.params?.length && !path.includes("?")) return undefined;
  const noun = lastNoun(path) ?? "";
  const one = singularOf(noun);
  return queryNames(endpoint).find((name) => {
    if (!IDENTITY.test(name)) return false;
    const owner = name.replace(/_?id$/iu, "").toLowerCase();
    return owner === "" || owner === one.toLowerCase() || one === noun;
  });
}

/** The parameter at the end of the path; nothing when that would be too long. */
function moved(endpoint: Endpoint, name: string): Patch<Endpoint> {
  const { path = "", params } = withoutQueryNames(endpoint, (other) => other === name);
  const [route = "", ...query] = path.split("?");
  const next = [`${route.replace(/\/+$/u, "")}/{${name}}`, ...query].join("?");
  if (next.length > LINE_LIMIT) return {};
  const declared = endpoint.params?.find((param) => param.in === "query" && param.name === name);
  return { path: next, params: [...(params ?? []), { ...declared, name, in: "path" }] };
}

const check: EndpointCheck<Data> = (endpoint, _api, component) => {
  const parameter = identityOf(endpoint);
  if (parameter === undefined) return undefined;
  return finding({
    target: endpointTarget(component.id, endpoint),
    property: "apis",
    fixable: moved(endpoint, parameter).path !== undefined,
    data: { operation: operationName(endpoint), parameter },
  });
};

const shop = sketch().client("web").call("web", "users", { tls: true });
const api = (endpoint: Partial<Endpoint>) => ({
  apis: [{ id: "users-api", style: "rest" as const, endpoints: [{ id: "getUser", method: "GET", effect: "read" as const, ...endpoint }] }],
});

export const idInQuery = defineRule<Data>({
  id: "api/id-in-query",
  title: "Single resource addressed by query parameter",
  severity: "info",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message: ({ element, data }, { index }) => `${data.operation} of ${index.nameOf(element.id)} finds its one resource by the query parameter ${data.parameter}.`,
  why: "A resource without an address of its own cannot be linked, cached or protected by its path, and a forgotten parameter asks for everything.",
  remedy: "Put the identity into the path, as in /users/{id}, and keep the query for filters.",
  sources: ["004 §2.1.1"],
  needs: ["endpoint.params", "endpoint.collection"],
  fix: {
    title: "Move the parameter into the path",
    apply: (design, found) =>
      updateEndpoint(design, found, (endpoint) => {
        const name = identityOf(endpoint);
        return name === undefined ? {} : moved(endpoint, name);
      }),
  },
  examples: {
    bad: [
      { title: "One user by ?id=", sketch: shop.service("users", api({ path: "/v1/users", params: [{ name: "id", in: "query" }] })) },
      { title: "The profile of a user", sketch: shop.service("users", api({ path: "/v1/profile", params: [{ name: "user_id", in: "query" }] })) },
      { title: "Written into the path", sketch: shop.service("users", api({ path: "/v1/user?id=123" })) },
    ],
    good: [
      { title: "One user by its path", sketch: shop.service("users", api({ path: "/v1/users/{id}", params: [{ name: "id", in: "path" }] })) },
      {
        title: "A list may be filtered by an id",
        sketch: shop.service("users", api({ path: "/v1/users", collection: true, pagination: "cursor", params: [{ name: "team_id", in: "query" }] })),
      },
    ],
  },
});
