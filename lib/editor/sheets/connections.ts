import { connectionSheet } from "./member-sheet.ts";

/** Every arrow: what passes between which components. */
export const connections = connectionSheet({
  id: "connections",
  title: "Connections",
  group: "Structure",
  one: "connection",
  description: "Every arrow: what passes between which components.",
  columns: [
    "from",
    "to",
    "kind",
    "label",
    "protocol",
    "mode",
    "operation",
    "rps",
    "auth",
    "tls",
    "hard",
    "callsPerRequest",
    "parallelGroup",
    "background",
    "longRunning",
    "discovery",
    "loadBalancing",
  ],
  adds: true,
});
