import { decisionSheet } from "./member-sheet.ts";

/** Architecture decisions: status, who accepted them, when they are looked at again. */
export const decisions = decisionSheet({
  id: "decisions",
  title: "Decisions",
  group: "Review",
  one: "decision",
  description: "Architecture decisions: status, who accepted them, when they are looked at again.",
  columns: ["title", "status", "category", "date", "acceptedBy", "deciders", "reviewDate", "supersededBy", "elements", "context", "decision", "consequences", "findings"],
  adds: true,
});
