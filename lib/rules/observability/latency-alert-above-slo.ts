import { updateMember } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { checkAlerts } from "./check-alerts.ts";

const order = sketch().service("order", { slo: { availability: 0.999, p99Ms: 200 } });
const latency = (threshold: number) => order.alert("order-latency", { target: "order", signal: "p99", threshold, action: "Check the load" });

export const latencyAlertAboveSlo = defineRule<{ readonly threshold: number; readonly p99Ms: number }>({
  id: "observability/latency-alert-above-slo",
  title: "Latency alert above the promise",
  severity: "warning",
  each: "design",
  check: (design, context) =>
    checkAlerts(design, context, ({ id, signal, threshold }, target) => {
      const p99Ms = target?.slo?.p99Ms;
      if (signal !== "p99" || p99Ms === undefined) return undefined;
      if (threshold === undefined) return undecided([`${id}.threshold`]);
      return threshold > p99Ms ? finding({ property: "slo.p99Ms", data: { threshold, p99Ms } }) : undefined;
    }),
  message: ({ target, element, data }, { index }) =>
    `The alert ${target} fires at ${formatQuantity("ms", data.threshold)}, but ${index.nameOf(element.id)} promises ${formatQuantity("ms", data.p99Ms)}.`,
  why: "Between the promise and the alert users wait longer than they were told, and nobody hears of it.",
  remedy: "Set the threshold of the alert to the promised p99, or promise what the alert watches.",
  sources: ["002 Observability essentials (Alerts)", "003 Ex. 2 Monitoring & Alerts"],
  needs: ["alert.threshold", "component.slo.p99Ms"],
  fix: {
    title: "Set the alert to the promise",
    apply: (design, found, { index }) => updateMember(design, "alerts", found.target, { threshold: index.component(found.element.id)?.slo?.p99Ms }),
  },
  examples: {
    bad: [{ title: "200 ms promised, 500 ms watched", sketch: latency(500) }],
    good: [
      { title: "The alert watches the promise", sketch: latency(200) },
      { title: "An early warning", sketch: latency(150) },
    ],
  },
});
