import { isBehindCdn, isKeptPrivate, needsAuth } from "#lib/analysis/cdn-reach.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endpointTarget, operationName, updateEndpoint } from "../endpoints.ts";
import { defineRule, finding, type Report } from "../rule.ts";

const account = (auth: string, cacheControl?: string) => ({
  apis: [
    {
      id: "account-api",
      style: "rest" as const,
      exposure: "public" as const,
      endpoints: [{ id: "myOrders", method: "GET", path: "/me/orders", auth, cacheable: true, ...(cacheControl === undefined ? {} : { cacheControl }) }],
    },
  ],
});
const front = sketch().client("web", { platform: "browser" }).component("cdn", "cdn").call("web", "cdn").call("cdn", "account");

const MAX_AGE = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/iu;

interface Exposed {
  readonly operation: string;
  readonly cacheControl: string | undefined;
}

export const privateResponseAtCdn = defineRule<Exposed>({
  id: "caching/private-response-at-cdn",
  title: "Private response may be stored by a shared cache",
  severity: "error",
  each: "component",
  kinds: COMPUTE_KINDS,
  check(component, { index }) {
    if (!component.apis || !isBehindCdn(component, index)) return undefined;
    const reports: Report<Exposed>[] = [];
    for (const api of component.apis) {
      for (const endpoint of api.endpoints ?? []) {
        if (endpoint.cacheable !== true || !needsAuth(endpoint) || isKeptPrivate(endpoint.cacheControl)) continue;
        reports.push(
          finding({ target: endpointTarget(component.id, endpoint), property: "apis", data: { operation: operationName(endpoint), cacheControl: endpoint.cacheControl } }),
        );
      }
    }
    return reports;
  },
  message: ({ element, data }, { index }) =>
    `${data.operation} of ${index.nameOf(element.id)} answers signed-in callers, and its ${data.cacheControl ? `Cache-Control "${data.cacheControl}"` : "missing Cache-Control"} lets the CDN store the answer.`,
  why: "A shared cache may hand one customer's answer to the next one who asks for the same address.",
  remedy: "Set Cache-Control to private, or to no-store where not even the caller's own device may keep the answer.",
  sources: ["002 Caching + Auth (derived)"],
  needs: ["component.apis.endpoints.auth", "component.apis.endpoints.cacheable", "component.apis.endpoints.cacheControl"],
  thresholds: ["cache.ttlMs"],
  fix: {
    title: "Set Cache-Control to private",
    apply: (design, found, { settings }) =>
      updateEndpoint(design, found, (endpoint) => ({
        cacheControl: `private, max-age=${MAX_AGE.exec(endpoint.cacheControl ?? "")?.[1] ?? Math.round(settings["cache.ttlMs"] / 1_000)}`,
      })),
  },
  examples: {
    bad: [
      { title: "My orders, stored for everybody", sketch: front.service("account", account("oidc", "public, max-age=60")) },
      { title: "The CDN is told nothing", sketch: front.service("account", account("oidc")) },
    ],
    good: [
      { title: "Only the caller's browser keeps it", sketch: front.service("account", account("oidc", "private, max-age=60")) },
      { title: "Everybody may see it", sketch: front.service("account", account("none", "public, max-age=60")) },
    ],
  },
});
