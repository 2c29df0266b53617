import { alertsOn } from "#lib/analysis/alerts.ts";
import { criticalFlows } from "#lib/analysis/critical-flows.ts";
import { COMPONENT_KINDS, type ComponentKind } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { RED_METRICS } from "./names.ts";

/** What is not ours to watch, or runs within something that is. */
const NOT_OURS: ReadonlySet<ComponentKind> = new Set(["client", "external", "sharedLib"]);

/** What tells the state of a component, by its kind; rate, errors and duration of anything else. */
const METRICS: Partial<Record<ComponentKind, readonly string[]>> = {
  cdn: ["rate", "errors", "hit ratio"],
  database: ["rate", "errors", "duration", "connections in use", "disk used"],
  objectStore: ["rate", "errors", "duration", "bytes stored"],
  cache: ["hit ratio", "evictions", "duration", "memory used"],
  broker: ["rate", "in-sync replicas", "disk used"],
  topic: ["rate", "consumer lag"],
  queue: ["rate", "depth", "age of the oldest message"],
};

const checkout = { criticality: "critical" } as const;
const shop = sketch()
  .client("web")
  .service("order", { metrics: ["rate", "errors", "duration"] })
  .call("web", "order")
  .data("order", "orders");

export const criticalPathBlind = defineRule<{ readonly flow: string }>({
  id: "observability/critical-path-blind",
  title: "Part of a critical flow is not monitored",
  severity: "error",
  each: "component",
  kinds: COMPONENT_KINDS.filter((kind) => !NOT_OURS.has(kind)),
  check({ id, metrics }, { index }) {
    if (metrics !== undefined && metrics.length > 0) return undefined;
    const flows = index.once(criticalFlows).get(id);
    if (!flows || alertsOn(id, index).length > 0) return undefined;
    const [flow] = flows.map((candidate) => candidate.name || candidate.id).toSorted();
    return finding({ property: "metrics", data: { flow: flow ?? "" } });
  },
  message: ({ element, data }, { index }) => `${index.nameOf(element.id)} is part of the critical flow "${data.flow}", and nothing measures or watches it.`,
  why: "The part that nobody looks at is where the outage is looked for last.",
  remedy: "Collect the metrics that tell its state, and alert on the one that users feel.",
  sources: ["003 Quality Criteria 6"],
  needs: ["flow.criticality", "component.metrics", "alert.target"],
  readiness: true,
  fix: {
    title: "Collect the usual metrics of its kind",
    apply(design, found, { index }) {
      const kind = index.component(found.element.id)?.kind;
      return updateComponent(design, found.element.id, { metrics: [...((kind && METRICS[kind]) ?? RED_METRICS)] });
    },
  },
  examples: {
    bad: [{ title: "Nobody looks at the database of the checkout", sketch: shop.database("orders").flow("checkout", ["web-order", "order-orders"], checkout) }],
    good: [
      {
        title: "The database is measured",
        sketch: shop.database("orders", { metrics: ["connections in use", "duration"] }).flow("checkout", ["web-order", "order-orders"], checkout),
      },
      {
        title: "An alert watches it",
        sketch: shop
          .database("orders")
          .flow("checkout", ["web-order", "order-orders"], checkout)
          .alert("orders-slow", { target: "orders", signal: "p99", threshold: 50, action: "Check the slow queries" }),
      },
      { title: "The flow is not critical", sketch: shop.database("orders").flow("browse", ["web-order", "order-orders"], { criticality: "normal" }) },
    ],
  },
});
