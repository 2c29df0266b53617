import type { KindEntry } from "../kind.ts";
import { IDENTITY } from "../property-groups.ts";

/** Shared library. */
export const sharedLib: KindEntry = {
  kind: "sharedLib",
  title: "Shared library",
  plural: "Shared libraries",
  description: "Code that several services are built with; changing it means releasing them all.",
  group: "platform",
  icon: "library",
  shape: "card",
  keywords: ["library", "package", "sdk", "module", "common code"],
  properties: [...IDENTITY, "language", "provides", "bundleBytes", "contexts", "team", "teams", "releaseTrain", "releaseCadence", "decision"],
  essentials: ["purpose", "provides", "team", "bundleBytes"],
  cardFacts: ["team", "bundleBytes", "language"],
};
