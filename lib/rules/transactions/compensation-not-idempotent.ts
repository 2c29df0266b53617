import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { checkSteps, sagaName, stepName, stepTarget, updateStep } from "../saga-steps.ts";

const shop = sketch().service("order").service("payment").service("shipping");
const ship = { id: "ship", component: "shipping", irreversible: true, canFail: false };
const refund = { action: "Refund the payment", retry: { max: 3 }, escalation: "payments team on call" };

export const compensationNotIdempotent = defineRule<{ readonly step: string; readonly action: string }>({
  id: "transactions/compensation-not-idempotent",
  title: "Compensation not idempotent",
  severity: "error",
  each: "saga",
  check: (saga) =>
    checkSteps(saga, (step) => {
      if (!step.compensation || step.compensation.idempotent === true) return undefined;
      return finding({
        target: stepTarget(saga.id, step),
        property: "steps",
        related: step.component === undefined ? [] : [step.component],
        data: { step: stepName(step), action: step.compensation.action ?? "" },
      });
    }),
  message: ({ element, data }, context) =>
    `In the saga "${sagaName(element, context)}" the compensation of ${data.step}${data.action ? ` ("${data.action}")` : ""} is not safe to run twice.`,
  why: "A compensation runs when the network is at its worst and is retried until it is confirmed; the second refund is paid from your own pocket.",
  remedy: "Give every compensation a key of saga id and step id, and let a repeated one change nothing.",
  sources: ["000 §0 Idempotency", "002", "004 §5.4"],
  needs: ["saga.steps.compensation.idempotent"],
  fix: {
    title: "Make it idempotent by saga id and step id",
    apply: (design, found) => updateStep(design, found, ({ compensation }) => (compensation ? { compensation: { ...compensation, idempotent: true } } : {})),
  },
  examples: {
    bad: [
      {
        title: "A refund that may be paid twice",
        sketch: shop.saga("checkout", { style: "orchestration", orchestrator: "order", steps: [{ id: "charge", component: "payment", compensation: refund }, ship] }),
      },
    ],
    good: [
      {
        title: "A repeated refund changes nothing",
        sketch: shop.saga("checkout", {
          style: "orchestration",
          orchestrator: "order",
          steps: [{ id: "charge", component: "payment", compensation: { ...refund, idempotent: true } }, ship],
        }),
      },
    ],
  },
});
