import { connectionSheet } from "./member-sheet.ts";

/** Copies of data: which store follows which, and how far behind it may be. */
export const replication = connectionSheet({
  id: "replication",
  title: "Replication",
  group: "Data",
  one: "replication",
  description: "Copies of data: which store follows which, and how far behind it may be.",
  columns: ["from", "to", "maxLagMs"],
  kind: "replicate",
  adds: true,
});
