import type { KindEntry } from "../kind.ts";
import { IDENTITY, PLACE } from "../property-groups.ts";

/** Client. */
export const client: KindEntry = {
  kind: "client",
  title: "Client",
  plural: "Clients",
  description: "An application in a user's hands (browser, mobile app, command line) or a program of somebody else that calls the system.",
  group: "people",
  icon: "monitor-smartphone",
  shape: "rounded",
  keywords: ["user", "browser", "frontend", "web app", "mobile", "app", "spa", "actor", "sdk"],
  properties: [...IDENTITY, "platform", ...PLACE, "criticality", "peakRps", "avgRps", "p99Ms", "bundleBytes", "failureModes", "metrics", "tracing", "secrets", "decision"],
  essentials: ["purpose", "technology", "platform", "zone"],
  cardFacts: ["platform", "peakRps"],
  defaults: { platform: "browser" },
};
