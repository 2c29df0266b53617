import type { BodyField } from "#lib/model/contract.ts";
import type { Design } from "#lib/model/design.ts";
import { inline, open, table } from "../markdown-text.ts";
import { joined } from "./document.ts";
import { quantity, yesNo } from "./values.ts";

/** Every API with its endpoints, operations or procedures. */
export function apiSpecifications(design: Design): string {
  const parts = design.components.flatMap((component) =>
    (component.apis ?? []).map((api) => {
      const facts = [api.style, api.exposure, api.versioning ? `versioned by ${api.versioning}` : undefined, api.basePath].filter((fact) => fact !== undefined).map(inline);
      const endpoints = (api.endpoints ?? []).map((endpoint) => [
        inline(`${endpoint.method ?? ""} ${endpoint.path ?? endpoint.id}`),
        endpoint.auth ? inline(endpoint.auth) : endpoint.markedPublic ? "public on purpose" : open("authentication"),
        [...(endpoint.params ?? []).map((param) => inline(`${param.name}${param.in ? ` (${param.in})` : ""}`)), endpoint.idempotencyKey?.required ? "Idempotency-Key (header)" : ""]
          .filter((part) => part !== "")
          .join(", "),
        (endpoint.body?.fields ?? []).map((field) => inline(fieldText(field))).join(", "),
        (endpoint.responses ?? []).join(", ") || open("statuses"),
        yesNo(endpoint.rateLimit),
        endpoint.pagination ?? "",
      ]);
      const rpcs = (api.rpcs ?? []).map((rpc) => [inline(rpc.name), (rpc.request ?? []).map(inline).join(", "), rpc.stream ?? "one answer", yesNo(rpc.idempotent)]);
      const fields = (api.fields ?? []).map((field) => [inline(`${field.type ?? "Query"}.${field.name}`), yesNo(field.list), yesNo(field.batched)]);
      const errors = (api.errorFields ?? []).map(inline).join(", ");
      return joined(
        `### ${inline(component.name)}: ${inline(api.id)}`,
        facts.length > 0 ? `${facts.join(", ")}. Error body: ${errors || open("fields")}.` : open("style and exposure."),
        table(["Endpoint", "Authentication", "Parameters and headers", "Body", "Responses", "Rate limit", "Pagination"], endpoints),
        table(["Procedure", "Request", "Stream", "Idempotent"], rpcs),
        table(["Field", "List", "Batched"], fields),
        endpoints.length + rpcs.length + fields.length === 0 ? open("endpoints.") : "",
      );
    }),
  );
  return joined(...parts) || open("no API has been declared yet.");
}

/** A field of a body with its limits: `name: string, 2–50 characters (required)`. */
function fieldText({ name, type, required, minimum, maximum, minLength, maxLength, format, pattern, enum: allowed }: BodyField): string {
  const limits = [
    type ?? "",
    format ?? "",
    range(minLength, maxLength, " characters"),
    range(minimum, maximum, ""),
    pattern === undefined ? "" : `matches ${pattern}`,
    allowed && allowed.length > 0 ? `one of ${allowed.join(" | ")}` : "",
  ].filter((part) => part !== "");
  return `${name}${limits.length > 0 ? `: ${limits.join(", ")}` : ""}${required ? " (required)" : ""}`;
}

function range(least: number | undefined, most: number | undefined, unit: string): string {
  if (least === undefined) return most === undefined ? "" : `at most ${most}${unit}`;
  return most === undefined ? `at least ${least}${unit}` : `${least} to ${most}${unit}`;
}

/** Stores with their tables, indexes, partitions and access patterns. */
export function databaseSchema(design: Design): string {
  const stores = design.components.filter(({ kind }) => kind === "database");
  if (stores.length === 0) return "No database: the design keeps no data of its own.";
  return joined(
    ...stores.map((store) => {
      const tables = (store.tables ?? []).map((entry) => [
        inline(entry.name),
        (entry.pk ?? []).map((key) => inline(key.join(", "))).join(" / ") ||
          (entry.keys ?? []).map((key) => inline([key.pk, key.sk].filter(Boolean).join(", "))).join(" / ") ||
          open("key"),
        (entry.columns ?? []).map((column) => inline(`${column.name}${column.type ? ` ${column.type}` : ""}`)).join(", ") || open("columns"),
        [
          ...(entry.indexes ?? []).map((index) => inline(`${(index.cols ?? []).join(", ")}${index.unique ? " unique" : ""}`)),
          ...(entry.projections ?? []).map(({ name, sort }) => inline(`projection ${name}${sort && sort.length > 0 ? ` by ${sort.join(", ")}` : ""}`)),
        ].join("; "),
        entry.partition ? inline(`${entry.partition.type ?? ""} by ${entry.partition.by ?? "?"}`) : "",
        entry.expectedRows === undefined ? "" : entry.expectedRows.toLocaleString("en-US"),
      ]);
      const patterns = (store.accessPatterns ?? []).map((pattern) => [
        inline(pattern.id),
        pattern.kind ?? "",
        (pattern.tables ?? []).map(inline).join(", "),
        (pattern.filter ?? []).map(inline).join(", "),
        (pattern.sort ?? []).map(inline).join(", "),
        quantity("rps", pattern.readRps) || quantity("rps", pattern.writeRps),
      ]);
      return joined(
        `### ${inline(store.name)}`,
        `${inline(store.technology?.name ?? store.engine) || open("engine")}${store.model ? `, ${store.model}` : ""}${store.role ? `, ${store.role}` : ""}. ${store.technology?.rationale ? inline(store.technology.rationale) : open("why this one")}`,
        table(["Table", "Primary key", "Columns", "Indexes", "Partitions", "Rows expected"], tables) || open("tables."),
        table(["Access pattern", "Kind", "Tables", "Filter", "Sort", "Rate"], patterns) || open("access patterns."),
      );
    }),
  );
}
