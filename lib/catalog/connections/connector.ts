import type { ConnectionEntry } from "../connection.ts";

/** Connector. */
export const connector: ConnectionEntry = {
  kind: "connector",
  title: "Connector",
  verb: "feeds",
  description: "A connector turns the changes of a database into events, or writes the events of a topic into a database.",
  line: "async",
  properties: ["label", "mode", "rps", "messageBytes", "auth", "tls"],
  essentials: ["mode", "rps", "tls"],
  options: { mode: ["cdc", "sink"] },
  legal: [
    { from: ["database"], to: ["topic"] },
    { from: ["topic"], to: ["database"] },
  ],
};
