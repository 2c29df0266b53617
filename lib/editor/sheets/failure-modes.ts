import { itemSheet } from "./item-sheet.ts";

/** What fails, what follows from it, and what is done about it. */
export const failureModes = itemSheet({
  id: "failure-modes",
  title: "Failure modes",
  group: "Operations",
  one: "failure mode",
  description: "What fails, what follows from it, and what is done about it.",
  lists: ["failureModes"],
  owners: ["Component"],
});
