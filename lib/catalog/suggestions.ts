import type { ComponentKind } from "#lib/model/component.ts";
import { TECHNOLOGIES } from "./technologies.ts";

/** Kinds whose technologies also suit another kind. */
const ALSO: Readonly<Partial<Record<ComponentKind, readonly ComponentKind[]>>> = {
  bff: ["service"],
  function: ["service"],
  streamProcessor: ["service"],
  batchJob: ["streamProcessor", "service"],
  topic: ["broker"],
  queue: ["broker"],
  broker: ["topic", "queue"],
  gateway: ["loadBalancer"],
  loadBalancer: ["gateway"],
  cache: ["database"],
};

/** Values that people often write into a free text of a component, by path of the property. */
export function suggestionsFor(kind: ComponentKind, path: string): readonly string[] {
  const kinds = [kind, ...(ALSO[kind] ?? [])];
  const technologies = kinds.flatMap((one) => TECHNOLOGIES.filter((technology) => technology.kind === one));
  switch (path) {
    case "technology.name":
    case "product":
      return technologies.map(({ name }) => name);
    case "engine":
      return [...new Set(technologies.flatMap(({ engine }) => (engine === undefined ? [] : [engine])))];
    case "category":
      return ["payment", "email", "sms", "push", "analytics", "audit"];
    case "metrics":
      return ["rate", "errors", "duration", "saturation"];
    case "dataClasses":
      return ["pii", "financial", "health", "secrets"];
    case "apis.endpoints.method":
      return ["GET", "POST", "PUT", "PATCH", "DELETE"];
    case "apis.endpoints.auth":
      return ["none", "oauth2", "oidc", "apiKey"];
    case "apis.errorFields":
      return ["code", "message", "details", "requestId", "timestamp"];
    case "logs.fields":
      return ["traceId", "userId", "duration", "status"];
    case "tracing.propagation":
      return ["w3c", "b3"];
    default:
      return [];
  }
}
