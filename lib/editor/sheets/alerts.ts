import { alertSheet } from "./member-sheet.ts";

/** Signals that call somebody, and what they do then. */
export const alerts = alertSheet({
  id: "alerts",
  title: "Alerts",
  group: "Observability",
  one: "alert",
  description: "Signals that call somebody, and what they do then.",
  columns: ["target", "signal", "threshold", "action", "runbook"],
  adds: true,
});
