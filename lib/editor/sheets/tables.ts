import { itemSheet } from "./item-sheet.ts";

/** Tables, collections and key spaces of stores. */
export const tables = itemSheet({
  id: "tables",
  title: "Tables",
  group: "Data",
  one: "table",
  description: "Tables, collections and key spaces of stores.",
  lists: ["tables"],
  owners: ["Database"],
});
