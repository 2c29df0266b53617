import type { KindEntry } from "../kind.ts";
import { IDENTITY, LOAD, OPERATION, PLACE, RELIABILITY } from "../property-groups.ts";

/** Registry. */
export const registry: KindEntry = {
  kind: "registry",
  title: "Registry",
  plural: "Registries",
  description: "Knows where the running copies of each service are, or which settings they use.",
  group: "platform",
  icon: "book-bookmark",
  shape: "card",
  keywords: ["service discovery", "consul", "eureka", "etcd", "configuration", "service registry"],
  properties: [...IDENTITY, "product", ...PLACE, ...OPERATION, ...LOAD, ...RELIABILITY, "secrets", "decision"],
  essentials: ["technology", "instances", "managed", "zone"],
  cardFacts: ["instances", "managed", "availability"],
};
