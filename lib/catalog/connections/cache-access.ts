import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import type { ConnectionEntry } from "../connection.ts";

/** Cache access. */
export const cacheAccess: ConnectionEntry = {
  kind: "cacheAccess",
  title: "Cache access",
  verb: "caches in",
  description: "A program keeps copies, sessions or counters in a cache and reads them back.",
  line: "data",
  properties: [
    "label",
    "use",
    "pattern",
    "ttlMs",
    "invalidation",
    "maxStalenessMs",
    "mutable",
    "writeOnUpdate",
    "stampede",
    "origin",
    "dataClass",
    "consistencyNeed",
    "timeoutMs",
    "readRps",
    "loadMs",
    "callsPerRequest",
    "parallelGroup",
    "longRunning",
    "fallback",
    "hard",
    "breaker",
    "auth",
    "tls",
  ],
  essentials: ["use", "pattern", "ttlMs", "invalidation", "stampede", "timeoutMs", "fallback", "tls"],
  legal: [{ from: [...COMPUTE_KINDS], to: ["cache"] }],
  defaults: { use: "cache" },
};
