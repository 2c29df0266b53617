import type { KindEntry } from "../kind.ts";
import { IDENTITY, PLACE, RELIABILITY, SECRETS } from "../property-groups.ts";

/** External system. */
export const external: KindEntry = {
  kind: "external",
  title: "External system",
  plural: "External systems",
  description: "A system that others run and that the design depends on: a payment provider, a mail service, a legacy system.",
  group: "people",
  icon: "building-complex",
  shape: "dashed",
  keywords: ["third party", "saas", "provider", "payment", "email", "sms", "partner", "legacy"],
  properties: [
    ...IDENTITY,
    "category",
    "product",
    ...PLACE,
    "criticality",
    "managed",
    "apis",
    "capacityRps",
    "peakRps",
    "avgRps",
    "p99Ms",
    ...RELIABILITY,
    ...SECRETS,
    "rateLimits",
    "decision",
  ],
  essentials: ["purpose", "technology", "category", "availability", "p99Ms"],
  cardFacts: ["category", "p99Ms", "availability"],
  defaults: { managed: true },
};
