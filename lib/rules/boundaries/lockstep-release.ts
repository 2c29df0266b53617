import type { DesignIndex } from "#lib/analysis/design-index.ts";
import { byId, contextsOf, overlap } from "#lib/analysis/ownership.ts";
import type { Component } from "#lib/model/component.ts";
import { freshAmong, updateComponent } from "#lib/model/edit.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { listed } from "#lib/model/sentence.ts";

function servicesByTrain(index: DesignIndex): Map<string, Component[]> {
  const trains = new Map<string, Component[]>();
  for (const service of index.ofKind("service")) {
    if (service.releaseTrain === undefined) continue;
    const train = trains.get(service.releaseTrain);
    if (train) train.push(service);
    else trains.set(service.releaseTrain, [service]);
  }
  for (const [name, riders] of trains) if (riders.length > 1) trains.set(name, byId(riders));
  return trains;
}

const contexts = sketch().boundary("context", "ordering", { name: "Ordering" }).boundary("context", "billing", { name: "Billing" });

export const lockstepRelease = defineRule<{ readonly train: string; readonly services: readonly Id[] }>({
  id: "boundaries/lockstep-release",
  title: "Services must be released together",
  severity: "warning",
  each: "component",
  kinds: ["service"],
  check(service, { index }) {
    if (service.releaseTrain === undefined) return undefined;
    const riders = index.once(servicesByTrain).get(service.releaseTrain);
    // The first service of a train speaks for all of it, so that a train is one finding.
    if (!riders || riders.length < 2 || riders[0] !== service) return undefined;
    const placed = riders.find((rider) => contextsOf(rider, index).length > 0);
    const foreign = placed && riders.some((rider) => contextsOf(rider, index).length > 0 && !overlap(contextsOf(rider, index), contextsOf(placed, index)));
    if (foreign) {
      const ids = riders.map((rider) => rider.id);
      return finding({ property: "releaseTrain", related: ids.slice(1), data: { train: service.releaseTrain, services: ids } });
    }
    const unplaced = riders.filter((rider) => contextsOf(rider, index).length === 0);
    return unplaced.length > 0 ? undecided(unplaced.map((rider) => `${rider.id}.contexts`)) : undefined;
  },
  message: ({ data }, { index }) => `${listed(data.services.map((id) => index.nameOf(id)))} of different contexts are released together on the train ${data.train}.`,
  why: "A release that needs another team's release waits for it, and rolls back with it: the services are deployed like a monolith.",
  remedy: "Give each context its own train, write down the contract that couples them, and keep that contract compatible.",
  sources: ["000 §2 Independent deployment", "001 Principle 2"],
  needs: ["component.releaseTrain", "component.contexts"],
  fix: {
    title: "Give each context its own train",
    apply(design, found, { index }) {
      const train = index.component(found.element.id)?.releaseTrain;
      const riders = train === undefined ? undefined : index.once(servicesByTrain).get(train);
      const first = riders?.find((rider) => contextsOf(rider, index).length > 0);
      if (!riders || !first) return design;
      const taken = new Set(index.once(servicesByTrain).keys());
      const own = new Map<Id, string>(); // context -> its train
      let next = design;
      for (const rider of riders) {
        const [context] = contextsOf(rider, index);
        if (context === undefined || overlap(contextsOf(rider, index), contextsOf(first, index))) continue;
        const name = own.get(context) ?? freshAmong(taken, context);
        own.set(context, name);
        taken.add(name);
        next = updateComponent(next, rider.id, { releaseTrain: name });
      }
      return next;
    },
  },
  examples: {
    bad: [
      {
        title: "Ordering and Billing on one train",
        sketch: contexts
          .service("order", { contexts: ["ordering"], releaseTrain: "shop" })
          .service("invoice", { contexts: ["billing"], releaseTrain: "shop" })
          .call("order", "invoice"),
      },
    ],
    good: [
      {
        title: "Each context has its own train",
        sketch: contexts
          .service("order", { contexts: ["ordering"], releaseTrain: "ordering" })
          .service("invoice", { contexts: ["billing"], releaseTrain: "billing" })
          .call("order", "invoice"),
      },
      {
        title: "Services of one context may travel together",
        sketch: contexts.service("order", { contexts: ["ordering"], releaseTrain: "ordering" }).service("returns", { contexts: ["ordering"], releaseTrain: "ordering" }),
      },
    ],
  },
});
