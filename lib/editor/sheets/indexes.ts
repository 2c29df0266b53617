import { itemSheet } from "./item-sheet.ts";

/** Indexes of tables. */
export const indexes = itemSheet({
  id: "indexes",
  title: "Indexes",
  group: "Data",
  one: "index",
  description: "Indexes of tables.",
  lists: ["tables", "indexes"],
  owners: ["Database", "Table"],
});
