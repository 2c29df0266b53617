import { itemSheet } from "./item-sheet.ts";

/** Columns of tables with types and constraints. */
export const columns = itemSheet({
  id: "columns",
  title: "Columns",
  group: "Data",
  one: "column",
  description: "Columns of tables with types and constraints.",
  lists: ["tables", "columns"],
  owners: ["Database", "Table"],
});
