import { itemSheet } from "./item-sheet.ts";

/** Conditions that rows of a table keep. */
export const checks = itemSheet({
  id: "checks",
  title: "Checks",
  group: "Data",
  one: "check",
  description: "Conditions that rows of a table keep.",
  lists: ["tables", "checks"],
  owners: ["Database", "Table"],
});
