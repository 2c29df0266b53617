import { propertySheet } from "./fixed-sheet.ts";

/** Load, latency, availability, growth: the numbers that the design must hold. */
export const quality = propertySheet({
  id: "quality",
  title: "Quality",
  group: "Requirements",
  one: "number",
  description: "Load, latency, availability, growth: the numbers that the design must hold.",
  paths: [
    "requirements.nfr",
    "requirements.growth",
    "requirements.loadTestRps",
    "requirements.chaosTests",
    "requirements.multiTenant",
    "requirements.tenantKey",
    "requirements.mtlsEverywhere",
  ],
});
