import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { checkSteps, compensationRetry, ESCALATION, sagaName, stepName, stepTarget, updateStep } from "../saga-steps.ts";

interface Lost {
  readonly step: string;
  readonly isRetried: boolean;
  readonly isEscalated: boolean;
}

const shop = sketch().service("order").service("payment").service("shipping");
const ship = { id: "ship", component: "shipping", irreversible: true, canFail: false };
const refund = { action: "Refund the payment", idempotent: true };
const charge = (compensation: object) => [{ id: "charge", component: "payment", compensation: { ...refund, ...compensation } }, ship];

export const compensationNoRetry = defineRule<Lost>({
  id: "transactions/compensation-no-retry",
  title: "Failed compensation is lost",
  severity: "error",
  each: "saga",
  check: (saga) =>
    checkSteps(saga, (step) => {
      if (!step.compensation) return undefined;
      const isRetried = (step.compensation.retry?.max ?? 0) > 0;
      const isEscalated = !!step.compensation.escalation;
      if (isRetried && isEscalated) return undefined;
      return finding({
        target: stepTarget(saga.id, step),
        property: "steps",
        related: step.component === undefined ? [] : [step.component],
        data: { step: stepName(step), isRetried, isEscalated },
      });
    }),
  message({ element, data }, context) {
    const compensation = `In the saga "${sagaName(element, context)}" the compensation of ${data.step}`;
    if (data.isRetried) return `${compensation} is given up after its retries, and nobody is told.`;
    return data.isEscalated ? `${compensation} is tried only once before somebody has to take over.` : `${compensation} is tried once; when it fails, nobody notices.`;
  },
  why: "A compensation that fails silently leaves the money taken and the goods not sent, and the first to notice is the customer.",
  remedy: "Retry the compensation, then put it into a dead-letter queue and tell a person who repairs it.",
  sources: ["004 §5.3 (its code only logs)", "003 Edge Cases 3"],
  conflicts: ["CF-33"],
  needs: ["saga.steps.compensation.retry", "saga.steps.compensation.escalation"],
  thresholds: ["retry.count"],
  fix: {
    title: "Retry, then dead-letter and tell a person",
    apply: (design, found, { settings }) =>
      updateStep(design, found, ({ compensation }) => {
        if (!compensation) return {};
        const retry = (compensation.retry?.max ?? 0) > 0 ? compensation.retry : { ...compensation.retry, ...compensationRetry(settings) };
        return { compensation: { ...compensation, retry, escalation: compensation.escalation || ESCALATION } };
      }),
  },
  examples: {
    bad: [
      { title: "One try, and nobody is told", sketch: shop.saga("checkout", { style: "orchestration", orchestrator: "order", steps: charge({}) }) },
      { title: "Retried, then forgotten", sketch: shop.saga("checkout", { style: "orchestration", orchestrator: "order", steps: charge({ retry: { max: 5 } }) }) },
    ],
    good: [
      {
        title: "Retried, then the team on call takes over",
        sketch: shop.saga("checkout", { style: "orchestration", orchestrator: "order", steps: charge({ retry: { max: 5 }, escalation: "payments team on call" }) }),
      },
    ],
  },
});
