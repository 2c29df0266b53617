import { itemSheet } from "./item-sheet.ts";

/** Copies of a table that a columnar store keeps in another order or already grouped. */
export const projections = itemSheet({
  id: "projections",
  title: "Projections",
  group: "Data",
  one: "projection",
  description: "Copies of a table that a columnar store keeps in another order or already grouped.",
  lists: ["tables", "projections"],
  owners: ["Database", "Table"],
});
