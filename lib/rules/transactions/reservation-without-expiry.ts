import { formatQuantity } from "#lib/model/quantity.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { checkSteps, sagaName, stepName, stepTarget, updateStep } from "../saga-steps.ts";

const shop = sketch().service("order").service("stock").service("payment");
const reserve = { id: "reserve", component: "stock", reserve: true, compensation: { action: "Release the stock", idempotent: true } };
const charge = { id: "charge", component: "payment" };

export const reservationWithoutExpiry = defineRule<{ readonly step: string }>({
  id: "transactions/reservation-without-expiry",
  title: "Reservation never expires",
  severity: "warning",
  each: "saga",
  check: (saga) =>
    checkSteps(saga, (step) => {
      if (step.reserve !== true || step.reservationTtlMs) return undefined;
      return finding({ target: stepTarget(saga.id, step), property: "steps", related: step.component === undefined ? [] : [step.component], data: { step: stepName(step) } });
    }),
  message: ({ element, data }, context) => `In the saga "${sagaName(element, context)}" what the step ${data.step} reserves is kept for ever when nobody confirms or releases it.`,
  why: "A saga that is lost on the way never releases anything, and the stock that nobody can buy adds up.",
  remedy: "Let every reservation expire by itself, and run a job that releases what has expired.",
  sources: ["000 §4 (two-phase reservation)", "(derived)"],
  needs: ["saga.steps.reserve", "saga.steps.reservationTtlMs"],
  thresholds: ["saga.reservationTtlMs"],
  fix: {
    title: `Let it expire after ${formatQuantity("ms", 900_000)}`,
    apply: (design, found, { settings }) =>
      updateStep(design, found, (step) => (step.reserve === true && !step.reservationTtlMs ? { reservationTtlMs: settings["saga.reservationTtlMs"] || 900_000 } : {})),
  },
  examples: {
    bad: [{ title: "Stock is kept for carts that were left behind", sketch: shop.saga("checkout", { style: "orchestration", orchestrator: "order", steps: [reserve, charge] }) }],
    good: [
      {
        title: "The stock is free again after 15 minutes",
        sketch: shop.saga("checkout", { style: "orchestration", orchestrator: "order", steps: [{ ...reserve, reservationTtlMs: 900_000 }, charge] }),
      },
    ],
  },
});
