import { findRoute } from "#lib/server/http/route-table.ts";
import { OPERATIONS } from "#lib/server/operations/catalogue.ts";

const API = "/api/v1";
const HEALTH = new Set(["/livez", "/readyz"]);

/** The kind of a request, out of a short list: the operation of the API, or which part of the pages. */
export function routeOf(method: string, path: string): string {
  if (HEALTH.has(path)) return path;
  if (path.startsWith("/_next/")) return "asset";
  if (!path.startsWith(`${API}/`)) return "page";
  const route = findRoute(OPERATIONS, method, path.slice(API.length));
  return "operation" in route ? route.operation.id : "unknown operation";
}
