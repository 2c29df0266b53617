import type { RenderedFinding } from "#lib/model/rendered-finding.ts";
import { sketch } from "#lib/model/sketch.ts";
import type { ExportInput } from "./exporter.ts";

const finding = (rule: string, target: string, given: Partial<RenderedFinding> = {}): RenderedFinding => ({
  rule,
  severity: "error",
  title: "Remote call without a timeout",
  message: "Order Service waits for Payment without a limit.",
  why: "A callee that hangs holds the caller's threads.",
  remedy: "Set a timeout.",
  target,
  element: { type: "connection", id: target },
  fixable: true,
  sources: ["000 §6 Timeout Everywhere"],
  helpUri: `/rules/${rule}`,
  ...given,
});

const design = sketch("Order Management")
  .boundary("context", "ordering", { name: "Ordering" })
  .boundary("team", "checkout", { name: "Checkout team", size: 6 })
  .client("web", { name: "Web shop" })
  .gateway("gw", { name: "API Gateway" })
  .service("order", {
    name: "Order Service",
    contexts: ["ordering"],
    team: "checkout",
    purpose: "Takes orders and follows them until they are delivered.",
    instances: { min: 2, max: 10 },
    slo: { availability: 0.9995, p99Ms: 200 },
    apis: [
      {
        id: "orders",
        style: "rest",
        basePath: "/v1",
        endpoints: [{ id: "create", method: "POST", path: "/v1/orders", auth: "oauth2", responses: [202, 422], permissions: ["order:create"] }],
      },
    ],
  })
  .service("payment", { name: "Payment" })
  .database("orders", {
    name: "Orders",
    technology: { name: "PostgreSQL", rationale: "Transactions over several rows." },
    tables: [{ name: "orders", pk: [["id"]], columns: [{ name: "id", type: "uuid" }] }],
  })
  .cache("redis", { name: "Cache" })
  .topic("order-events", { name: "Order events", events: [{ name: "OrderCreated", type: "domain", version: 1, compatibility: "backward" }] })
  .external("psp", { name: "Payment provider", category: "payment" })
  .call("web", "gw", { protocol: "rest", tls: true })
  .call("gw", "order", { protocol: "rest", timeoutMs: 5_000 })
  .call("order", "payment", { protocol: "grpc" })
  .data("order", "orders", { mode: "rw", timeoutMs: 1_000 })
  .cacheAccess("order", "redis", { pattern: "cacheAside", ttlMs: 300_000, invalidation: ["ttl", "event"] })
  .publish("order", "order-events")
  .subscribe("order-events", "payment")
  .call("payment", "psp", {
    timeoutMs: 3_000,
    retry: { max: 2, backoff: "exponential", baseMs: 200, jitter: true },
    breaker: { failureRatio: 0.5, windowMs: 10_000, openMs: 30_000 },
    fallback: "retry later",
  })
  .flow("checkout-flow", ["web-gw", "gw-order", "order-orders", "order-order-events", "order-events-payment"], { name: "Checkout" })
  .saga("order-saga", {
    name: "Place order",
    style: "orchestration",
    orchestrator: "order",
    steps: [{ id: "charge", component: "payment", compensation: { action: "refund", idempotent: true } }],
  })
  .decision("adr-kafka", "Use Kafka for order events", {
    status: "superseded",
    supersededBy: "adr-topics",
    date: "2026-03-01",
    deciders: ["Ada", "Grace"],
    context: "Several services need the facts.\n\nThey want to read the past again.",
    decision: "Kafka keeps the events for seven days.",
    alternatives: [{ option: "RabbitMQ", against: "does not keep what was read" }],
    consequences: "A cluster has to be run.",
    elements: ["order-events", "order-order-events"],
  })
  .decision("adr-topics", "One topic per aggregate").design;

/** A small design with findings, as all tests of this folder export it. */
export const exampleInput: ExportInput = {
  design,
  findings: [
    finding("resilience/missing-timeout", "order-payment", { property: "timeoutMs" }),
    finding("caching/stale-too-long", "order-redis", { severity: "warning", title: "Stale", fixable: false }),
    finding("security/no-ddos-protection", "gw", { severity: "info", element: { type: "component", id: "gw" } }),
  ],
  undecided: [
    {
      ...finding("scalability/capacity-below-peak", "order", { element: { type: "component", id: "order" }, message: "Cannot be decided yet." }),
      missing: ["order.perInstanceRps"],
    },
  ],
  waived: [{ ...finding("resilience/missing-bulkhead", "payment-psp"), waiver: { kind: "acceptedRisk", reason: "One caller only", owner: "Ada", expires: "2027-01-31" } }],
  today: "2026-11-21",
};
