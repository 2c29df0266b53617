import { updateComponent } from "#lib/model/edit.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";
import { lacking, SPAN_ATTRIBUTES } from "./names.ts";

export const spanAttributes = defineRule<{ readonly lacks: readonly string[] }>({
  id: "observability/span-attributes",
  title: "Spans lack attributes",
  severity: "info",
  each: "component",
  kinds: COMPUTE_KINDS,
  check({ tracing }) {
    if (tracing?.enabled !== true) return undefined;
    const lacks = lacking(SPAN_ATTRIBUTES, tracing.spanAttributes);
    return lacks.length > 0 ? finding({ property: "tracing.spanAttributes", data: { lacks } }) : undefined;
  },
  message: ({ element, data }, { index }) => `Spans of ${index.nameOf(element.id)} do not carry ${listed(data.lacks)}.`,
  why: "Traces are found by what they carry: without the operation and the error one can look at a single trace but not search for the slow or failed ones.",
  remedy: "Record service, operation, duration and error on every span, and the ids that the business asks for, such as the order.",
  sources: ["000 §10 Span Attributes"],
  needs: ["component.tracing.spanAttributes"],
  readiness: true,
  fix: {
    title: "Add service, operation, duration and error",
    apply(design, found, { index }) {
      const tracing = index.component(found.element.id)?.tracing;
      const attributes = tracing?.spanAttributes ?? [];
      return updateComponent(design, found.element.id, { tracing: { ...tracing, spanAttributes: [...lacking(SPAN_ATTRIBUTES, attributes), ...attributes] } });
    },
  },
  examples: {
    bad: [
      { title: "Only the id of the order", sketch: sketch().service("order", { tracing: { enabled: true, spanAttributes: ["order_id"] } }) },
      { title: "Spans without attributes", sketch: sketch().service("order", { tracing: { enabled: true } }) },
    ],
    good: [
      {
        title: "The standard set and the id of the order",
        sketch: sketch().service("order", { tracing: { enabled: true, spanAttributes: ["service.name", "operation", "duration_ms", "error.type", "order_id"] } }),
      },
      { title: "What is not traced has no spans", sketch: sketch().service("order") },
    ],
  },
});
