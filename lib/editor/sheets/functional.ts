import { LINE_LIMIT } from "#lib/model/schema.ts";
import { lineSheet } from "./fixed-sheet.ts";

/** What the system must do, one requirement a row. */
export const functional = lineSheet({
  id: "functional",
  title: "Functional",
  group: "Requirements",
  one: "requirement",
  description: "What the system must do, one requirement a row.",
  column: "Requirement",
  path: ["requirements", "functional"],
  limit: LINE_LIMIT,
});
