import { connectionSheet } from "./member-sheet.ts";

/** Who publishes where, and what makes it safe. */
export const publications = connectionSheet({
  id: "publications",
  title: "Publications",
  group: "Messaging",
  one: "publication",
  description: "Who publishes where, and what makes it safe.",
  columns: ["from", "to", "atomicWith", "acks", "key", "keyCardinality", "topKeyShare", "rps", "messageBytes", "eventsPerMessage", "lingerMs", "bestEffort", "retry"],
  kind: "publish",
  adds: true,
});
