import { connectionSheet } from "./member-sheet.ts";

/** Change data capture and sinks between stores and topics. */
export const connectors = connectionSheet({
  id: "connectors",
  title: "Connectors",
  group: "Data",
  one: "connector",
  description: "Change data capture and sinks between stores and topics.",
  columns: ["from", "to", "mode", "rps"],
  kind: "connector",
  adds: true,
});
