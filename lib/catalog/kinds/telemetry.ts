import type { KindEntry } from "../kind.ts";
import { IDENTITY, LOAD, OPERATION, PLACE, RELIABILITY } from "../property-groups.ts";

/** Telemetry. */
export const telemetry: KindEntry = {
  kind: "telemetry",
  title: "Telemetry",
  plural: "Telemetry systems",
  description: "Collects logs, metrics and traces, shows them and raises alerts.",
  group: "platform",
  icon: "activity",
  shape: "card",
  keywords: ["monitoring", "observability", "logs", "metrics", "tracing", "prometheus", "grafana", "jaeger", "elk"],
  properties: [...IDENTITY, "product", "serviceMap", ...PLACE, ...OPERATION, "capacityBytes", "retentionDays", ...LOAD, ...RELIABILITY, "secrets", "decision"],
  essentials: ["technology", "product", "serviceMap", "retentionDays"],
  cardFacts: ["product", "retentionDays", "managed"],
};
