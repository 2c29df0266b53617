import type { Component, ComponentKind } from "#lib/model/component.ts";
import type { Design } from "#lib/model/design.ts";
import { isCompute, isMessaging, isStore } from "#lib/model/kinds.ts";
import { optionTitle } from "#lib/model/option-title.ts";
import { EDGE_CASES, QUALITY_CRITERIA } from "#lib/model/requirements.ts";
import { bullets, code, inline, open, table } from "../markdown-text.ts";
import { joined } from "./document.ts";
import { breakerText, instancesText, Names, quantity, retryText, yesNo } from "./values.ts";

/** A name in camel case as words: `thunderingHerd` becomes `Thundering herd`. */
export const spoken = (name: string): string => {
  const words = name.replaceAll(/([a-z])([A-Z])/gu, "$1 $2").toLowerCase();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
};

/** Timeout, retry, breaker, bulkhead and fallback of each dependency. */
export function resilience(design: Design): string {
  const names = new Names(design);
  const rows = design.connections
    .filter(({ kind }) => kind === "call" || kind === "data" || kind === "cacheAccess")
    .map((connection) => [
      names.ends(connection),
      quantity("ms", connection.timeoutMs) || open("timeout"),
      retryText(connection.retry),
      breakerText(connection.breaker),
      inline(connection.bulkhead),
      inline(connection.fallback),
      connection.hard === false ? "no" : "yes",
    ]);
  const consumers = design.connections
    .filter(({ kind }) => kind === "subscribe")
    .map((connection) => [
      names.ends(connection),
      connection.ack ?? "",
      connection.idempotency ?? open("idempotency"),
      connection.maxAttempts === undefined ? "" : String(connection.maxAttempts),
      names.of(connection.dlq) || open("dead-letter queue"),
    ]);
  return (
    joined(
      table(["Dependency", "Timeout", "Retry", "Circuit breaker", "Bulkhead", "Fallback", "Hard"], rows),
      table(["Subscription", "Acknowledged", "Idempotent by", "Attempts", "Dead-letter queue"], consumers),
    ) || open("no dependency has been drawn yet.")
  );
}

/** What is cached where, for how long, and how it is invalidated. */
export function caching(design: Design): string {
  const names = new Names(design);
  const rows = design.connections
    .filter(({ kind }) => kind === "cacheAccess")
    .map((connection) => [
      names.ends(connection),
      names.of(connection.to),
      connection.pattern ?? open("pattern"),
      connection.structure ? optionTitle(connection.structure).toLowerCase() : "",
      quantity("ms", connection.ttlMs) || open("time to live"),
      (connection.invalidation ?? []).join(", ") || open("invalidation"),
      connection.stampede ?? "",
    ]);
  for (const component of design.components) {
    if (component.localCache)
      rows.push([
        inline(component.name),
        "in process",
        "",
        "",
        quantity("ms", component.localCache.ttlMs) || open("time to live"),
        (component.localCache.invalidation ?? []).join(", "),
        "",
      ]);
    if (component.kind === "cdn") rows.push([inline(component.name), "CDN", "", "", "", "", ""]);
  }
  return table(["Layer", "Kept in", "Pattern", "Structure", "Time to live", "Invalidated by", "Stampede"], rows) || "Nothing is cached.";
}

/** Technologies by group, with rationale; the trade-off is asked for where no decision names it. */
export function technologyStack(design: Design): string {
  const groups: readonly (readonly [string, (component: Component) => boolean])[] = [
    ["Languages and frameworks", isCompute],
    ["Databases", ({ kind }) => kind === "database" || kind === "objectStore"],
    ["Message queue", isMessaging],
    ["Caching", ({ kind }) => kind === "cache" || kind === "cdn"],
    ["Edge and platform", ({ kind }) => (["loadBalancer", "gateway", "idp", "registry", "secretStore", "telemetry"] as ComponentKind[]).includes(kind)],
  ];
  const decisions = new Map(design.decisions.map((decision) => [decision.id, decision]));
  return joined(
    ...groups.map(([title, belongs]) => {
      const rows = design.components.filter(belongs).map((component) => {
        const decision = component.decision === undefined ? undefined : decisions.get(component.decision);
        return [
          inline(component.name),
          inline(component.technology?.name ?? component.engine ?? component.product) || inline(component.language) || open("technology"),
          inline(component.technology?.rationale ?? decision?.decision) || open("rationale"),
          inline(decision?.consequences) || open("trade-off"),
        ];
      });
      return joined(`### ${title}`, table(["Component", "Technology", "Rationale", "Trade-off"], rows) || "None.");
    }),
  );
}

