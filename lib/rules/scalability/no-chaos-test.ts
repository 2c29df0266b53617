import type { Design } from "#lib/model/design.ts";
import { updateDesign } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { LINE_LIMIT } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";

/** The highest availability that anybody was promised. */
function promised({ requirements, flows }: Design): number | undefined {
  let highest = requirements?.nfr?.availability;
  for (const { slo } of flows) if (slo?.availability !== undefined && slo.availability > (highest ?? 0)) highest = slo.availability;
  return highest;
}

/** One experiment per failure mode: make it happen and see whether the mitigation works. */
function experiments(design: Design): string[] {
  const modes = design.components.flatMap(({ id, name, failureModes }) =>
    (failureModes ?? []).flatMap(({ mode }) => (mode?.trim() ? [`${name || id}: ${mode.trim()}`.slice(0, LINE_LIMIT)] : [])),
  );
  return [...new Set(modes)].toSorted();
}

const order = sketch().service("order", { failureModes: [{ mode: "Instance lost", effect: "Requests in flight fail", mitigation: "Three instances" }] });

export const noChaosTest = defineRule<{ readonly availability: number }>({
  id: "scalability/no-chaos-test",
  title: "No failure is ever rehearsed",
  severity: "info",
  each: "design",
  check(design, { settings }) {
    const availability = promised(design);
    if (availability === undefined || availability < settings["resilience.sloFloor"] || design.requirements?.chaosTests?.length) return undefined;
    return finding({
      property: "requirements.chaosTests",
      fixable: design.components.some(({ failureModes }) => failureModes?.some(({ mode }) => mode?.trim())),
      data: { availability },
    });
  },
  message: ({ data }) => `${formatQuantity("ratio", data.availability)} are promised, and no experiment shows what happens when something fails.`,
  why: "A breaker, a fail-over and a runbook that were never used do not work the first time, and the first time is an outage.",
  remedy: "Plan one experiment per failure mode: cause it on purpose, watch the alert and the mitigation, and write down what was learnt.",
  sources: ["003 Step 5.4", "003 Ex. 1 checklist"],
  needs: ["requirements.chaosTests", "requirements.nfr.availability", "flow.slo.availability"],
  thresholds: ["resilience.sloFloor"],
  readiness: true,
  fix: {
    title: "Plan one experiment per failure mode",
    apply: (design) => updateDesign(design, { requirements: { ...design.requirements, chaosTests: experiments(design) } }),
  },
  examples: {
    bad: [{ title: "99.95% on paper", sketch: order.set({ requirements: { nfr: { availability: 0.9995 } } }) }],
    good: [
      { title: "The loss of an instance is rehearsed", sketch: order.set({ requirements: { nfr: { availability: 0.9995 }, chaosTests: ["order: Instance lost"] } }) },
      { title: "Nobody was promised much", sketch: order.set({ requirements: { nfr: { availability: 0.99 } } }) },
    ],
  },
});
