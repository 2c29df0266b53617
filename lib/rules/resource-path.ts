import type { Api, Endpoint } from "#lib/model/contract.ts";
import { type Patch, patched } from "#lib/model/edit.ts";
import { LINE_LIMIT } from "#lib/model/schema.ts";

/** Whether a segment stands for a value: `{id}`, `:id`. */
export const isParameter = (segment: string): boolean => segment.startsWith("{") || segment.startsWith(":");

const VERSION = /^v\d+(?:(?:alpha|beta)\d*)?$/iu;
const VERSION_IN_PATH = /(?:^|\/)v\d+(?:(?:alpha|beta)\d*)?(?:\/|$|\?)/iu;

/** Whether a path names the version of its API: `/api/v1/orders`. */
export const hasVersion = (path: string): boolean => VERSION_IN_PATH.test(path);

/** A path without its query string. */
export const withoutQuery = (path: string): string => (path.includes("?") ? path.slice(0, path.indexOf("?")) : path);

/** Whether an endpoint has a method, however it is written. */
export const hasMethod = ({ method }: Endpoint, wanted: string): boolean => method !== undefined && (method === wanted || method.toUpperCase() === wanted);

/** What an endpoint does: declared, else as its method says; unknown for POST and for no method. */
export function effectOf(endpoint: Endpoint): Endpoint["effect"] {
  if (endpoint.effect !== undefined) return endpoint.effect;
  switch (endpoint.method?.toUpperCase()) {
    case "GET":
    case "HEAD":
      return "read";
    case "PUT":
    case "PATCH":
      return "update";
    case "DELETE":
      return "delete";
    default:
      return undefined;
  }
}

/** Nouns that are many already, or that are not counted, and names that stand for one thing on purpose. */
const WITHOUT_PLURAL = new Set(
  "api audit cash children content criteria data equipment feedback feet health history indices info information inventory login mail me media men metadata money news people search self series session sitemap software staff stock teeth traffic women".split(
    " ",
  ),
);

/** Whether a static segment can be read as a noun in the singular, so that a list should not be called so. */
export const isSingular = (segment: string): boolean =>
  /^[a-z][a-z0-9_-]*[a-rt-z]$/iu.test(segment) && !VERSION.test(segment) && !/^by[_-]/iu.test(segment) && !WITHOUT_PLURAL.has(lastWord(segment));

const lastWord = (segment: string): string => (/[A-Z]?[a-z0-9]*$/u.exec(segment)?.[0] || segment).toLowerCase();

/** The plural of a noun. */
export function pluralOf(noun: string): string {
  if (/[^aeiou]y$/iu.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:x|z|ch|sh)$/iu.test(noun) ? `${noun}es` : `${noun}s`;
}

/** The singular of a noun in the plural; the noun itself when it is not in the plural. */
export function singularOf(noun: string): string {
  if (/ies$/iu.test(noun)) return `${noun.slice(0, -3)}y`;
  if (/(?:x|z|ch|sh)es$/iu.test(noun)) return noun.slice(0, -2);
  return /[^s]s$/iu.test(noun) ? noun.slice(0, -1) : noun;
}

/** Last segment of a path that names something. */
export const lastNoun = (path: string): string | undefined =>
  withoutQuery(path)
    .split("/")
    .findLast((segment) => segment !== "" && !isParameter(segment));

/** Names of the query parameters of an endpoint: declared, or written into its path. */
export function queryNames({ params, path }: Endpoint): readonly string[] {
  const written = path?.includes("?") ? [...new URLSearchParams(path.slice(path.indexOf("?") + 1)).keys()] : [];
  return [...(params?.flatMap((param) => (param.in === "query" ? [param.name] : [])) ?? []), ...written];
}

/** The endpoint without some of its query parameters. */
export function withoutQueryNames(endpoint: Endpoint, gone: (name: string) => boolean): Patch<Endpoint> {
  const { params, path } = endpoint;
  const kept = params?.filter((param) => param.in !== "query" || !gone(param.name));
  if (!path?.includes("?")) return { params: kept };
  const rest = path
    .slice(path.indexOf("?") + 1)
    .split("&")
    .filter((pair) => !gone([...new URLSearchParams(pair).keys()][0] ?? ""));
  return { params: kept, path: rest.length > 0 ? `${withoutQuery(path)}?${rest.join("&")}` : withoutQuery(path) };
}

/** A path with the version in it: behind the base path, behind `/api`, else in front; as it is when it has one, or is relative to a base path. */
function versioned(path: string, base: string, version: string): string {
  if (path === "" || hasVersion(path)) return path;
  const from = path.startsWith("/") ? path : `/${path}`;
  if (base !== "" && from !== base && !from.startsWith(`${base}/`)) return path;
  const root = base || (/^\/api(?=\/|$)/iu.exec(from)?.[0] ?? "");
  const next = `${root}/${version}${from.slice(root.length)}`;
  return next.length > LINE_LIMIT ? path : next;
}

/** The API with its version in the URL of every endpoint. */
export function versionedByUrl(api: Api): Patch<Api> {
  const version = `v${api.major ?? 1}`;
  const base = (api.basePath ?? "").replace(/^(?!\/|$)/u, "/").replace(/\/+$/u, "");
  return {
    versioning: "url",
    ...(base !== "" && base.length <= LINE_LIMIT && { basePath: versioned(base, base, version) }),
    endpoints: api.endpoints?.map((endpoint) =>
      endpoint.path === undefined || hasVersion(base) ? endpoint : patched<Endpoint>(endpoint, { path: versioned(endpoint.path, base, version) }),
    ),
  };
}