/** Capacity today, growth, scaling and bottlenecks. */
export function scalability(design: Design): string {
  const growth = design.requirements?.growth;
  const peak = design.requirements?.nfr?.peakRps;
  const projected = (factor: number | undefined): string =>
    factor === undefined ? open("growth factor") : `${quantity("factor", factor)}${peak === undefined ? "" : `, ${quantity("rps", peak * factor)} at peak`}`;
  const rows = design.components
    .filter((component) => isCompute(component) || isStore(component) || isMessaging(component) || component.kind === "gateway" || component.kind === "loadBalancer")
    .map((component) => {
      const most = component.instances?.max ?? component.instances?.min;
      const total = component.capacityRps ?? (component.perInstanceRps !== undefined && most !== undefined ? component.perInstanceRps * most : undefined);
      return [
        inline(component.name),
        instancesText(component) || (component.managed ? "managed" : open("instances")),
        quantity("rps", component.perInstanceRps),
        quantity("rps", total) || open("capacity"),
        quantity("rps", component.peakRps),
      ];
    });
  const scaling = design.components.filter(isCompute).map((component) => {
    const { min, max } = component.instances ?? {};
    const how =
      min !== undefined && max !== undefined && max > min
        ? `horizontally, ${min} to ${max} instances`
        : (min ?? max) === undefined
          ? open("scaling rule")
          : `fixed at ${min ?? max}`;
    return `${inline(component.name)}: ${how}${component.stateless === undefined ? "" : component.stateless ? ", stateless" : ", keeps state"}`;
  });
  return joined(
    "### Current capacity",
    `Peak load: ${quantity("rps", peak) || open("peak load")}; average: ${quantity("rps", design.requirements?.nfr?.avgRps) || open("average load")}; load-tested to ${quantity("rps", design.requirements?.loadTestRps) || open("load test")}.`,
    table(["Component", "Instances", "Per instance", "Capacity", "Peak"], rows),
    "### Growth projections",
    table(["After 6 months", "After 1 year", "After 2 years"], [[projected(growth?.m6), projected(growth?.m12), projected(growth?.m24)]]),
    "### Scaling strategy",
    scaling.length > 0 ? bullets(scaling) : open("no program has been drawn yet."),
    "### Bottlenecks",
    bottlenecks(design),
  );
}

function bottlenecks(design: Design): string {
  const names = new Names(design);
  const reaching = Map.groupBy(design.connections, ({ to }) => to);
  const leaving = Map.groupBy(design.connections, ({ from }) => from);
  const shared = design.components
    .filter((component) => isStore(component) || isMessaging(component))
    .map((component) => ({ component, users: new Set([...(reaching.get(component.id) ?? []).map(({ from }) => from), ...(leaving.get(component.id) ?? []).map(({ to }) => to)]) }))
    .filter(({ users }) => users.size > 1);
  const rows = shared.map(({ component, users }) => [
    inline(component.name),
    [...users].map((id) => names.of(id)).join(", "),
    component.replicaOf ? "a replica" : component.sharding?.strategy ? `sharded by ${inline(component.sharding.key)}` : open("mitigation"),
  ]);
  return table(["Shared by several", "Used by", "Mitigation"], rows) || "No store or queue is shared by several components.";
}

