import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { entryPoints } from "#lib/analysis/entry-points.ts";
import type { Component } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { isCompute } from "#lib/model/kinds.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { isDistributed, traced } from "./traced.ts";

/** Where a trace can start: at the gateways, else at the load balancers, else at the code that clients call. */
function rootsOf(index: DesignIndex): readonly Component[] {
  const gateways = index.ofKind("gateway");
  if (gateways.length > 0) return gateways;
  const balancers = index.ofKind("loadBalancer");
  if (balancers.length > 0) return balancers;
  return [...entryPoints(index).keys()].map((id) => index.component(id)).filter((component): component is Component => isCompute(component));
}

const shop = sketch().client("web").service("order").call("web", "gateway").call("gateway", "order");

export const noTraceRoot = defineRule({
  id: "observability/no-trace-root",
  title: "Trace not started at the edge",
  severity: "warning",
  each: "design",
  check(design, { index }) {
    if (index.ofKind("client").length === 0 || !isDistributed(index)) return undefined;
    for (const { tracing } of design.components) if (tracing?.root === true) return undefined;
    const roots = rootsOf(index);
    return finding({ related: roots.map((component) => component.id), fixable: roots.length > 0 });
  },
  message: (_report, { index }) => {
    const [first] = rootsOf(index)
      .map((component) => component.name || component.id)
      .toSorted();
    return `No component starts the trace of a client's request${first === undefined ? "" : `; ${first} could`}.`;
  },
  why: "A trace that begins behind the edge misses the time spent at the edge, and two calls of one click become two traces that nobody connects.",
  remedy: "Let the first component that a client reaches start the trace and hand it to everything behind it.",
  sources: ["000 §10 Implementation"],
  needs: ["component.tracing.root"],
  fix: {
    title: "Start traces at the gateway, or at what clients reach first",
    apply: (design, _found, { index }) => rootsOf(index).reduce((next, { id, tracing }) => updateComponent(next, id, { tracing: { ...traced(tracing), root: true } }), design),
  },
  examples: {
    bad: [
      { title: "The gateway passes requests on and starts nothing", sketch: shop.gateway("gateway", { tracing: { enabled: true } }) },
      { title: "Clients call services directly", sketch: sketch().client("web").service("order").service("payment").call("web", "order").call("order", "payment") },
    ],
    good: [
      { title: "The gateway starts every trace", sketch: shop.gateway("gateway", { tracing: { enabled: true, root: true } }) },
      { title: "Nobody outside calls it", sketch: sketch().service("billing").service("ledger").call("billing", "ledger") },
    ],
  },
});
