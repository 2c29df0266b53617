import { itemSheet } from "./item-sheet.ts";

/** Which columns decide which others: what normal forms are judged by. */
export const dependencies = itemSheet({
  id: "dependencies",
  title: "Functional dependencies",
  group: "Data",
  one: "dependency",
  description: "Which columns decide which others: what normal forms are judged by.",
  lists: ["tables", "fds"],
  owners: ["Database", "Table"],
});
