import type { KindEntry } from "../kind.ts";
import { IDENTITY, STORE } from "../property-groups.ts";

/** Cache. */
export const cache: KindEntry = {
  kind: "cache",
  title: "Cache",
  plural: "Caches",
  description: "Keeps copies of data in memory for quick reading; everything in it can be lost and made again.",
  group: "data",
  icon: "zap",
  shape: "cylinder",
  keywords: ["redis", "memcached", "valkey", "session store", "in-memory"],
  properties: [...IDENTITY, "engine", "role", "clusterId", "capClass", "consistencyNeed", ...STORE, "maxConnections", "maxReadRps", "maxWriteRps"],
  essentials: ["purpose", "engine", "owner", "zone", "instances", "capacityBytes"],
  options: { role: ["primary", "replica"] },
  cardFacts: ["engine", "instances", "capacityBytes"],
};
