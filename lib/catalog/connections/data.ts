import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import type { ConnectionEntry } from "../connection.ts";

/** Data access. */
export const data: ConnectionEntry = {
  kind: "data",
  title: "Data access",
  verb: "reads and writes",
  description: "A program reads or writes rows, documents or files of a store.",
  line: "data",
  properties: [
    "label",
    "mode",
    "timeoutMs",
    "pool",
    "readRps",
    "writeRps",
    "callsPerRequest",
    "parallelGroup",
    "longRunning",
    "hard",
    "retry",
    "breaker",
    "fallback",
    "bulkhead",
    "readYourWrites",
    "rywStrategy",
    "xa",
    "client",
    "auth",
    "tls",
  ],
  essentials: ["mode", "timeoutMs", "pool", "readRps", "writeRps", "tls"],
  options: { mode: ["r", "w", "rw"] },
  legal: [{ from: [...COMPUTE_KINDS], to: ["database", "objectStore"] }],
  defaults: { mode: "rw" },
};
