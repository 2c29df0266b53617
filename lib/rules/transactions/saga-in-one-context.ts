import { contextsOf, unitName } from "#lib/analysis/ownership.ts";
import type { Id } from "#lib/model/schema.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding, undecided } from "../rule.ts";
import { sagaName, stepTarget } from "../saga-steps.ts";

const contexts = sketch()
  .boundary("context", "ordering", { name: "Ordering" })
  .boundary("context", "payments", { name: "Payments" })
  .service("order", { contexts: ["ordering"] });
const saga = {
  style: "orchestration",
  orchestrator: "order",
  stateStore: "orders",
  steps: [
    { id: "place", component: "order", compensation: { action: "Cancel the order", idempotent: true } },
    { id: "charge", component: "payment" },
  ],
} as const;
const steps = [...saga.steps];
const store = contexts.database("orders", { owner: "order" }).data("order", "orders", { mode: "rw" });

export const sagaInOneContext = defineRule<{ readonly context: Id }>({
  id: "transactions/saga-in-one-context",
  title: "Saga inside a single context",
  severity: "info",
  each: "saga",
  check(subject, { index }) {
    const { steps: all } = subject;
    if (all === undefined || all.length === 0) return undefined;
    let common: readonly Id[] | undefined;
    let missing: Set<string> | undefined;
    for (const step of all) {
      const component = index.component(step.component);
      if (component?.kind === "external") return undefined; // Third parties are in no context of ours.
      const own = component ? contextsOf(component, index) : [];
      if (own.length === 0) {
        missing ??= new Set();
        missing.add(component ? `${component.id}.contexts` : `${stepTarget(subject.id, step)}.component`);
      } else {
        common = common ? common.filter((context) => own.includes(context)) : own;
        if (common.length === 0) return undefined;
      }
    }
    if (missing) return undecided([...missing]);
    const context = common?.[0];
    return context === undefined ? undefined : finding({ property: "steps", related: [...new Set(all.flatMap(({ component }) => component ?? []))], data: { context } });
  },
  message: ({ element, data }, context) => `All steps of the saga "${sagaName(element, context)}" run inside ${unitName(data.context, context.index)}.`,
  why: "Within one context the data may share a database, and a local transaction does at once what a saga does with events, compensations and waiting.",
  remedy: "Let one local transaction write all of it; keep the saga for what leaves the context.",
  sources: ["001 Approach 2 (minimise cross-service transactions)", "003 Step 2.2"],
  conflicts: ["CF-09"],
  needs: ["saga.steps.component", "component.contexts"],
  needsPerson: "Whether the data can share one database, or the context should be two, is a decision of its team.",
  examples: {
    bad: [{ title: "Both steps belong to Ordering", sketch: store.service("payment", { contexts: ["ordering"] }).saga("checkout", { ...saga, steps }) }],
    good: [
      { title: "The payment is another context", sketch: store.service("payment", { contexts: ["payments"] }).saga("checkout", { ...saga, steps }) },
      { title: "The payment is a third party", sketch: store.external("payment").saga("checkout", { ...saga, steps }) },
    ],
  },
});
