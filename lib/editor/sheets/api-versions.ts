import { itemSheet } from "./item-sheet.ts";

/** Versions of APIs, and the day on which one ends. */
export const apiVersions = itemSheet({
  id: "api-versions",
  title: "API versions",
  group: "Contracts",
  one: "version",
  description: "Versions of APIs, and the day on which one ends.",
  lists: ["apis", "versions"],
  owners: ["Service", "API"],
});
