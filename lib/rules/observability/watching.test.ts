import { expect, test } from "vitest";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { lint } from "../lint.ts";
import { applyFix } from "../words.ts";
import { observabilityRules } from "./list.ts";
import { lacking, LOG_FIELDS, RED_METRICS, SPAN_ATTRIBUTES } from "./names.ts";

const of = (drawn: Sketch, rule: string) => lint(drawn.design, { rules: observabilityRules.filter(({ id }) => id === `observability/${rule}`) });
const asked = (drawn: Sketch, rule: string) => of(drawn, rule).undecided.map(({ target, missing }) => `${target}: ${missing?.join(", ")}`);

test("names are compared as people write them", () => {
  expect(lacking(LOG_FIELDS, ["trace_id", "user-id", "duration_ms", "status_code"])).toEqual([]);
  expect(lacking(SPAN_ATTRIBUTES, ["service.name", "error.type"])).toEqual(["operation", "duration"]);
  expect(lacking(RED_METRICS, ["errorRate", "duration (p50, p95, p99)"])).toEqual(["rate"]);
  expect(lacking(RED_METRICS, [""])).toEqual([...RED_METRICS]);
});

test("thresholds that are missing are asked for", () => {
  const order = sketch()
    .service("order", { slo: { p99Ms: 200 }, healthCheck: { path: "/health" } })
    .alert("slow", { target: "order", signal: "p99" })
    .alert("errors", { target: "order", signal: "errorRatio" });
  expect(asked(order, "error-alert-too-loose")).toEqual(["errors: errors.threshold"]);
  expect(asked(order, "latency-alert-above-slo")).toEqual(["slow: slow.threshold"]);
  expect(asked(order, "no-health-check")).toEqual(["order: order.healthCheck.intervalMs"]);
});

test("the rate of a topic is asked for only in a system that could reach it", () => {
  const clicks = (peakRps: number) =>
    sketch()
      .set({ requirements: { nfr: { peakRps } } })
      .service("ingest")
      .topic("clicks")
      .publish("ingest", "clicks");
  expect(asked(clicks(5_000), "no-throughput-floor")).toEqual(["clicks: ingest-clicks.rps"]);
  expect(asked(clicks(50), "no-throughput-floor")).toEqual([]);
  expect(asked(clicks(5_000).alert("few", { target: "ingest", signal: "throughputLow", threshold: 1 }), "no-throughput-floor")).toEqual([]);
});

test("the lag of a consumer watches the topic too", () => {
  const mails = sketch().service("order").topic("events").service("mailer").publish("order", "events").subscribe("events", "mailer");
  expect(of(mails, "no-backlog-alert").findings).toMatchObject([{ target: "events", fixable: false }]);
  expect(of(mails.alert("late", { target: "mailer", signal: "lag", threshold: 100 }), "no-backlog-alert").findings).toEqual([]);
});

test("the strictest of the critical flows is copied as the objective, and what was promised stays", () => {
  const critical = { criticality: "critical" } as const;
  const shop = sketch()
    .client("web")
    .service("order", { slo: { availability: 0.99 } })
    .call("web", "order")
    .flow("browse", ["web-order"], { ...critical, slo: { p99Ms: 500, availability: 0.999 } })
    .flow("checkout", ["web-order"], { ...critical, slo: { p99Ms: 200 } });
  const [found] = of(shop, "no-slo").findings;
  expect(found?.fixable).toBe(true);
  expect(found && applyFix(shop.design, found).components[1]?.slo).toEqual({ availability: 0.99, p99Ms: 200 });
});

test("an alert on something with an incident runbook is linked to it", () => {
  const order = sketch()
    .service("order", { runbooks: ["incident"] })
    .alert("errors", { target: "order", signal: "errorRatio", threshold: 0.01 });
  const [found] = of(order, "alert-without-action").findings;
  expect(found && applyFix(order.design, found).alerts[0]?.runbook).toBe("incident");
  const lost = sketch().alert("errors", { target: "gone", signal: "lag" });
  expect(of(lost, "alert-without-action").findings).toMatchObject([{ target: "errors", element: { type: "design" } }]);
});

test("a service map is switched on where traces already go, else added beside the services", () => {
  const many = Array.from({ length: 10 }).reduce<Sketch>((drawn, _nothing, at) => drawn.service(`s${at}`), sketch());
  const [found] = of(many, "no-service-map").findings;
  expect(found && applyFix(many.design, found).components.at(-1)).toMatchObject({ kind: "telemetry", serviceMap: true });
  const collected = many.component("telemetry", "tempo");
  const [other] = of(collected, "no-service-map").findings;
  expect(other && applyFix(collected.design, other).components.at(-1)).toMatchObject({ id: "tempo", serviceMap: true });
});
