import type { KindEntry } from "../kind.ts";
import { COMPUTE, COMPUTE_ROLES, IDENTITY } from "../property-groups.ts";

/** Service. */
export const service: KindEntry = {
  kind: "service",
  title: "Service",
  plural: "Services",
  description: "A program of your own that runs all the time, owns its data and offers an API or handles messages.",
  group: "compute",
  icon: "box",
  shape: "card",
  keywords: ["microservice", "backend", "server", "application", "api", "worker", "monolith"],
  properties: [...IDENTITY, ...COMPUTE],
  essentials: ["purpose", "technology", "contexts", "team", "zone", "apis", "instances", "criticality", "p99Ms"],
  options: { role: COMPUTE_ROLES },
  cardFacts: ["instances", "p99Ms", "team"],
};
