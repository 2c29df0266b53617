import { updateMember } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { sagaName } from "../saga-steps.ts";

const undo = (action: string) => ({ action, idempotent: true, retry: { max: 3 }, escalation: "team on call" });
const shop = sketch().service("order").service("stock").service("payment").service("shipping");
const steps = [
  { id: "reserve", component: "stock", compensation: undo("Release the stock") },
  { id: "charge", component: "payment", compensation: undo("Refund the payment") },
  { id: "ship", component: "shipping", irreversible: true, canFail: false },
];

export const compensationOrder = defineRule<{ readonly order: "forward" | undefined; readonly first: string; readonly last: string }>({
  id: "transactions/compensation-order",
  title: "Compensation not in reverse order",
  severity: "warning",
  each: "saga",
  check(saga) {
    const { compensationOrder: order, steps: all } = saga;
    if (order === "reverse" || all === undefined) return undefined;
    const undone = all.filter(({ compensation }) => compensation);
    if (undone.length < 2) return undefined;
    return finding({ property: "compensationOrder", data: { order, first: undone[0]?.id ?? "", last: undone.at(-1)?.id ?? "" } });
  },
  message({ element, data }, context) {
    const saga = `The saga "${sagaName(element, context)}"`;
    if (data.order === undefined) return `${saga} does not say in which order it compensates.`;
    return data.first && data.last ? `${saga} undoes ${data.first} before ${data.last}, although it ran first.` : `${saga} undoes its steps in the order in which they ran.`;
  },
  why: "A later step may rest on what an earlier one did, so undoing the earlier one first leaves the later one standing on nothing.",
  remedy: "Compensate the last completed step first, then the one before it.",
  sources: ["001 Approach 4", "004 §5.3"],
  conflicts: ["CF-32"],
  needs: ["saga.compensationOrder", "saga.steps.compensation"],
  fix: {
    title: "Compensate in reverse order",
    apply: (design, found) => updateMember(design, "sagas", found.element.id, { compensationOrder: "reverse" }),
  },
  examples: {
    bad: [
      { title: "The order is not stated", sketch: shop.saga("checkout", { style: "orchestration", orchestrator: "order", steps }) },
      { title: "The first step is undone first", sketch: shop.saga("checkout", { style: "orchestration", orchestrator: "order", compensationOrder: "forward", steps }) },
    ],
    good: [{ title: "The last step is undone first", sketch: shop.saga("checkout", { style: "orchestration", orchestrator: "order", compensationOrder: "reverse", steps }) }],
  },
});
