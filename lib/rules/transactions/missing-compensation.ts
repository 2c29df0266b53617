import { isCompensable } from "#lib/analysis/saga-simulation.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { checkSteps, draftCompensation, sagaName, stepName, stepTarget, updateStep } from "../saga-steps.ts";

const shop = sketch().service("order").service("stock").service("payment");
const release = { action: "Release the stock", idempotent: true, retry: { max: 3 }, escalation: "stock team on call" };

export const missingCompensation = defineRule<{ readonly step: string; readonly next: string }>({
  id: "transactions/missing-compensation",
  title: "Saga step cannot be undone",
  severity: "error",
  each: "saga",
  check: (saga) =>
    checkSteps(saga, (step, position) => {
      const next = saga.steps?.[position + 1];
      if (step.compensation || !next || !isCompensable(step)) return undefined;
      return finding({
        target: stepTarget(saga.id, step),
        property: "steps",
        related: step.component === undefined ? [] : [step.component],
        data: { step: stepName(step), next: stepName(next) },
      });
    }),
  message: ({ element, data }, context) => `In the saga "${sagaName(element, context)}" nothing undoes the step ${data.step} when ${data.next} or a later step fails.`,
  why: "A saga has no rollback: what a completed step did stays done unless a compensation takes it back, and money or stock is lost in between.",
  remedy: "Give the step a compensating action, or split it into a reservation and a confirmation; mark it as reading only or as final when it is.",
  sources: ["000 §4 Compensating Transactions", "001", "004 §5.3"],
  needs: ["saga.steps.compensation", "saga.steps.readOnly", "saga.steps.irreversible"],
  fix: {
    title: "Draft a compensation for the step",
    apply: (design, found, { settings }) => updateStep(design, found, (step) => (step.compensation ? {} : { compensation: draftCompensation(step, settings) })),
  },
  examples: {
    bad: [
      {
        title: "The stock stays reserved when the payment is refused",
        sketch: shop.saga("checkout", {
          style: "orchestration",
          orchestrator: "order",
          steps: [
            { id: "reserve", component: "stock" },
            { id: "charge", component: "payment" },
          ],
        }),
      },
    ],
    good: [
      {
        title: "The stock is released when the payment is refused",
        sketch: shop.saga("checkout", {
          style: "orchestration",
          orchestrator: "order",
          steps: [
            { id: "reserve", component: "stock", compensation: release },
            { id: "charge", component: "payment" },
          ],
        }),
      },
      {
        title: "A step that only reads has nothing to undo",
        sketch: shop.saga("checkout", {
          style: "orchestration",
          orchestrator: "order",
          steps: [
            { id: "check", component: "stock", readOnly: true },
            { id: "charge", component: "payment" },
          ],
        }),
      },
    ],
  },
});
