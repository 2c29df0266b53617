import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { isDistributed, TRACED_KINDS, traced } from "./traced.ts";

const on = { tracing: { enabled: true } } as const;

export const noTracing = defineRule({
  id: "observability/no-tracing",
  title: "Component without distributed tracing",
  severity: "error",
  each: "component",
  kinds: TRACED_KINDS,
  check: (component, { index }) =>
    component.tracing?.enabled === true || !isDistributed(index) ? undefined : finding({ property: "tracing", data: { stated: component.tracing?.enabled === false } }),
  message: ({ element, data }, { index }) =>
    data.stated
      ? `${index.nameOf(element.id)} writes no spans, so a request cannot be followed through it.`
      : `Nothing says that ${index.nameOf(element.id)} writes spans by which a request can be followed through it.`,
  why: "When a request over several components is slow or fails, a trace with a hole in it leaves people comparing the clocks of separate logs.",
  remedy: "Add OpenTelemetry to it: a span for every request and every message, with the trace of the caller as parent.",
  sources: ["000 §0", "000 §10", "001 Approach 5", "002 Observability", "003 Ex. 1 readiness checklist"],
  needs: ["component.tracing.enabled"],
  readiness: true,
  fix: {
    title: "Add OpenTelemetry tracing",
    apply: (design, found, { index }) => updateComponent(design, found.element.id, { tracing: traced(index.component(found.element.id)?.tracing) }),
  },
  examples: {
    bad: [
      { title: "The gateway is a hole in every trace", sketch: sketch().gateway("gateway").service("order", on).call("gateway", "order") },
      { title: "Two services, neither traced", sketch: sketch().service("order").service("payment").call("order", "payment") },
    ],
    good: [
      { title: "Everything on the way writes spans", sketch: sketch().gateway("gateway", on).service("order", on).call("gateway", "order") },
      { title: "A single program needs no distributed trace", sketch: sketch().service("shop").database("shop-db").data("shop", "shop-db") },
    ],
  },
});
