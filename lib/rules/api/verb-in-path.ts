import type { Endpoint } from "#lib/model/contract.ts";
import { type Patch, patched } from "#lib/model/edit.ts";
import { LINE_LIMIT } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { API_KINDS, checkEndpoints, type EndpointCheck, endpointTarget, operationName, updateEndpoint } from "../endpoints.ts";
import { isParameter, isSingular, pluralOf, withoutQuery } from "../resource-path.ts";
import { defineRule, finding } from "../rule.ts";

type Data = { readonly operation: string; readonly segment: string };

/** What each verb asks of HTTP. */
const METHODS: Readonly<Record<string, string>> = {
  get: "GET",
  list: "GET",
  fetch: "GET",
  create: "POST",
  add: "POST",
  insert: "POST",
  save: "PUT",
  update: "PATCH",
  edit: "PATCH",
  delete: "DELETE",
  remove: "DELETE",
};
const VERBS = Object.keys(METHODS)
  .map((verb) => `[${verb.charAt(0).toUpperCase()}${verb.charAt(0)}]${verb.slice(1)}`)
  .join("|");
/** A verb ends where a capital, a separator or the segment's end follows: `/settings`, `/address` and `/add-ons` are nouns. */
const VERB = `(${VERBS})(?:(?=[A-Z])|[_-](?!ons?(?:[/?]|$))|(?=[/?]|$))`;
const VERB_IN_PATH = new RegExp(`(?:^|/)${VERB}`, "u");
const VERB_FIRST = new RegExp(`^${VERB}`, "u");

/** What is left of a segment without its verbs, in lower case with hyphens. */
function nounOf(segment: string): string {
  const verb = VERB_FIRST.exec(segment);
  if (!verb) return segment;
  const rest = segment.slice(verb[0].length).replaceAll(/(?<=[a-z0-9])(?=[A-Z])/gu, "-");
  return nounOf(rest.toLowerCase());
}

/** The noun as the path and the verb as the method of an endpoint; nothing when the path would be too long. */
function renamed({ path = "", method }: Endpoint): Patch<Endpoint> {
  const [route = "", ...query] = path.split("?");
  let verb = "";
  const segments = route.split("/").flatMap((segment) => {
    const found = isParameter(segment) ? null : VERB_FIRST.exec(segment);
    if (!found) return [segment];
    verb ||= (found[1] ?? "").toLowerCase();
    const noun = nounOf(segment);
    return noun === "" ? [] : [isSingular(noun) ? pluralOf(noun) : noun];
  });
  const next = [segments.join("/") || "/", ...query].join("?");
  if (next.length > LINE_LIMIT) return {};
  const isUpdate = METHODS[verb] === "PATCH" || METHODS[verb] === "PUT";
  return { path: next, method: isUpdate && (method === "PUT" || method === "PATCH") ? method : (METHODS[verb] ?? method) };
}

const check: EndpointCheck<Data> = (endpoint, api, component) => {
  if (endpoint.path === undefined || !VERB_IN_PATH.test(endpoint.path)) return undefined;
  const segment = withoutQuery(endpoint.path)
    .split("/")
    .find((part) => VERB_FIRST.test(part));
  if (segment === undefined) return undefined;
  const next = patched<Endpoint>(endpoint, renamed(endpoint));
  const taken = api.endpoints?.some((other) => other !== endpoint && other.path === next.path && other.method === next.method) === true;
  return finding({
    target: endpointTarget(component.id, endpoint),
    property: "apis",
    fixable: !taken && next !== endpoint,
    data: { operation: operationName(endpoint), segment },
  });
};

const shop = sketch().client("web").call("web", "users", { tls: true });
const api = (...endpoints: Endpoint[]) => ({ apis: [{ id: "users-api", style: "rest" as const, endpoints }] });

export const verbInPath = defineRule<Data>({
  id: "api/verb-in-path",
  title: "Verb in a resource path",
  severity: "warning",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkEndpoints(component, context, check),
  message: ({ element, data }, { index }) => `${data.operation} of ${index.nameOf(element.id)} names an action in its path: ${data.segment}.`,
  why: "A path names a thing and the method says what is done to it; with a verb in the path every action becomes an address of its own that caches, gateways and people must learn.",
  remedy: "Name the resource in the plural and let the method say what happens: GET /users, POST /users, DELETE /users/{id}.",
  sources: ["004 §2.1.1", "003 Step 3.2"],
  needs: ["endpoint.path"],
  fix: {
    title: "Name the resource and set the method",
    apply: (design, found) => updateEndpoint(design, found, renamed),
  },
  examples: {
    bad: [
      {
        title: "Actions as addresses",
        sketch: shop.service("users", api({ id: "listUsers", method: "GET", path: "/v1/getUsers" }, { id: "createUser", method: "POST", path: "/v1/createUser" })),
      },
      { title: "Delete by POST", sketch: shop.service("users", api({ id: "deleteUser", method: "POST", path: "/v1/users/delete/{id}" })) },
    ],
    good: [
      {
        title: "One resource, several methods",
        sketch: shop.service("users", api({ id: "listUsers", method: "GET", path: "/v1/users" }, { id: "deleteUser", method: "DELETE", path: "/v1/users/{id}" })),
      },
      { title: "Nouns that begin like verbs", sketch: shop.service("users", api({ id: "getAddress", method: "GET", path: "/v1/users/{id}/address/settings" })) },
    ],
  },
});