/** Authentication, authorisation, data protection, API security, secrets. */
export function security(design: Design): string {
  const names = new Names(design);
  const zones = design.boundaries.filter(({ kind }) => kind === "zone");
  const connections = design.connections
    .filter(({ kind }) => kind !== "uses")
    .map((connection) => [
      names.ends(connection),
      connection.auth ?? (connection.platformAuth ? "by the platform" : connection.kind === "call" ? open("authentication") : ""),
      yesNo(connection.tls) || open("TLS"),
    ]);
  const stores = design.components
    .filter((component) => isStore(component) || isMessaging(component))
    .map((component) => [inline(component.name), yesNo(component.encryptedAtRest) || open("at rest"), (component.dataClasses ?? []).map(inline).join(", ")]);
  const permissions = design.components.flatMap((component) =>
    (component.apis ?? []).flatMap((api) =>
      (api.endpoints ?? []).map((endpoint) => [
        inline(`${endpoint.method ?? ""} ${endpoint.path ?? endpoint.id}`),
        (endpoint.permissions ?? []).map(inline).join(", ") || open("permission"),
      ]),
    ),
  );
  const limits = design.components.flatMap((component) =>
    (component.rateLimits ?? []).map((limit) => [
      inline(component.name),
      limit.algorithm ?? "",
      quantity("rps", limit.ratePerSec),
      limit.burst === undefined ? "" : String(limit.burst),
      limit.scope ?? "",
    ]),
  );
  const secrets = design.components.flatMap((component) =>
    (component.secrets ?? []).map((secret) => [inline(component.name), inline(secret.name), secret.source ?? open("source")]),
  );
  const shielded = design.components.filter(({ ddosProtection }) => ddosProtection).map(({ name }) => inline(name));
  return joined(
    "### Trust zones",
    table(
      ["Zone", "Trust"],
      zones.map((zone) => [inline(zone.name), zone.trust ?? open("level of trust")]),
    ) || open("no trust zone has been drawn yet."),
    "### Authentication and data in transit",
    table(["Connection", "Authentication", "TLS"], connections) || open("no connection has been drawn yet."),
    "### Authorisation",
    `Model: ${design.security?.authz?.toUpperCase() ?? open("RBAC or ABAC")}.`,
    table(["Endpoint", "Permissions"], permissions),
    table(
      ["Role", "May"],
      (design.security?.roles ?? []).map((role) => [inline(role.name), (role.permissions ?? []).map(code).join(", ") || open("permissions")]),
    ) || (design.security?.authz === "rbac" ? open("roles and what they may do.") : ""),
    "### Data at rest",
    table(["Store", "Encrypted", "Data classes"], stores) || "The design keeps no data.",
    "### API security",
    table(["At", "Algorithm", "Rate", "Burst", "Per"], limits) || open("rate limits."),
    `DDoS protection: ${shielded.join(", ") || open("not stated")}.`,
    "### Secrets",
    table(["Component", "Secret", "From"], secrets) || open("secrets and where they come from."),
  );
}

/** Logs, metrics, traces, objectives, alerts. */
export function observability(design: Design): string {
  const names = new Names(design);
  const rows = design.components
    .filter((component) => isCompute(component) || component.kind === "gateway")
    .map((component) => [
      inline(component.name),
      component.logs ? inline([component.logs.format, (component.logs.fields ?? []).join(", ")].filter(Boolean).join(": ")) : open("logs"),
      (component.metrics ?? []).map(inline).join(", ") || open("rate, errors, duration"),
      component.tracing?.enabled ? (component.tracing.root ? "starts traces" : "on") : component.tracing?.enabled === false ? "off" : open("tracing"),
      [quantity("ratio", component.slo?.availability), quantity("ms", component.slo?.p99Ms)].filter((part) => part !== "").join(", ") || open("objective"),
      inline(component.healthCheck?.path) || open("health check"),
    ]);
  const alerts = design.alerts.map((alert) => [
    names.of(alert.target),
    alert.signal ?? "",
    alert.threshold === undefined ? open("threshold") : String(alert.threshold),
    inline(alert.action),
    inline(alert.runbook),
  ]);
  return joined(
    table(["Component", "Logs", "Metrics", "Traces", "Objective", "Health check"], rows) || open("no program has been drawn yet."),
    "### Alerts",
    table(["On", "Signal", "Threshold", "Action", "Runbook"], alerts) || open("alerts."),
  );
}

/** Failure modes of the components. */
export function failureModes(design: Design): string {
  const rows = design.components.flatMap((component) =>
    (component.failureModes ?? []).map(({ mode, effect, mitigation }) => [
      inline(component.name),
      inline(mode),
      inline(effect) || open("effect"),
      inline(mitigation) || open("mitigation"),
    ]),
  );
  return table(["Component", "What fails", "Effect", "Mitigation"], rows) || open("failure modes with effect and mitigation.");
}

/** The twelve edge cases with their answers. */
export const edgeCases = (design: Design): string =>
  table(
    ["Edge case", "Answer"],
    EDGE_CASES.map((name) => [spoken(name), inline(design.edgeCases?.[name]) || open("answer, or why it does not apply")]),
  );

/** The seven quality criteria. */
export const qualityCriteria = (design: Design): string =>
  table(
    ["Criterion", "Met"],
    QUALITY_CRITERIA.map((name) => [spoken(name), yesNo(design.qualityCriteria?.[name]) || open("not judged yet")]),
  );

/** The checklist before production, with evidence. */
export const readiness = (design: Design): string =>
  table(
    ["Item", "Done", "Evidence"],
    design.checklist.map((item) => [inline(item.id), yesNo(item.done) || "no", inline(item.evidence) || open("evidence")]),
  ) || open("autoscaling, pools, breakers, tracing, structured logs, SLI alerts, chaos tests and a load test at 1.5 × the peak.");
