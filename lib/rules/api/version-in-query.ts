import type { Api, Endpoint } from "#lib/model/contract.ts";
import { patched } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { type ApiCheck, apiName, apiTarget, checkApis, offersRest, updateApi } from "../apis.ts";
import { API_KINDS } from "../endpoints.ts";
import { queryNames, versionedByUrl, withoutQueryNames } from "../resource-path.ts";
import { defineRule, finding } from "../rule.ts";

type Data = { readonly api: string; readonly parameter?: string };

const OF_API = /^api[-_]?version$/iu;
const OF_ANYTHING = /^(?:v|version)$/iu;

/** Whether a query parameter chooses the version of the API; `version` of an API that is versioned elsewhere is that of the resource. */
const choosesVersion = (name: string, { versioning }: Api): boolean => OF_API.test(name) || (versioning !== "url" && versioning !== "header" && OF_ANYTHING.test(name));

const isAsked = ({ params, path }: Endpoint): boolean => !!params?.length || path?.includes("?") === true;

const check: ApiCheck<Data> = (api, component) => {
  if (!offersRest(api)) return undefined;
  let parameter: string | undefined;
  for (const endpoint of api.endpoints ?? []) if (isAsked(endpoint)) parameter ??= queryNames(endpoint).find((name) => choosesVersion(name, api));
  if (api.versioning !== "query" && parameter === undefined) return undefined;
  return finding({ target: apiTarget(component, api), property: "apis", data: { api: apiName(api), ...(parameter !== undefined && { parameter }) } });
};

const shop = sketch().client("web").call("web", "users", { tls: true });
const list = { id: "listUsers", method: "GET", path: "/api/users", collection: true, pagination: "cursor" } as const;
const api = (properties: Partial<Api>) => ({ apis: [{ id: "users-api", style: "rest" as const, exposure: "public" as const, ...properties }] });

export const versionInQuery = defineRule<Data>({
  id: "api/version-in-query",
  title: "Version in the query string",
  severity: "warning",
  each: "component",
  kinds: API_KINDS,
  check: (component, context) => checkApis(component, context, check),
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} lets callers of ${data.api} choose its version in the query string${data.parameter === undefined ? "" : `, by ${data.parameter}`}.`,
  why: "A parameter is easily left out, and then nobody knows which version answers; gateways and caches that look at the path mix the versions up.",
  remedy: "Put the version into the URL (/v1/…), or into a header.",
  sources: ["004 §2.1.4"],
  conflicts: ["CF-20"],
  needs: ["api.versioning", "endpoint.params"],
  fix: {
    title: "Put the version into the URL",
    apply: (design, found, context) =>
      updateApi(design, found, context, (before) => {
        const patch = versionedByUrl({
          ...before,
          ...(before.endpoints && {
            endpoints: before.endpoints.map((endpoint) =>
              patched<Endpoint>(
                endpoint,
                withoutQueryNames(endpoint, (name) => choosesVersion(name, before) || OF_API.test(name)),
              ),
            ),
          }),
        });
        return patch;
      }),
  },
  examples: {
    bad: [
      { title: "GET /api/users?version=1", sketch: shop.service("users", api({ endpoints: [{ ...list, params: [{ name: "version", in: "query" }] }] })) },
      { title: "Declared so", sketch: shop.service("users", api({ versioning: "query", endpoints: [list] })) },
    ],
    good: [
      { title: "In the URL", sketch: shop.service("users", api({ versioning: "url", endpoints: [{ ...list, path: "/api/v1/users" }] })) },
      {
        title: "The version of a document, not of the API",
        sketch: shop.service(
          "users",
          api({ versioning: "url", endpoints: [{ id: "getContract", method: "GET", path: "/v1/contracts/{id}", params: [{ name: "version", in: "query" }] }] }),
        ),
      },
    ],
  },
});
