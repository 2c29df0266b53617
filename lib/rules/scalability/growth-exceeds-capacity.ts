import { covers, LOADED_KINDS } from "#lib/analysis/capacity.ts";
import { exhaustionMonth, GROWTH_MONTHS, largestFactor } from "#lib/analysis/growth.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { counted } from "#lib/model/sentence.ts";
import { capacityProperty, copiesFor, type Fit, fitOf, withCopies } from "./raise-instances.ts";

const shop = (max: number) =>
  sketch()
    .set({ requirements: { nfr: { peakRps: 100 }, growth: { m6: 1.5, m12: 2, m24: 4 } } })
    .client("web")
    .service("order", { instances: { min: 2, max }, perInstanceRps: 20 })
    .call("web", "order");

export const growthExceedsCapacity = defineRule<Fit & { readonly factor: number; readonly month: number }>({
  id: "scalability/growth-exceeds-capacity",
  title: "Growth outruns the capacity",
  severity: "warning",
  each: "component",
  kinds: LOADED_KINDS,
  check(component, { design, index, settings }) {
    const growth = design.requirements?.growth;
    const factor = largestFactor(growth);
    const fit = growth === undefined || factor === undefined ? undefined : fitOf(component, index);
    // What is too small today is reported as that.
    if (growth === undefined || factor === undefined || fit === undefined || covers(fit.capacityRps, fit.peakRps * factor) || !covers(fit.capacityRps, fit.peakRps))
      return undefined;
    return finding({
      property: capacityProperty(component),
      fixable: copiesFor(component, fit.peakRps, Math.max(factor, settings["capacity.headroom"])) !== undefined,
      data: { ...fit, factor, month: Math.min(GROWTH_MONTHS.m24, Math.floor(exhaustionMonth(fit.peakRps, fit.capacityRps, growth) ?? 0)) },
    });
  },
  message: ({ element, data }, { index }) =>
    `${index.nameOf(element.id)} can take ${formatQuantity("rps", data.capacityRps)}, but its peak of ${formatQuantity("rps", data.peakRps)} is projected to grow ${formatQuantity("factor", data.factor)}; it is full ${data.month < 1 ? "within a month" : `after ${counted(data.month, "month")}`}.`,
  why: "Growth that was foreseen and not provided for ends in an emergency: a larger instance, a sharded database and a new contract all take months.",
  remedy: "Raise the largest number of instances, take load off (cache, queue, read replica), or plan the step beyond, such as sharding, before that month.",
  sources: ["003 Output Req. (Scalability Analysis)", "004 closing Key Principles (10×, 100×, 1000×)"],
  conflicts: ["CF-49"],
  needs: ["requirements.growth", "component.peakRps", "component.perInstanceRps", "component.instances.max", "component.capacityRps", "connection.rps"],
  thresholds: ["capacity.headroom"],
  fix: {
    title: "Raise the instances to the projected peak",
    apply(design, found, { index, settings }) {
      const component = index.component(found.element.id);
      const fit = component && fitOf(component, index);
      const factor = largestFactor(design.requirements?.growth) ?? 1;
      const copies = component && fit ? copiesFor(component, fit.peakRps, Math.max(factor, settings["capacity.headroom"])) : undefined;
      return copies === undefined ? design : withCopies(design, found.element.id, copies);
    },
  },
  examples: {
    bad: [{ title: "Room for twice the load, four times are expected", sketch: shop(10) }],
    good: [{ title: "Room for the load of two years", sketch: shop(20) }],
  },
});
