import type { Component } from "#lib/model/component.ts";
import type { Design } from "#lib/model/design.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

interface Load {
  readonly peakRps?: number;
  readonly waitMs?: number;
}

/** Peak load and the wait that users tolerate: the component's own, or those required of the whole system. */
const loadOf = (component: Component, design: Design): Load => ({
  peakRps: component.peakRps ?? design.requirements?.nfr?.peakRps,
  waitMs: component.slo?.p99Ms ?? design.requirements?.nfr?.p99Ms,
});
/** As many requests as arrive while one may wait: peak × tolerated wait. */
const depthFor = ({ peakRps, waitMs }: Load) => (peakRps && waitMs ? Math.min(Math.max(1, Math.ceil((peakRps * waitMs) / 1_000)), Number.MAX_SAFE_INTEGER) : undefined);

export const unboundedRequestBuffer = defineRule<Load>({
  id: "resilience/unbounded-request-buffer",
  title: "Waiting room without a limit",
  severity: "warning",
  each: "component",
  kinds: COMPUTE_KINDS,
  check(component, { design }) {
    if (!component.requestBuffer || component.requestBuffer.maxDepth !== undefined) return undefined;
    const load = loadOf(component, design);
    return finding({ property: "requestBuffer.maxDepth", fixable: depthFor(load) !== undefined, data: load });
  },
  message: ({ element, data }, { index }) => {
    const depth = depthFor(data);
    const hint = depth === undefined ? "" : `; ${formatQuantity("rps", data.peakRps ?? 0)} and a tolerated wait of ${formatQuantity("ms", data.waitMs ?? 0)} ask for ${depth}`;
    return `${index.nameOf(element.id)} queues requests without a limit${hint}.`;
  },
  why: "A queue without an end hides overload until memory runs out, and by then every request in it is older than anybody wants to wait.",
  remedy: "Limit the buffer to peak rate × tolerated wait, and reject what does not fit with 429 or 503 and a Retry-After.",
  sources: ["003 Ex. 1 Peak Load (queuing, back-pressure)", "002 decision matrix row 6"],
  needs: ["component.requestBuffer.maxDepth", "component.peakRps", "component.slo.p99Ms", "requirements.nfr.peakRps", "requirements.nfr.p99Ms"],
  fix: {
    title: "Limit the buffer to peak load × tolerated wait",
    apply(design, found, { index }) {
      const component = index.component(found.element.id);
      const maxDepth = component && depthFor(loadOf(component, design));
      return maxDepth === undefined ? design : updateComponent(design, found.element.id, { requestBuffer: { ...component?.requestBuffer, maxDepth } });
    },
  },
  examples: {
    bad: [
      {
        title: "Orders wait in a queue without an end",
        sketch: sketch()
          .client("web")
          .service("order", { requestBuffer: {}, peakRps: 30, slo: { p99Ms: 2_000 } })
          .call("web", "order"),
      },
      {
        title: "The load is known from the requirements",
        sketch: sketch()
          .client("web")
          .service("order", { requestBuffer: {} })
          .call("web", "order")
          .set({ requirements: { nfr: { peakRps: 100, p99Ms: 500 } } }),
      },
    ],
    good: [
      {
        title: "At most 60 requests wait",
        sketch: sketch()
          .client("web")
          .service("order", { requestBuffer: { maxDepth: 60 }, peakRps: 30, slo: { p99Ms: 2_000 } })
          .call("web", "order"),
      },
      { title: "No waiting room at all", sketch: sketch().client("web").service("order").call("web", "order") },
    ],
  },
});
