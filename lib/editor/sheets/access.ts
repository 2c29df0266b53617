import { componentSheet } from "./member-sheet.ts";

/** How API keys are stored, how long tokens live, and what protects the edge. */
export const access = componentSheet({
  id: "access",
  title: "Keys and tokens",
  group: "Operations",
  one: "component",
  description: "How API keys are stored, how long tokens live, and what protects the edge.",
  columns: ["name", "kind", "zone", "apiKeys", "accessTtlMs", "refreshTtlMs", "refreshRotated", "refreshStored", "ddosProtection"],
});
