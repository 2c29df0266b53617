import { covers, LOADED_KINDS } from "#lib/analysis/capacity.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { capacityProperty, copiesFor, type Fit, fitOf, withCopies } from "./raise-instances.ts";

const shop = (max: number) =>
  sketch()
    .set({ requirements: { nfr: { peakRps: 100 } } })
    .client("web")
    .service("order", { instances: { min: 2, max }, perInstanceRps: 20 })
    .call("web", "order");

const events = (nodes: number) =>
  sketch()
    .service("ingest")
    .component("broker", "kafka", { perInstanceRps: 120_000, instances: { min: nodes, max: nodes } })
    .component("topic", "views", { broker: "kafka" })
    .publish("ingest", "views", { rps: 1_000_000 });

export const noHeadroom = defineRule<Fit>({
  id: "scalability/no-headroom",
  title: "Capacity without headroom",
  severity: "warning",
  each: "component",
  kinds: LOADED_KINDS,
  check(component, { index, settings }) {
    const fit = fitOf(component, index);
    if (fit === undefined || !covers(fit.capacityRps, fit.peakRps)) return undefined;
    const headroom = settings["capacity.headroom"];
    if (covers(fit.capacityRps, headroom * fit.peakRps)) return undefined;
    return finding({ property: capacityProperty(component), fixable: copiesFor(component, fit.peakRps, headroom) !== undefined, data: fit });
  },
  message: ({ element, data }, { index, settings }) =>
    `${index.nameOf(element.id)} can take ${formatQuantity("rps", data.capacityRps)}, only ${formatQuantity("factor", data.capacityRps / data.peakRps)} its peak of ${formatQuantity("rps", data.peakRps)}; ${formatQuantity("factor", settings["capacity.headroom"])} are needed.`,
  why: "A peak is an estimate, one instance is always being replaced, and a queue in front of something that is fully used has no end.",
  remedy: "Raise the largest number of instances until the capacity is 1.5 times the peak.",
  sources: ["003 Ex. 1 checklist (150K for a 100K peak)", "003 Ex. 2 (1.2M for 1M)"],
  conflicts: ["CF-49"],
  needs: ["component.peakRps", "component.perInstanceRps", "component.instances.max", "component.capacityRps", "connection.rps", "requirements.nfr.peakRps"],
  thresholds: ["capacity.headroom"],
  fix: {
    title: "Raise the instances to 1.5 × peak",
    apply(design, found, { index, settings }) {
      const component = index.component(found.element.id);
      const fit = component && fitOf(component, index);
      const copies = component && fit ? copiesFor(component, fit.peakRps, settings["capacity.headroom"]) : undefined;
      return copies === undefined ? design : withCopies(design, found.element.id, copies);
    },
  },
  examples: {
    bad: [
      { title: "Six instances for the load of five", sketch: shop(6) },
      { title: "Ten broker nodes for 1.2 million events a second get a million", sketch: events(10) },
    ],
    good: [
      { title: "Half as much again", sketch: shop(8) },
      { title: "Thirteen broker nodes for the same events", sketch: events(13) },
    ],
  },
});
