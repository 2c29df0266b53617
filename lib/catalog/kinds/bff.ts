import type { KindEntry } from "../kind.ts";
import { COMPUTE, COMPUTE_ROLES, IDENTITY } from "../property-groups.ts";

/** Back end for front end. */
export const bff: KindEntry = {
  kind: "bff",
  title: "Back end for front end",
  plural: "Back ends for front ends",
  description: "A thin server made for one client that gathers and shapes what that client needs.",
  group: "compute",
  icon: "panels-top-left",
  shape: "card",
  keywords: ["bff", "backend for frontend", "aggregator", "graphql server", "next.js"],
  properties: [...IDENTITY, ...COMPUTE],
  essentials: ["purpose", "technology", "team", "zone", "apis", "instances", "p99Ms"],
  options: { role: COMPUTE_ROLES },
  cardFacts: ["instances", "p99Ms", "team"],
};
