import { isBehindCdn, isCacheableGet, needsAuth } from "#lib/analysis/cdn-reach.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import { endpointTarget, operationName, updateEndpoint } from "../endpoints.ts";
import { defineRule, finding, type Report } from "../rule.ts";

const products = (cacheControl?: string) => ({
  apis: [
    {
      id: "catalog-api",
      style: "rest" as const,
      exposure: "public" as const,
      endpoints: [{ id: "listProducts", method: "GET", path: "/products", cacheable: true, ...(cacheControl === undefined ? {} : { cacheControl }) }],
    },
  ],
});
const front = sketch().client("web", { platform: "browser" }).component("cdn", "cdn").call("web", "cdn");

export const cdnWithoutCacheControl = defineRule<{ readonly operation: string }>({
  id: "caching/cdn-without-cache-control",
  title: "CDN in front of responses without Cache-Control",
  severity: "warning",
  each: "component",
  kinds: COMPUTE_KINDS,
  check(component, { index }) {
    if (!component.apis || !isBehindCdn(component, index)) return undefined;
    const reports: Report<{ readonly operation: string }>[] = [];
    for (const api of component.apis) {
      for (const endpoint of api.endpoints ?? []) {
        if (endpoint.cacheControl || !isCacheableGet(endpoint)) continue;
        reports.push(finding({ target: endpointTarget(component.id, endpoint), property: "apis", data: { operation: operationName(endpoint) } }));
      }
    }
    return reports;
  },
  message: ({ element, data }, { index }) => `${data.operation} of ${index.nameOf(element.id)} is cacheable and behind a CDN, but says nothing about for how long.`,
  why: "Without the header the CDN guesses: it asks the origin every time, or keeps an answer longer than anybody wants.",
  remedy: "State Cache-Control in the contract: public with a max-age for everybody's data, private for the caller's own.",
  sources: ["002 Caching (API layer)", "004 §2.1 (304)"],
  needs: ["component.apis.endpoints.cacheable", "component.apis.endpoints.cacheControl"],
  thresholds: ["cache.ttlMs"],
  fix: {
    title: "Add Cache-Control to the contract",
    apply(design, found, { settings }) {
      const maxAge = Math.round(settings["cache.ttlMs"] / 1_000);
      return updateEndpoint(design, found, (endpoint) => ({ cacheControl: `${needsAuth(endpoint) ? "private" : "public"}, max-age=${maxAge}` }));
    },
  },
  examples: {
    bad: [
      { title: "The CDN has to guess", sketch: front.service("catalog", products()).call("cdn", "catalog") },
      { title: "A gateway in between changes nothing", sketch: front.gateway("gateway").service("catalog", products()).call("cdn", "gateway").call("gateway", "catalog") },
    ],
    good: [
      { title: "The answer lives for 5 min", sketch: front.service("catalog", products("public, max-age=300")).call("cdn", "catalog") },
      { title: "Nothing of this service passes the CDN", sketch: front.service("site").service("catalog", products()).call("cdn", "site").call("site", "catalog") },
    ],
  },
});
