import { hardComponents } from "#lib/analysis/availability.ts";
import type { Component } from "#lib/model/component.ts";
import { updateComponent } from "#lib/model/edit.ts";
import type { Flow } from "#lib/model/flow.ts";
import { isMessaging } from "#lib/model/kinds.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, type Report } from "../rule.ts";

/** Whether its redundancy is ours to draw; third parties and messaging answer for their own. */
const isOurs = (component: Component) => component.kind !== "external" && !isMessaging(component);
const isAlone = (component: Component) => component.managed !== true && (component.instances?.min ?? 1) < 2;
/** How a flow is named in targets: its id without the prefix that tells flows from other ids, `f-create` as `create`. */
const shortName = (flow: Flow) => flow.id.replace(/^f-/u, "");

const two = { instances: { min: 2, max: 4 } } as const;
const shop = sketch().client("web").service("order", two).call("web", "order");
const promised = { slo: { availability: 0.9995 } } as const;

export const singlePointOfFailure = defineRule<{ readonly flow: string; readonly target: number }>({
  id: "resilience/single-point-of-failure",
  title: "Only one instance on a path with an SLO",
  severity: "error",
  each: "flow",
  check(flow, { index, settings }) {
    const target = flow.slo?.availability;
    if (target === undefined || target < settings["resilience.sloFloor"]) return undefined;
    let reports: Report<{ readonly flow: string; readonly target: number }>[] | undefined;
    for (const component of hardComponents(index, flow)) {
      if (!isAlone(component) || !isOurs(component)) continue;
      const related: Id[] = [];
      for (const { id, to } of index.connectionsOf(flow)) if (to === component.id) related.push(id);
      const element = { type: "component", id: component.id } as const;
      (reports ??= []).push(finding({ target: `${shortName(flow)}:${component.id}`, element, property: "instances.min", related, data: { flow: flow.name ?? flow.id, target } }));
    }
    return reports;
  },
  message: ({ element, data }, { index }) =>
    `The flow "${data.flow}" promises ${formatQuantity("ratio", data.target)}, but ${index.nameOf(element.id)} on its path has only one instance.`,
  why: "One instance fails sooner or later, and every deployment and patch takes it away for a moment: no objective above 99.9% survives that.",
  remedy:
    "Run at least two instances (a primary with a standby for a store), or use a managed service that answers for its redundancy; a read replica cannot take over writes by itself.",
  sources: ["000 §0", "000 §1 (what if this service is down)", "003 Step 5.1"],
  needs: ["flow.slo.availability", "component.instances.min", "component.managed", "connection.hard", "connection.fallback"],
  thresholds: ["resilience.sloFloor"],
  fix: {
    title: "Run at least two instances",
    apply(design, found, { index }) {
      const instances = index.component(found.element.id)?.instances;
      return updateComponent(design, found.element.id, { instances: { ...instances, min: 2, max: Math.max(2, instances?.max ?? 2) } });
    },
  },
  examples: {
    bad: [{ title: "One database under a promise of 99.95%", sketch: shop.database("orders").data("order", "orders").flow("checkout", ["web-order", "order-orders"], promised) }],
    good: [
      { title: "A primary with a standby", sketch: shop.database("orders", two).data("order", "orders").flow("checkout", ["web-order", "order-orders"], promised) },
      { title: "A managed database", sketch: shop.database("orders", { managed: true }).data("order", "orders").flow("checkout", ["web-order", "order-orders"], promised) },
      {
        title: "A cache that the request can do without",
        sketch: shop.cache("prices").cacheAccess("order", "prices", { hard: false }).flow("checkout", ["web-order", "order-prices"], promised),
      },
    ],
  },
});
