import type { KindEntry } from "../kind.ts";
import { IDENTITY, LIMITS, LOAD, OPERATION, PLACE, RELIABILITY, SECRETS } from "../property-groups.ts";

/** API gateway. */
export const gateway: KindEntry = {
  kind: "gateway",
  title: "API gateway",
  plural: "API gateways",
  description: "The one entrance for callers from outside: routes, authenticates and limits requests before they reach a service.",
  group: "edge",
  icon: "door-open",
  shape: "card",
  keywords: ["api gateway", "entry point", "router", "authorizer", "kong", "apigee"],
  properties: [
    ...IDENTITY,
    "product",
    ...PLACE,
    ...OPERATION,
    "routes",
    "apis",
    ...LIMITS,
    ...LOAD,
    ...RELIABILITY,
    "timeoutMs",
    "healthCheck",
    "logs",
    "tracing",
    ...SECRETS,
    "decision",
  ],
  essentials: ["technology", "instances", "managed", "routes", "rateLimits", "ddosProtection", "zone"],
  cardFacts: ["instances", "p99Ms", "managed"],
};
