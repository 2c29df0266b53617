import type { KindEntry } from "../kind.ts";
import { IDENTITY, LIMITS, LOAD, OPERATION, PLACE, RELIABILITY } from "../property-groups.ts";

/** CDN. */
export const cdn: KindEntry = {
  kind: "cdn",
  title: "CDN",
  plural: "CDNs",
  description: "A network of caches close to the users that serves static and cacheable content and shields the origin.",
  group: "edge",
  icon: "earth",
  shape: "card",
  keywords: ["content delivery", "edge cache", "static files", "cloudfront"],
  properties: [...IDENTITY, "product", ...PLACE, ...OPERATION, ...LOAD, ...RELIABILITY, ...LIMITS, "tracing", "secrets", "decision"],
  essentials: ["technology", "managed", "ddosProtection", "zone"],
  cardFacts: ["managed", "peakRps", "availability"],
  defaults: { managed: true },
};
