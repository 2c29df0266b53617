import { capacityOf, copiesOf, covers, LOADED_KINDS, loadOf } from "#lib/analysis/capacity.ts";
import type { ComponentKind } from "#lib/model/component.ts";
import { isCompute } from "#lib/model/kinds.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { capacityProperty, copiesFor, type Fit, withCopies } from "./raise-instances.ts";

/** Kinds whose capacity is stated as a total, not per instance. */
const STATED_AS_TOTAL: ReadonlySet<ComponentKind> = new Set(["cdn", "broker", "topic", "queue", "objectStore"]);

const shop = sketch()
  .set({ requirements: { nfr: { peakRps: 300 } } })
  .client("web")
  .call("web", "order");

export const capacityBelowPeak = defineRule<Fit & { readonly copies: number; readonly enough?: number }>({
  id: "scalability/capacity-below-peak",
  title: "Cannot carry the peak",
  severity: "error",
  each: "component",
  kinds: LOADED_KINDS,
  check(component, { index, settings }) {
    const load = loadOf(component, index);
    if (load === undefined) return undefined;
    const { peakRps } = load;
    const capacityRps = capacityOf(component);
    if (peakRps !== undefined && capacityRps !== undefined) {
      if (covers(capacityRps, peakRps)) return undefined;
      const enough = copiesFor(component, peakRps, settings["capacity.headroom"]);
      return finding({
        property: capacityProperty(component),
        fixable: enough !== undefined,
        data: { peakRps, capacityRps, copies: copiesOf(component), ...(enough !== undefined && { enough }) },
      });
    }
    // A managed load balancer or store grows by itself unless a number says otherwise.
    if (component.managed === true && !isCompute(component) && capacityRps === undefined) return undefined;
    return undecided([
      ...(peakRps === undefined ? (load.missing ?? [`${component.id}.peakRps`]) : []),
      ...(capacityRps === undefined ? [`${component.id}.${STATED_AS_TOTAL.has(component.kind) ? "capacityRps" : "perInstanceRps"}`] : []),
    ]);
  },
  message({ element, data }, { index }) {
    const copies = data.enough === undefined ? "" : `; ${data.enough} instances would carry it with headroom, it has ${data.copies}`;
    return `${index.nameOf(element.id)} gets ${formatQuantity("rps", data.peakRps)} at peak and can take ${formatQuantity("rps", data.capacityRps)}${copies}.`;
  },
  why: "What exceeds the capacity waits, then times out, then comes back as retries: at the moment that matters most the system does less than it could.",
  remedy: "Raise the largest number of instances to 1.5 × peak ÷ the capacity of one, make one instance faster, or let less through.",
  sources: ["003 Step 1", "003 Output Req. (Scalability Analysis)"],
  needs: ["component.peakRps", "component.perInstanceRps", "component.instances.max", "component.capacityRps", "connection.rps", "requirements.nfr.peakRps"],
  thresholds: ["capacity.headroom"],
  fix: {
    title: "Raise the instances to 1.5 × peak ÷ capacity of one",
    apply(design, found, { index, settings }) {
      const component = index.component(found.element.id);
      const peakRps = component && loadOf(component, index)?.peakRps;
      const copies = component && peakRps ? copiesFor(component, peakRps, settings["capacity.headroom"]) : undefined;
      return copies === undefined ? design : withCopies(design, found.element.id, copies);
    },
  },
  examples: {
    bad: [
      { title: "300/s for four instances of 50/s", sketch: shop.service("order", { instances: { min: 2, max: 4 }, perInstanceRps: 50 }) },
      {
        title: "Five broker nodes for more than five can take",
        sketch: sketch()
          .service("ingest")
          .component("broker", "kafka", { perInstanceRps: 10_000, instances: { min: 5, max: 5 } })
          .component("topic", "views", { broker: "kafka" })
          .component("topic", "clicks", { broker: "kafka" })
          .publish("ingest", "views", { rps: 40_000 })
          .publish("ingest", "clicks", { rps: 20_000 }),
      },
      { title: "A worker that gets more than it can do", sketch: sketch().service("resizer", { peakRps: 40, perInstanceRps: 25, instances: { min: 1, max: 1 } }) },
    ],
    good: [
      { title: "Ten instances carry it", sketch: shop.service("order", { instances: { min: 2, max: 10 }, perInstanceRps: 50 }) },
      { title: "The total is stated", sketch: shop.service("order", { capacityRps: 600 }) },
      { title: "No load was declared", sketch: sketch().client("web").service("order").call("web", "order") },
    ],
  },
});
