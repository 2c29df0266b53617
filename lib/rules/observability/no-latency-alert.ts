import { hasAlert } from "#lib/analysis/alerts.ts";
import { COMPONENT_KINDS } from "#lib/model/component.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { addAlert } from "./add-alert.ts";

const order = sketch().service("order", { slo: { availability: 0.999, p99Ms: 200 } });

export const noLatencyAlert = defineRule<{ readonly p99Ms: number }>({
  id: "observability/no-latency-alert",
  title: "Promised latency without an alert",
  severity: "warning",
  each: "component",
  kinds: COMPONENT_KINDS,
  check({ id, slo }, { index }) {
    const p99Ms = slo?.p99Ms;
    return p99Ms === undefined || hasAlert(id, index, "p99") ? undefined : finding({ property: "slo.p99Ms", data: { p99Ms } });
  },
  message: ({ element, data }, { index }) => `${index.nameOf(element.id)} promises a p99 of ${formatQuantity("ms", data.p99Ms)}, and nobody is told when it takes longer.`,
  why: "A promise that nobody watches is kept by accident: slowness comes gradually, and errors come only after it.",
  remedy: "Alert when the p99 stays above the promise.",
  sources: ["002 Observability essentials (Alerts)", "003 Ex. 2 Monitoring & Alerts"],
  needs: ["component.slo.p99Ms", "alert.signal", "alert.target"],
  readiness: true,
  fix: { title: "Alert at the promised p99", apply: (design, found) => addAlert(design, found.element.id, "p99", (found.data as { readonly p99Ms: number }).p99Ms) }, // what this rule's check put there
  examples: {
    bad: [{ title: "200 ms promised, nobody watches", sketch: order }],
    good: [
      { title: "Watched at the promise", sketch: order.alert("order-latency", { target: "order", signal: "p99", threshold: 200, action: "Check the load" }) },
      { title: "Nothing was promised", sketch: sketch().service("order") },
    ],
  },
});
