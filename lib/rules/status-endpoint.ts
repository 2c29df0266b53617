import type { Api, Endpoint } from "#lib/model/contract.ts";
import type { Design } from "#lib/model/design.ts";
import { type Patch, patched } from "#lib/model/edit.ts";
import { mapApis } from "#lib/model/edit-contract.ts";
import { LINE_LIMIT } from "#lib/model/schema.ts";
import { endpointTarget } from "./endpoints.ts";
import { hasMethod, isParameter, withoutQuery } from "./resource-path.ts";
import type { Finding } from "./rule.ts";

/** Whether an operation answers before the work is done. */
export const isAsync = ({ async, responses }: Endpoint): boolean => async ?? responses?.includes(202) === true;

/** Whether a caller learns how an accepted operation ended: asks, is called back, or reads along. */
export const tellsOutcome = ({ statusEndpoint, callback, streaming }: Endpoint): boolean => !!statusEndpoint || !!callback || streaming === true;

/** Changes the operation that a finding is about, and gives it a status endpoint: an existing one that reads the same resource, else a new one with the same protection. */
export function updateWithStatus(design: Design, found: Finding, patch: (endpoint: Endpoint) => Patch<Endpoint> = () => ({})): Design {
  const owner = found.element.id;
  return mapApis(design, owner, (api) => {
    let next = api;
    for (const endpoint of api.endpoints ?? []) {
      if (endpointTarget(owner, endpoint) === found.target) next = withStatus(next, endpoint, patch(endpoint));
    }
    return next;
  });
}

function withStatus(api: Api, endpoint: Endpoint, patch: Patch<Endpoint>): Api {
  const endpoints = api.endpoints ?? [];
  const existing = endpoints.find((other) => other.id !== "" && readsOutcome(other, endpoint));
  const status = existing ?? statusEndpoint(endpoint, endpoints);
  const next = patched<Endpoint>(endpoint, { ...patch, ...(!tellsOutcome(endpoint) && { statusEndpoint: status.id }) });
  const changed = endpoints.map((other) => (other === endpoint ? next : other));
  return { ...api, endpoints: existing || tellsOutcome(endpoint) ? changed : [...changed, status] };
}

/** Whether another endpoint reads the resource that an operation makes or changes. */
function readsOutcome(other: Endpoint, endpoint: Endpoint): boolean {
  if (!hasMethod(other, "GET") || !other.path || !endpoint.path) return false;
  const path = withoutQuery(endpoint.path);
  const last = other.path.slice(other.path.lastIndexOf("/") + 1);
  if (isParameter(last) && other.path.slice(0, -last.length - 1) === path) return true;
  return other.path === path && isParameter(path.slice(path.lastIndexOf("/") + 1));
}

function statusEndpoint(endpoint: Endpoint, others: readonly Endpoint[]): Endpoint {
  const path = withoutQuery(endpoint.path ?? "").replace(/\/+$/u, "");
  const parameter = path.includes("{id}") ? "operation_id" : "id";
  const own = `${path}/{${parameter}}`;
  const wanted = path === "" || own.length > LINE_LIMIT ? "/operations/{id}" : own;
  const { auth, markedPublic, permissions, rateLimit, tenantSource } = endpoint;
  const names = [...wanted.matchAll(/\{([^{}]+)\}/gu)].map(([, name = ""]) => name);
  return patched<Endpoint>(
    {
      id: freshOperation(`${endpoint.id || "operation"}Status`, others),
      method: "GET",
      path: wanted,
      effect: "read",
      params: names.map((name) => ({ name, in: "path" as const, usedAs: "value" as const })),
      responses: [200, ...(auth && auth !== "none" ? [401] : []), ...(permissions?.length ? [403] : []), 404, ...(rateLimit ? [429] : [])],
    },
    { auth, markedPublic, permissions, rateLimit, tenantSource },
  );
}

function freshOperation(name: string, others: readonly Endpoint[]): string {
  const base = name.slice(0, LINE_LIMIT - 8);
  const taken = new Set(others.map(({ id }) => id));
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}${number}`;
  return id;
}
