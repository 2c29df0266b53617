import type { KindEntry } from "../kind.ts";
import { IDENTITY, LIMITS, LOAD, OPERATION, PLACE, RELIABILITY } from "../property-groups.ts";

/** Load balancer. */
export const loadBalancer: KindEntry = {
  kind: "loadBalancer",
  title: "Load balancer",
  plural: "Load balancers",
  description: "Spreads requests over the running copies of what stands behind it and takes sick ones out of service.",
  group: "edge",
  icon: "split",
  shape: "card",
  keywords: ["lb", "alb", "nlb", "proxy", "reverse proxy", "ingress", "haproxy", "nginx"],
  properties: [...IDENTITY, "product", ...PLACE, ...OPERATION, ...LOAD, ...RELIABILITY, "healthCheck", ...LIMITS, "tracing", "secrets", "decision"],
  essentials: ["technology", "managed", "instances", "zone", "healthCheck"],
  cardFacts: ["instances", "peakRps", "managed"],
};
