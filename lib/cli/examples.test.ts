import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { embeddedExamples } from "../../.config/embed-examples.ts";
import { sampleDesign, templates } from "#examples/templates.ts";
import { formatLintelFile } from "#lib/export/lintel-file-edit.ts";
import { readLintelFile } from "#lib/import/lintel-file/lintel-file.ts";
import { checkIntegrity } from "#lib/model/integrity.ts";
import { lint } from "#lib/rules/lint.ts";

const root = new URL("../../", import.meta.url).pathname;
const files = globSync("examples/*/*.lintel.yaml", { cwd: root });

function open(path: string) {
  const text = readFileSync(`${root}${path}`, "utf8");
  const file = readLintelFile(text);
  if (!file.ok) throw new Error(file.problems.map((problem) => problem.message).join("\n"));
  return { text, ...file };
}

const targetsOf = (found: readonly { readonly rule: string; readonly target: string }[]) =>
  Object.fromEntries([...Map.groupBy(found, (one) => one.rule)].map(([rule, ones]) => [rule, ones.map((one) => one.target).toSorted()]));

describe.each(files)("%s", (path) => {
  const { design, notes, text } = open(path);

  test("is in the standard form, without unknown properties, and fits together", () => {
    expect(notes).toEqual([]);
    expect(checkIntegrity(design)).toEqual([]);
    expect(formatLintelFile(text, design)).toBe(text);
  });

  test("has a place for every component", () => {
    expect(Object.keys(design.layout?.components ?? {}).toSorted()).toEqual(design.components.map((component) => component.id).toSorted());
  });

  if (!/as-drawn|flawed/u.test(path)) {
    test("has no finding and no open question", () => {
      const { findings, undecided, problems } = lint(design);
      expect(targetsOf(findings)).toEqual({});
      expect(targetsOf(undecided)).toEqual({});
      expect(problems).toEqual([]);
    });
  }
});

test("the order platform as drawn breaks exactly these 72 rules, at exactly these targets", () => {
  const { findings, undecided } = lint(open("examples/order-management/as-drawn.lintel.yaml").design);
  expect(targetsOf(findings)).toEqual({
    "api/async-without-status": ["order:createOrder"],
    "api/error-envelope": ["order"],
    "api/missing-error-statuses": ["order:createOrder"],
    "api/missing-idempotency-key": ["order:createOrder"],
    "api/no-spec": ["order"],
    "api/wrong-success-status": ["order:createOrder"],
    "boundaries/nano-service": ["inventory", "payment"],
    "boundaries/no-microservices-driver": ["design"],
    "boundaries/no-owner-team": ["inventory", "notification", "order", "payment"],
    "boundaries/ops-capability-missing": ["design"],
    "boundaries/shared-database": ["pg"],
    "boundaries/unclear-domain": ["design"],
    "caching/local-cache-incoherent": ["order"],
    "caching/stale-too-long": ["k1", "k2"],
    "data/cqrs-unjustified": ["es"],
    "data/no-reconciliation": ["es"],
    "data/orphan-replica": ["pgr"],
    "data/write-to-replica": ["d2", "d3"],
    "database/manual-time-partitions": ["pg.orders"],
    "database/multiple-primary-keys": ["pg.orders"],
    "database/partition-key-not-in-key": ["pg.orders"],
    "database/status-unconstrained": ["pg.orders.status"],
    "database/unbounded-list": ["pg.byUser", "pg.open"],
    "messaging/ack-before-processing": ["s1", "s2", "s3"],
    "messaging/consumer-not-idempotent": ["s1", "s2", "s3"],
    "messaging/event-without-schema": ["order-events"],
    "messaging/kafka-unjustified": ["kafka"],
    "messaging/missing-dead-letter": ["s1", "s2", "s3"],
    "messaging/replication-too-low": ["order-events"],
    "messaging/retention": ["order-events"],
    "observability/critical-path-blind": ["alb", "gw", "inventory", "notification", "order", "order-events", "payment", "pg", "pgr", "redis"],
    "observability/log-fields": ["inventory", "notification", "order", "payment"],
    "observability/no-backlog-alert": ["order-events"],
    "observability/no-error-alert": ["inventory", "notification", "order", "payment"],
    "observability/no-health-check": ["inventory", "notification", "order", "payment"],
    "observability/no-latency-alert": ["order"],
    "observability/no-slo": ["inventory", "notification", "payment"],
    "observability/no-trace-root": ["design"],
    "observability/no-tracing": ["gw"],
    "observability/nonstandard-trace-headers": ["inventory", "notification", "order", "payment"],
    "observability/red-metrics": ["inventory", "notification", "order", "payment"],
    "observability/span-attributes": ["inventory", "notification", "order", "payment"],
    "observability/trace-context-dropped": ["p1", "p2", "p3", "s1", "s2", "s3"],
    "process/checklist-without-evidence": ["alerts", "breakers", "chaos", "hpa", "loadTest", "logging", "pooling", "tracing"],
    "process/decision-without-adr": ["es", "kafka", "order:orders", "pg", "redis", "s-order"],
    "process/edge-case-unanswered": ["design"],
    "process/failure-mode-missing": ["alb", "gw", "inventory", "notification", "order", "order-events", "payment", "pg", "pgr", "redis"],
    "process/no-runbook": ["inventory", "notification", "order", "payment"],
    "process/proposal-incomplete": ["design"],
    "process/quality-gate-open": ["design"],
    "process/requirements-incomplete": ["design"],
    "process/service-definition-incomplete": ["inventory", "notification", "payment"],
    "process/specialist-review-missing": ["design"],
    "resilience/breaker-out-of-band": ["c2"],
    "resilience/missing-timeout": ["c1", "c2", "d1", "d2", "d3", "k1", "k2"],
    "resilience/single-point-of-failure": ["create:gw", "create:pg", "create:redis"],
    "resilience/unbounded-request-buffer": ["order"],
    "scalability/growth-not-projected": ["design"],
    "scalability/pool-lifetime": ["d1", "d2", "d3"],
    "scalability/pool-no-queue-timeout": ["d1", "d2", "d3"],
    "security/client-supplied-authority": ["order:createOrder.price"],
    "security/no-authorization": ["design"],
    "security/no-ddos-protection": ["alb"],
    "security/no-encryption-at-rest": ["es", "pg", "pgr"],
    "security/no-input-validation": ["order:createOrder"],
    "security/no-rate-limit": ["alb"],
    "security/plaintext-transport": ["c0", "c1", "c2", "d1", "d2", "d3", "k1", "k2", "p1", "p2", "p3", "s1", "s2", "s3"],
    "security/unauthenticated-endpoint": ["order:createOrder"],
    "transactions/choreography-failure-unhandled": ["s-order.charge", "s-order.reserve"],
    "transactions/dual-write": ["p1"],
    "transactions/missing-compensation": ["s-order.create", "s-order.reserve"],
    "transactions/step-without-timeout": ["s-order.charge", "s-order.create", "s-order.reserve"],
  });
  expect(new Set(findings.map((found) => found.rule)).size).toBe(72);
  expect(targetsOf(undecided)).toEqual({
    "boundaries/premature-microservices": ["design"],
    "caching/cache-loss-overload": ["pg"],
    "caching/stampede": ["k1", "k2"],
    "communication/latency-budget-exceeded": ["f-create"],
    "messaging/consumer-too-slow": ["s1", "s2", "s3"],
    "messaging/consumers-exceed-partitions": ["s1", "s2", "s3"],
    "resilience/availability-below-target": ["f-create"],
    "scalability/capacity-below-peak": ["order"],
    "scalability/connections-exhausted": ["pg", "pgr"],
    "scalability/database-overloaded": ["pg", "pgr"],
    "scalability/pool-off-formula": ["d1", "d2", "d3"],
  });
});

