import { connectionSheet } from "./member-sheet.ts";

/** What is cached where, for how long, and how it is invalidated. */
export const caching = connectionSheet({
  id: "caching",
  title: "Cache access",
  group: "Caching",
  one: "cache access",
  description: "What is cached where, for how long, and how it is invalidated.",
  columns: ["from", "to", "use", "structure", "pattern", "ttlMs", "invalidation", "maxStalenessMs", "stampede", "mutable", "writeOnUpdate", "origin"],
  kind: "cacheAccess",
  adds: true,
});
