import type { ReferenceTable } from "./reference-table.ts";

/** Logs, metrics, traces. */
export const observabilityTable: ReferenceTable = {
  id: "observability",
  title: "Logs, metrics, traces",
  question: "Which signal answers this question?",
  columns: ["Signal", "Answers", "Holds"],
  rows: [
    {
      cells: ["Logs", "What exactly happened here?", "JSON with trace id, user id, duration, status"],
      source: "002 Observability essentials, 000 §10",
      rules: ["observability/unstructured-logs", "observability/log-fields"],
    },
    {
      cells: ["Metrics", "Is it well, and since when?", "Rate, errors, duration (p50, p95, p99)"],
      source: "002 Observability essentials",
      rules: ["observability/red-metrics", "observability/no-slo"],
    },
    {
      cells: ["Traces", "Where in ten services did the time go?", "One id from the gateway on, spans with service, operation, duration"],
      source: "000 §10",
      rules: ["observability/no-tracing", "observability/no-trace-root", "observability/trace-context-dropped", "observability/span-attributes"],
    },
    {
      cells: ["Alerts", "Who gets up?", "Errors above 1%, p99 above the objective, a backlog, a drop of the input; each with an action"],
      source: "002 Observability essentials, 003 Ex. 2",
      rules: [
        "observability/no-error-alert",
        "observability/no-latency-alert",
        "observability/no-backlog-alert",
        "observability/no-throughput-floor",
        "observability/alert-without-action",
      ],
    },
    { cells: ["Service map", "Who depends on whom?", "Made from traces, from about 10 components on"], source: "000 §10", rules: ["observability/no-service-map"] },
  ],
  conflicts: ["CF-22", "CF-23", "CF-24", "CF-53"],
};
