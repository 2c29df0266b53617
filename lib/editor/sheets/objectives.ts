import { componentSheet } from "./member-sheet.ts";

/** What each component promises: availability, latency, errors. */
export const objectives = componentSheet({
  id: "objectives",
  title: "SLOs",
  group: "Observability",
  one: "component",
  description: "What each component promises: availability, latency, errors.",
  columns: ["name", "kind", "criticality", "slo", "availability", "p99Ms"],
});
