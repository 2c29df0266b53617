import { criticalFlows } from "#lib/analysis/critical-flows.ts";
import { errorBudgetMs } from "#lib/analysis/error-budget.ts";
import type { Component } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import type { Flow } from "#lib/model/flow.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

interface Missing {
  readonly flow: string;
  readonly lacks: "availability" | "p99Ms" | "both";
  readonly availability?: number;
}

/** The objectives of a component, filled up from the strictest of the critical flows that it serves. */
function sloFrom(flows: readonly Flow[], slo: Component["slo"]): NonNullable<Component["slo"]> {
  let availability: number | undefined;
  let p99Ms: number | undefined;
  for (const flow of flows) {
    if (flow.slo?.availability !== undefined) availability = Math.max(availability ?? 0, flow.slo.availability);
    if (flow.slo?.p99Ms !== undefined) p99Ms = Math.min(p99Ms ?? Infinity, flow.slo.p99Ms);
  }
  return { ...slo, ...(slo?.availability === undefined && availability !== undefined && { availability }), ...(slo?.p99Ms === undefined && p99Ms !== undefined && { p99Ms }) };
}

const LACKING = { both: "no objective", availability: "no objective for its availability", p99Ms: "no objective for its latency" } as const;
const minutes = (ms: number) => `${Number((ms / 60_000).toPrecision(3))} min`;

const order = (slo?: Component["slo"]) =>
  sketch()
    .client("web")
    .service("order", slo === undefined ? {} : { slo })
    .call("web", "order");

export const noSlo = defineRule<Missing>({
  id: "observability/no-slo",
  title: "Critical component without an objective",
  severity: "warning",
  each: "component",
  kinds: COMPUTE_KINDS,
  check({ id, slo }, { index }) {
    const { availability, p99Ms } = slo ?? {};
    if (availability !== undefined && p99Ms !== undefined) return undefined;
    const flows = index.once(criticalFlows).get(id);
    if (!flows) return undefined;
    const [flow] = flows.map(({ name, id: flowId }) => name || flowId).toSorted();
    const wanted = sloFrom(flows, slo);
    return finding({
      property: "slo",
      fixable: wanted.availability !== undefined && wanted.p99Ms !== undefined,
      data: {
        flow: flow ?? "",
        lacks: availability !== undefined ? "p99Ms" : p99Ms !== undefined ? "availability" : "both",
        ...(wanted.availability !== undefined && { availability: wanted.availability }),
      },
    });
  },
  message({ element, data }, { index }) {
    const budget = data.availability;
    const hint =
      budget === undefined
        ? ""
        : `; the ${formatQuantity("ratio", budget)} that it is part of ${budget === 1 ? "leave no time" : `leave ${minutes(errorBudgetMs(budget))}`} for failure in 30 days`;
    return `${index.nameOf(element.id)} is part of the critical flow "${data.flow}" and has ${LACKING[data.lacks]}${hint}.`;
  },
  why: "Without an objective nobody can say whether it works well enough, whether a release may go out, or whose time is better spent on speed than on features.",
  remedy: "State the availability and the p99 that it must hold: no weaker than those of the flow that needs it.",
  sources: ["003 Output Req. (Service Definitions, Observability)", "004 §13"],
  needs: ["component.slo", "flow.criticality", "flow.slo"],
  readiness: true,
  fix: {
    title: "Copy the objective of the flow",
    apply(design, found, { index }) {
      const slo = index.component(found.element.id)?.slo;
      return updateComponent(design, found.element.id, { slo: sloFrom(index.once(criticalFlows).get(found.element.id) ?? [], slo) });
    },
  },
  examples: {
    bad: [
      {
        title: "The checkout promises something, the service nothing",
        sketch: order().flow("checkout", ["web-order"], { criticality: "critical", slo: { availability: 0.9995, p99Ms: 300 } }),
      },
    ],
    good: [
      { title: "The service promises what the checkout needs", sketch: order({ availability: 0.9995, p99Ms: 200 }).flow("checkout", ["web-order"], { criticality: "critical" }) },
      { title: "Not part of a critical flow", sketch: order().flow("browse", ["web-order"], { criticality: "normal" }) },
    ],
  },
});
