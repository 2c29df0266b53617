import { boundarySheet } from "./member-sheet.ts";

/** Teams and how many people they have. */
export const teams = boundarySheet({
  id: "teams",
  title: "Teams",
  group: "Structure",
  one: "team",
  description: "Teams and how many people they have.",
  columns: ["name", "size", "purpose", "parent"],
  kind: "team",
  adds: true,
});
