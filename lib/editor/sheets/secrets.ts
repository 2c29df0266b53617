import { itemSheet } from "./item-sheet.ts";

/** Secrets that components hold, and where they come from. */
export const secrets = itemSheet({
  id: "secrets",
  title: "Secrets",
  group: "Operations",
  one: "secret",
  description: "Secrets that components hold, and where they come from.",
  lists: ["secrets"],
  owners: ["Component"],
});
