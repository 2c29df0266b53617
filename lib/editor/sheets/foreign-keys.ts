import { itemSheet } from "./item-sheet.ts";

/** Foreign keys, also into other databases. */
export const foreignKeys = itemSheet({
  id: "foreign-keys",
  title: "Foreign keys",
  group: "Data",
  one: "foreign key",
  description: "Foreign keys, also into other databases.",
  lists: ["tables", "fks"],
  owners: ["Database", "Table"],
});
