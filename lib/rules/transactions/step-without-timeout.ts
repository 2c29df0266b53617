import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { checkSteps, sagaName, stepName, stepTarget, updateStep } from "../saga-steps.ts";

const shop = sketch().service("order").service("payment");
const cancel = { action: "Cancel the order", idempotent: true };

export const stepWithoutTimeout = defineRule<{ readonly step: string }>({
  id: "transactions/step-without-timeout",
  title: "Saga step can hang for ever",
  severity: "warning",
  each: "saga",
  check: (saga) =>
    checkSteps(saga, (step) =>
      step.timeoutMs
        ? undefined
        : finding({ target: stepTarget(saga.id, step), property: "steps", related: step.component === undefined ? [] : [step.component], data: { step: stepName(step) } }),
    ),
  message: ({ element, data }, context) => `In the saga "${sagaName(element, context)}" the step ${data.step} may wait for ever.`,
  why: "A step whose answer is lost is neither done nor failed: nothing goes on, nothing is undone, and what earlier steps reserved stays reserved.",
  remedy: "Give every step a timeout, and say what its expiry means: usually that the step has failed and the saga turns back.",
  sources: ["000 §6 Timeout Everywhere"],
  needs: ["saga.steps.timeoutMs"],
  thresholds: ["resilience.longTimeoutMs"],
  fix: {
    title: `Set a timeout of ${formatQuantity("ms", 30_000)}`,
    apply: (design, found, { settings }) => updateStep(design, found, (step) => (step.timeoutMs ? {} : { timeoutMs: settings["resilience.longTimeoutMs"] || 30_000 })),
  },
  examples: {
    bad: [
      {
        title: "Nobody knows when the payment has failed",
        sketch: shop.saga("checkout", {
          style: "orchestration",
          orchestrator: "order",
          steps: [
            { id: "place", component: "order", timeoutMs: 5_000, compensation: cancel },
            { id: "charge", component: "payment" },
          ],
        }),
      },
    ],
    good: [
      {
        title: "After 30 s the payment counts as failed",
        sketch: shop.saga("checkout", {
          style: "orchestration",
          orchestrator: "order",
          steps: [
            { id: "place", component: "order", timeoutMs: 5_000, compensation: cancel },
            { id: "charge", component: "payment", timeoutMs: 30_000 },
          ],
        }),
      },
    ],
  },
});
