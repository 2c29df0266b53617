import { flowAvailability, neededAvailability, redundantAvailability } from "#lib/analysis/availability.ts";
import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";

interface Shortfall {
  readonly availability: number;
  readonly target: number;
  readonly worst: string;
  readonly worstAvailability: number;
  readonly dependencies: number;
}

const percent = (share: number) => formatQuantity("ratio", Number(share.toFixed(6)));
const shop = sketch().client("web").service("order", { availability: 0.9999 }).database("orders", { availability: 0.9999 }).call("web", "order").data("order", "orders");
const checkout = (availability: number) => shop.external("payment", { availability });

export const availabilityBelowTarget = defineRule<Shortfall>({
  id: "resilience/availability-below-target",
  title: "Dependencies cannot deliver the promised availability",
  severity: "error",
  each: "flow",
  check(flow, { index }) {
    const target = flow.slo?.availability;
    if (target === undefined) return undefined;
    const { dependencies, availability, missing } = flowAvailability(index, flow);
    if (availability < target) {
      const worst = dependencies.toSorted((a, b) => (a.availability ?? 1) - (b.availability ?? 1))[0];
      return finding({
        property: "slo.availability",
        related: dependencies.map((component) => component.id),
        data: { availability, target, worst: worst?.id ?? "", worstAvailability: worst?.availability ?? 1, dependencies: dependencies.length },
      });
    }
    return missing.length > 0
      ? undecided(
          missing.map((id) => `${id}.availability`),
          { related: missing },
        )
      : undefined;
  },
  message: ({ element, data }, { index, design }) => {
    const flow = design.flows.find((candidate) => candidate.id === element.id);
    const { availability, target, worst, worstAvailability, dependencies } = data;
    return `The flow "${flow?.name ?? element.id}" promises ${percent(target)}, but its ${dependencies} hard dependencies together reach ${percent(availability)}; each would need ${percent(neededAvailability(target, dependencies))}. The weakest is ${index.nameOf(worst)} with ${percent(worstAvailability)}, two independent copies of it would reach ${percent(redundantAvailability(worstAvailability, 2))}.`;
  },
  why: "A request that needs five dependencies succeeds only when all five answer, so their availabilities multiply: five times 99.95% is 99.75%, which is almost two hours of outage a month instead of twenty minutes.",
  remedy: "Take dependencies off the path (asynchronous behind an outbox, a fallback, a degraded answer), put redundancy on the weakest one, or promise less.",
  sources: ["003 Step 1", "003 Ex. 1 (99.95%)", "003 Service SLA", "000 §0"],
  needs: ["component.availability", "flow.slo.availability", "connection.hard", "connection.fallback", "connection.atomicWith"],
  needsPerson: "Whether the answer can do without a dependency, or the promise can be lower, is a product decision.",
  examples: {
    bad: [
      {
        title: "99.9% from a payment provider cannot carry 99.95%",
        sketch: checkout(0.999)
          .call("order", "payment")
          .flow("checkout", ["web-order", "order-orders", "order-payment"], { slo: { availability: 0.9995 } }),
      },
    ],
    good: [
      {
        title: "The order is accepted without the provider and paid later",
        sketch: checkout(0.999)
          .call("order", "payment", { fallback: "accept, charge later" })
          .flow("checkout", ["web-order", "order-orders", "order-payment"], { slo: { availability: 0.9995 } }),
      },
      { title: "The product of the hard dependencies is enough", sketch: shop.flow("browse", ["web-order", "order-orders"], { slo: { availability: 0.9995 } }) },
    ],
  },
});
