import { updateMember } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { sagaName } from "../saga-steps.ts";

const shop = sketch().service("order").service("payment").service("shipping");
const steps = [
  { id: "charge", component: "payment", compensation: { action: "Refund the payment", idempotent: true, retry: { max: 3 }, escalation: "payments team on call" } },
  { id: "ship", component: "shipping", irreversible: true, canFail: false },
];

export const compensatesUnexecutedSteps = defineRule<{ readonly scope: "all" | undefined }>({
  id: "transactions/compensates-unexecuted-steps",
  title: "Compensates steps that never ran",
  severity: "warning",
  each: "saga",
  check({ compensationScope: scope, steps: all }) {
    if (scope === "completed" || !all?.some(({ compensation }) => compensation)) return undefined;
    return finding({ property: "compensationScope", data: { scope } });
  },
  message: ({ element, data }, context) =>
    data.scope === "all"
      ? `The saga "${sagaName(element, context)}" compensates all of its steps, also those that never ran.`
      : `The saga "${sagaName(element, context)}" does not say whether it compensates only the steps that completed.`,
  why: "A refund for a payment that was never taken is a new mistake, and it is made exactly when something has already gone wrong.",
  remedy: "Keep a log of the completed steps, and compensate those and no others.",
  sources: ["001 Approach 4", "004 §5.3"],
  conflicts: ["CF-32"],
  needs: ["saga.compensationScope", "saga.steps.compensation"],
  fix: {
    title: "Compensate completed steps only",
    apply: (design, found) => updateMember(design, "sagas", found.element.id, { compensationScope: "completed" }),
  },
  examples: {
    bad: [
      { title: "Every step is compensated, whatever happened", sketch: shop.saga("checkout", { style: "orchestration", orchestrator: "order", compensationScope: "all", steps }) },
      { title: "Nobody said what is compensated", sketch: shop.saga("checkout", { style: "orchestration", orchestrator: "order", steps }) },
    ],
    good: [{ title: "Only what was completed is undone", sketch: shop.saga("checkout", { style: "orchestration", orchestrator: "order", compensationScope: "completed", steps }) }],
  },
});
