import { boundarySheet } from "./member-sheet.ts";

/** Bounded contexts, teams, trust zones and regions. */
export const boundaries = boundarySheet({
  id: "boundaries",
  title: "Boundaries",
  group: "Structure",
  one: "boundary",
  description: "Bounded contexts, teams, trust zones and regions.",
  columns: ["name", "kind", "purpose", "parent", "team", "size", "trust"],
  adds: true,
});
