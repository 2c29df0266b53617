import { componentSheet } from "./member-sheet.ts";
import { isCompute, isEdge } from "#lib/model/kinds.ts";

/** What can be seen of each program: traces, logs, metrics, health. */
export const signals = componentSheet({
  id: "signals",
  title: "Traces, logs, metrics",
  group: "Observability",
  one: "component",
  description: "What can be seen of each program: traces, logs, metrics, health.",
  columns: ["name", "kind", "tracing", "logs", "metrics", "healthCheck", "serviceMap"],
  holds: (component) => isCompute(component) || isEdge(component),
});
