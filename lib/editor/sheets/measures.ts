import { itemSheet } from "./item-sheet.ts";

/** Figures kept in roll-up tables, and how they are put together. */
export const measures = itemSheet({
  id: "measures",
  title: "Roll-up measures",
  group: "Data",
  one: "measure",
  description: "Figures kept in roll-up tables, and how they are put together.",
  lists: ["tables", "measures"],
  owners: ["Database", "Table"],
});
