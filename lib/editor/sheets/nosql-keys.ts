import { itemSheet } from "./item-sheet.ts";

/** Partition and sort keys of tables without SQL, and of their indexes. */
export const nosqlKeys = itemSheet({
  id: "nosql-keys",
  title: "NoSQL keys",
  group: "Data",
  one: "key",
  description: "Partition and sort keys of tables without SQL, and of their indexes.",
  lists: ["tables", "keys"],
  owners: ["Database", "Table"],
});
