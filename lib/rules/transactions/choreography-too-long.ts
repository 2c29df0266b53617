import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { orchestrated } from "../saga-draft.ts";
import { sagaName } from "../saga-steps.ts";

const shop = sketch().service("order").service("stock").service("payment").service("shipping");
const undo = (action: string) => ({ action, idempotent: true });
const four = [
  { id: "place", component: "order", successEvent: "OrderPlaced", compensation: undo("Cancel the order") },
  { id: "reserve", component: "stock", trigger: "OrderPlaced", successEvent: "StockReserved", compensation: undo("Release the stock") },
  { id: "charge", component: "payment", trigger: "StockReserved", successEvent: "PaymentCharged", compensation: undo("Refund the payment") },
  { id: "ship", component: "shipping", trigger: "PaymentCharged", successEvent: "OrderShipped", irreversible: true, canFail: false },
];
const five = [...four, { id: "close", component: "order", trigger: "OrderShipped", canFail: false }];

export const choreographyTooLong = defineRule<{ readonly steps: number }>({
  id: "transactions/choreography-too-long",
  title: "Long choreography is hard to follow",
  severity: "warning",
  each: "saga",
  check(saga, { settings }) {
    const steps = saga.steps?.length ?? 0;
    return saga.style === "choreography" && steps > settings["saga.choreographyMaxSteps"] ? finding({ property: "style", data: { steps } }) : undefined;
  },
  message: ({ element, data }, context) =>
    `The saga "${sagaName(element, context)}" is a choreography of ${data.steps} steps, more than ${context.settings["saga.choreographyMaxSteps"]}.`,
  why: "Nobody sees the whole: the state of one order is spread over all services, each new step changes several of them, and a lost event stops it without a sound.",
  remedy: "Let one service orchestrate the steps and keep their progress.",
  sources: ["000 §4.2 Cons (the limit is an own figure; the sample of 004 has 4 steps)"],
  conflicts: ["CF-34"],
  needs: ["saga.style", "saga.steps"],
  thresholds: ["saga.choreographyMaxSteps"],
  fix: {
    title: "Convert to orchestration by its first service",
    apply: (design, found) => orchestrated(design, found.element.id),
  },
  examples: {
    bad: [{ title: "Five services react to each other", sketch: shop.saga("checkout", { style: "choreography", steps: five }) }],
    good: [
      { title: "Four steps are still easy to follow", sketch: shop.saga("checkout", { style: "choreography", steps: four }) },
      { title: "An orchestrator leads the five steps", sketch: shop.saga("checkout", { style: "orchestration", orchestrator: "order", steps: five }) },
    ],
  },
});
