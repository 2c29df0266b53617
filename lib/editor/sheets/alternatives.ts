import { itemSheet } from "./item-sheet.ts";

/** What decisions turned down, and why. */
export const alternatives = itemSheet({
  id: "alternatives",
  title: "Alternatives",
  group: "Review",
  one: "alternative",
  description: "What decisions turned down, and why.",
  lists: ["alternatives"],
  owners: ["Decision"],
  collection: "decisions",
});
