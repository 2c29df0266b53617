import { itemSheet } from "./item-sheet.ts";

/** The ways in which data is read and written, with their rates. */
export const accessPatterns = itemSheet({
  id: "access-patterns",
  title: "Access patterns",
  group: "Data",
  one: "access pattern",
  description: "The ways in which data is read and written, with their rates.",
  lists: ["accessPatterns"],
  owners: ["Database"],
});
