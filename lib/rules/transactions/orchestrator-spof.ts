import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { sagaName } from "../saga-steps.ts";

const payment = sketch().service("payment");
const saga = {
  style: "orchestration",
  orchestrator: "order",
  steps: [
    { id: "place", component: "order", compensation: { action: "Cancel the order", idempotent: true } },
    { id: "charge", component: "payment" },
  ],
} as const;
const steps = [...saga.steps];

export const orchestratorSpof = defineRule<{ readonly saga: string }>({
  id: "transactions/orchestrator-spof",
  title: "Orchestrator runs once",
  severity: "warning",
  each: "saga",
  check(subject, { index }) {
    const orchestrator = index.component(subject.orchestrator);
    // A platform starts another copy of a function by itself.
    if (!orchestrator || orchestrator.kind === "function" || orchestrator.managed === true || (orchestrator.instances?.min ?? 1) >= 2) return undefined;
    return finding({
      target: `${subject.id}:${orchestrator.id}`,
      element: { type: "component", id: orchestrator.id },
      property: "instances.min",
      data: { saga: subject.id },
    });
  },
  message: ({ element, data }, context) =>
    `${context.index.nameOf(element.id)} leads the saga "${sagaName({ type: "saga", id: data.saga }, context)}" and runs in one instance only.`,
  why: "While the only orchestrator is down or being deployed, every saga stands still with its locks, reservations and half-done orders.",
  remedy: "Run at least two instances that share the stored progress of the saga, or use a managed workflow engine.",
  sources: ["000 §4 Cons"],
  needs: ["saga.orchestrator", "component.instances.min", "component.managed"],
  fix: {
    title: "Run at least two instances",
    apply(design, found, { index }) {
      const instances = index.component(found.element.id)?.instances;
      return updateComponent(design, found.element.id, { instances: { ...instances, min: 2, max: Math.max(2, instances?.max ?? 2) } });
    },
  },
  examples: {
    bad: [{ title: "One instance leads every checkout", sketch: payment.service("order").saga("checkout", { ...saga, steps }) }],
    good: [
      { title: "Three instances share the work", sketch: payment.service("order", { instances: { min: 3, max: 6 } }).saga("checkout", { ...saga, steps }) },
      { title: "A managed workflow engine", sketch: payment.service("order", { managed: true }).saga("checkout", { ...saga, steps }) },
    ],
  },
});
