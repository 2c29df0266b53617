import type { Rule } from "../rule.ts";
import { alertWithoutAction } from "./alert-without-action.ts";
import { criticalPathBlind } from "./critical-path-blind.ts";
import { errorAlertTooLoose } from "./error-alert-too-loose.ts";
import { latencyAlertAboveSlo } from "./latency-alert-above-slo.ts";
import { logFields } from "./log-fields.ts";
import { noBacklogAlert } from "./no-backlog-alert.ts";
import { noErrorAlert } from "./no-error-alert.ts";
import { noHealthCheck } from "./no-health-check.ts";
import { noLatencyAlert } from "./no-latency-alert.ts";
import { noServiceMap } from "./no-service-map.ts";
import { noSlo } from "./no-slo.ts";
import { noThroughputFloor } from "./no-throughput-floor.ts";
import { noTraceRoot } from "./no-trace-root.ts";
import { noTracing } from "./no-tracing.ts";
import { nonstandardTraceHeaders } from "./nonstandard-trace-headers.ts";
import { redMetrics } from "./red-metrics.ts";
import { spanAttributes } from "./span-attributes.ts";
import { traceContextDropped } from "./trace-context-dropped.ts";
import { unstructuredLogs } from "./unstructured-logs.ts";

/** Rules about observability, alphabetical. */
export const observabilityRules: readonly Rule[] = [
  alertWithoutAction,
  criticalPathBlind,
  errorAlertTooLoose,
  latencyAlertAboveSlo,
  logFields,
  noBacklogAlert,
  noErrorAlert,
  noHealthCheck,
  noLatencyAlert,
  noServiceMap,
  noSlo,
  noThroughputFloor,
  noTraceRoot,
  noTracing,
  nonstandardTraceHeaders,
  redMetrics,
  spanAttributes,
  traceContextDropped,
  unstructuredLogs,
];