test("the analytics platform as drawn takes a table name from the request, in plain text, from anybody", () => {
  expect(targetsOf(lint(open("examples/realtime-analytics/as-drawn.lintel.yaml").design).findings)).toMatchObject({
    "security/dynamic-identifier": ["query:queryEvents.granularity"],
    "security/unauthenticated-endpoint": ["ingest:sendEvents", "query:queryEvents"],
    "security/no-rate-limit": ["lb", "query"],
    "scalability/no-headroom": ["kafka"],
  });
});

test("the serverless platform as drawn believes the tenant that the request names", () => {
  expect(targetsOf(lint(open("examples/serverless-platform/as-drawn.lintel.yaml").design).findings)).toMatchObject({
    "security/inline-secret": ["api-streams"],
    "security/tenant-id-from-client": ["api-streams:createStream", "api-streams:listStreams"],
  });
});

test("the sample has findings of all three severities, most with a quick fix, and one connection that says nothing", () => {
  const { findings, undecided } = lint(sampleDesign());
  expect(findings.length).toBeGreaterThanOrEqual(12);
  expect(findings.length).toBeLessThanOrEqual(30);
  expect(new Set(findings.map((found) => found.severity))).toEqual(new Set(["error", "warning", "info"]));
  expect(findings.filter((found) => found.fixable).length / findings.length).toBeGreaterThan(0.8);
  expect(undecided).toEqual([]);
  expect(sampleDesign().components.length).toBeLessThanOrEqual(12);
});

test("the designs that the program carries are those of the files (node .config/embed-examples.ts)", () => {
  expect(readFileSync(`${root}examples/embedded.ts`, "utf8")).toBe(embeddedExamples());
});

test("the templates start with the blank one", () => {
  expect(templates().map((template) => template.id)).toEqual(["blank", "event-driven", "modular-monolith", "order-management", "serverless"]);
  expect(templates()[0]?.design.components).toEqual([]);
});
