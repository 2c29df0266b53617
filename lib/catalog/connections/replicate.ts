import type { ConnectionEntry } from "../connection.ts";

/** Replication. */
export const replicate: ConnectionEntry = {
  kind: "replicate",
  title: "Replication",
  verb: "replicates to",
  description: "A database copies its changes to another one.",
  line: "replication",
  properties: ["label", "maxLagMs", "auth", "tls"],
  essentials: ["maxLagMs", "tls"],
  legal: [{ from: ["database"], to: ["database"] }],
};
