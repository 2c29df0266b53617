import { instancesFor } from "#lib/analysis/capacity.ts";
import type { Component, ComponentKind } from "#lib/model/component.ts";
import type { Design } from "#lib/model/design.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Report, undecided } from "../rule.ts";
import { counted } from "#lib/model/sentence.ts";

interface Data {
  readonly instances: number;
  readonly ratio: number;
}

/** Kinds that take load as it comes; functions scale by themselves, jobs run when they are started. */
const KINDS = ["bff", "service", "streamProcessor"] as const satisfies readonly ComponentKind[];

/** More instances than this are no answer that a quick fix should give. */
const MOST_INSTANCES = 1_000;

/** Peak and average of a component: its own, or those of the whole system. */
const loadsOf = ({ peakRps, avgRps }: Component, { requirements }: Design) =>
  peakRps !== undefined && avgRps !== undefined ? { peakRps, avgRps } : { peakRps: requirements?.nfr?.peakRps, avgRps: requirements?.nfr?.avgRps };

const isFixed = ({ instances, managed }: Component) => managed !== true && (instances?.min ?? instances?.max ?? 1) >= (instances?.max ?? instances?.min ?? 1);

/** A range around a fixed fleet: upwards when it cannot carry the peak or nobody knows, else downwards to what the average needs. */
function rangeFor(component: Component, design: Design, headroom: number): { min: number; max: number } | undefined {
  const { peakRps, avgRps } = loadsOf(component, design);
  if (!peakRps || !avgRps) return undefined;
  const fleet = Math.max(1, component.instances?.max ?? component.instances?.min ?? 1);
  const { perInstanceRps } = component;
  const most = perInstanceRps ? instancesFor(peakRps, perInstanceRps, headroom) : Math.ceil(fleet * (peakRps / avgRps));
  const max = Math.max(most, fleet);
  if (max > MOST_INSTANCES) return undefined;
  // Two at least, so that one may fail.
  const min = max > fleet || !perInstanceRps ? fleet : Math.min(fleet, Math.max(2, instancesFor(avgRps, perInstanceRps, headroom)));
  return { min, max: Math.max(max, min + (min === fleet ? 1 : 0)) };
}

const load = sketch()
  .set({ requirements: { nfr: { peakRps: 100, avgRps: 10 } } })
  .client("web")
  .call("web", "order");

export const noAutoscaling = defineRule<Data>({
  id: "scalability/no-autoscaling",
  title: "Load with peaks on a fixed fleet",
  severity: "warning",
  each: "design",
  check(design, { index, settings }) {
    let reports: Report<Data>[] | undefined;
    let isOpen = false;
    for (const kind of KINDS) {
      for (const component of index.ofKind(kind)) {
        if (!isFixed(component)) continue;
        const { peakRps, avgRps } = loadsOf(component, design);
        if (!peakRps) continue;
        if (!avgRps) {
          isOpen = true;
          continue;
        }
        if (peakRps < settings["capacity.peakToAvg"] * avgRps) continue;
        const instances = component.instances?.max ?? component.instances?.min ?? 1;
        (reports ??= []).push(
          finding({
            element: { type: "component", id: component.id },
            property: "instances",
            fixable: rangeFor(component, design, settings["capacity.headroom"]) !== undefined,
            data: { instances, ratio: peakRps / avgRps },
          }),
        );
      }
    }
    if (isOpen) (reports ??= []).push(undecided(["requirements.nfr.avgRps"], { property: "requirements.nfr.avgRps" }));
    return reports;
  },
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} always runs ${counted(data.instances, "instance")}, while the peak is ${formatQuantity("factor", data.ratio)} the average load.`,
  why: "A fleet of one size is too small at the peak or idle the rest of the day; either users or the bill notice.",
  remedy: "Give it a range, and scale on what runs out first: processor, memory or the length of a queue.",
  sources: ["003 Ex. 1 (10–100 instances, CPU/memory)", "003 Scaling Strategy", "004 §6"],
  needs: ["requirements.nfr.peakRps", "requirements.nfr.avgRps", "component.peakRps", "component.avgRps", "component.instances"],
  thresholds: ["capacity.peakToAvg", "capacity.headroom"],
  fix: {
    title: "Scale between the average and the peak",
    apply(design, found, { index, settings }) {
      const component = index.component(found.element.id);
      const range = component && rangeFor(component, design, settings["capacity.headroom"]);
      return range ? updateComponent(design, component.id, { instances: { ...component.instances, ...range } }) : design;
    },
  },
  examples: {
    bad: [
      { title: "Four instances by day and by night", sketch: load.service("order", { instances: { min: 4, max: 4 }, perInstanceRps: 40 }) },
      { title: "Nobody said how many", sketch: load.service("order") },
    ],
    good: [
      { title: "Two to eight", sketch: load.service("order", { instances: { min: 2, max: 8 } }) },
      { title: "The platform scales it", sketch: load.service("order", { managed: true }) },
      {
        title: "The load hardly changes",
        sketch: sketch()
          .set({ requirements: { nfr: { peakRps: 15, avgRps: 10 } } })
          .service("order", { instances: { min: 2, max: 2 } }),
      },
    ],
  },
});
