import { updateComponent } from "#lib/model/edit.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";
import { lacking, RED_METRICS } from "./names.ts";

export const redMetrics = defineRule<{ readonly lacks: readonly string[] }>({
  id: "observability/red-metrics",
  title: "Rate, errors or duration not measured",
  severity: "warning",
  each: "component",
  kinds: COMPUTE_KINDS,
  check({ metrics }) {
    const lacks = lacking(RED_METRICS, metrics);
    return lacks.length > 0 ? finding({ property: "metrics", data: { lacks } }) : undefined;
  },
  message: ({ element, data }, { index }) => `Nothing says that ${index.nameOf(element.id)} measures ${listed(data.lacks)}.`,
  why: "These three tell within a minute whether users are served: how much comes in, how much of it fails, how long it takes. Everything else explains why.",
  remedy: "Count requests and errors, and record the duration as a histogram, so that p50, p95 and p99 can be read.",
  sources: ["002 Observability", "000 §10", "001 Approach samples"],
  needs: ["component.metrics"],
  readiness: true,
  fix: {
    title: "Measure rate, errors and duration",
    apply(design, found, { index }) {
      const metrics = index.component(found.element.id)?.metrics ?? [];
      return updateComponent(design, found.element.id, { metrics: [...metrics, ...lacking(RED_METRICS, metrics)] });
    },
  },
  examples: {
    bad: [
      { title: "Only the processor is watched", sketch: sketch().service("order", { metrics: ["cpu", "memory"] }) },
      { title: "Nothing is measured", sketch: sketch().component("batchJob", "nightly-report") },
    ],
    good: [{ title: "Rate, errors and duration", sketch: sketch().service("order", { metrics: ["rate", "errors", "duration (p50, p95, p99)"] }) }],
  },
});
