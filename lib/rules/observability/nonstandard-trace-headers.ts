import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { TRACED_KINDS } from "./traced.ts";

const W3C = /w3c|trace-?context|traceparent/iu;

export const nonstandardTraceHeaders = defineRule<{ readonly propagation: string }>({
  id: "observability/nonstandard-trace-headers",
  title: "Trace passed on in a header of its own",
  severity: "info",
  each: "component",
  kinds: [...TRACED_KINDS, "loadBalancer"],
  check({ tracing }) {
    if (tracing?.enabled !== true || (tracing.propagation !== undefined && W3C.test(tracing.propagation))) return undefined;
    return finding({ property: "tracing.propagation", data: { propagation: tracing.propagation ?? "" } });
  },
  message: ({ element, data }, { index }) =>
    data.propagation.trim() === ""
      ? `${index.nameOf(element.id)} does not say in which header it passes the trace on.`
      : `${index.nameOf(element.id)} passes the trace on as ${data.propagation.replaceAll(/\s+/gu, " ")}, not as W3C Trace Context.`,
  why: "Gateways, meshes, clouds and libraries understand traceparent without being told; any other header is lost at the first of them.",
  remedy: "Use W3C Trace Context (traceparent, tracestate), which is what OpenTelemetry does unless told otherwise.",
  sources: ["000 §10"],
  conflicts: ["CF-23", "CF-24"],
  needs: ["component.tracing.propagation"],
  fix: {
    title: "Use W3C Trace Context",
    apply: (design, found, { index }) => updateComponent(design, found.element.id, { tracing: { ...index.component(found.element.id)?.tracing, propagation: "w3c" } }),
  },
  examples: {
    bad: [
      { title: "A home-made header", sketch: sketch().service("order", { tracing: { enabled: true, propagation: "X-Trace-Id" } }) },
      { title: "Nobody said which header", sketch: sketch().service("order", { tracing: { enabled: true } }) },
    ],
    good: [{ title: "W3C Trace Context", sketch: sketch().service("order", { tracing: { enabled: true, propagation: "w3c" } }) }],
  },
});
