import { copiesOf } from "#lib/analysis/capacity.ts";
import type { Component, ComponentKind } from "#lib/model/component.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { copiesFor, type Fit, fitOf, withCopies } from "./raise-instances.ts";

/** Kinds of which somebody runs and pays every copy; a function that does not run costs nothing. */
const KINDS = ["gateway", "bff", "service", "streamProcessor"] as const satisfies readonly ComponentKind[];

/** Instances that carry the load of two years; two at least, so that one may fail. */
function sufficient(component: Component, loadRps: number, headroom: number): number | undefined {
  const copies = copiesFor(component, loadRps, headroom);
  return copies === undefined ? undefined : Math.max(2, copies);
}

const shop = (max: number) =>
  sketch()
    .set({ requirements: { nfr: { peakRps: 27.8 }, growth: { m6: 1.2, m12: 1.5, m24: 2 } } })
    .client("web")
    .service("order", { instances: { min: 2, max }, perInstanceRps: 20 })
    .call("web", "order");

export const overProvisioned = defineRule<Fit & { readonly factor: number; readonly copies: number; readonly enough?: number }>({
  id: "scalability/over-provisioned",
  title: "Far more capacity than load",
  severity: "info",
  each: "component",
  kinds: KINDS,
  check(component, { design, index, settings }) {
    const copies = copiesOf(component);
    const fit = copies > 2 ? fitOf(component, index) : undefined;
    const limit = settings["capacity.overProvision"];
    if (fit === undefined || fit.capacityRps <= limit * fit.peakRps) return undefined;
    const growth = design.requirements?.growth?.m24;
    if (growth === undefined) return undecided(["requirements.growth.m24"]);
    const factor = Math.max(1, growth);
    if (fit.capacityRps <= limit * fit.peakRps * factor) return undefined;
    const enough = sufficient(component, fit.peakRps * factor, settings["capacity.headroom"]);
    return finding({ property: "instances.max", fixable: enough !== undefined, data: { ...fit, factor, copies, ...(enough !== undefined && { enough }) } });
  },
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} may grow to ${data.copies} instances for ${formatQuantity("rps", data.capacityRps)}, but in two years ${formatQuantity("rps", data.peakRps * data.factor)} are expected${data.enough === undefined ? "" : `; ${data.enough} instances suffice`}.`,
  why: "Capacity that nobody needs is paid for, and a high limit lets a loop or an attack run up a bill and overload the database behind.",
  remedy: "Lower the largest number of instances to what the projected load needs, with headroom.",
  sources: ["001 Principle 4", "003 closing remark", "003 Ex. 1 (27.8 orders/s, up to 100 instances)"],
  needs: ["component.instances.max", "component.perInstanceRps", "component.peakRps", "requirements.nfr.peakRps", "requirements.growth.m24"],
  thresholds: ["capacity.overProvision", "capacity.headroom"],
  fix: {
    title: "Lower the instances to what suffices",
    apply(design, found, { index, settings }) {
      const component = index.component(found.element.id);
      const fit = component && fitOf(component, index);
      const copies = component && fit ? sufficient(component, fit.peakRps * Math.max(1, design.requirements?.growth?.m24 ?? 1), settings["capacity.headroom"]) : undefined;
      return copies === undefined ? design : withCopies(design, found.element.id, copies);
    },
  },
  examples: {
    bad: [{ title: "Up to 100 instances for 28 orders a second", sketch: shop(100) }],
    good: [
      { title: "Up to ten", sketch: shop(10) },
      { title: "Two, so that one may fail", sketch: shop(2) },
    ],
  },
});
