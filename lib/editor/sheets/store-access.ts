import { connectionSheet } from "./member-sheet.ts";

/** How components reach databases: direction, load, pool. */
export const storeAccess = connectionSheet({
  id: "store-access",
  title: "Store access",
  group: "Data",
  one: "access",
  description: "How components reach databases: direction, load, pool.",
  columns: ["from", "to", "mode", "readRps", "writeRps", "timeoutMs", "pool", "retry", "breaker", "fallback", "readYourWrites", "rywStrategy"],
  kind: "data",
  adds: true,
});
