import { failingAfter } from "#lib/analysis/saga-simulation.ts";
import { updateMember } from "#lib/model/edit.ts";
import type { Saga, SagaStep } from "#lib/model/flow.ts";
import { sketch } from "#lib/model/sketch.ts";
import { defineRule, finding } from "../rule.ts";
import { checkSteps, isOnlyOne, sagaName, stepName, stepTarget } from "../saga-steps.ts";
import { listed } from "#lib/model/sentence.ts";

/** The steps that may still fail when this one has been done. */
const stillFailing = (saga: Saga, position: number): SagaStep[] => failingAfter(saga, position).flatMap((at) => saga.steps?.[at] ?? []);

const shop = sketch().service("order").service("payment").service("shipping");
const refund = { action: "Refund the payment", idempotent: true };

export const irreversibleStepTooEarly = defineRule<{ readonly step: string; readonly failing: readonly string[] }>({
  id: "transactions/irreversible-step-too-early",
  title: "Irreversible step before one that may fail",
  severity: "error",
  each: "saga",
  check: (saga) =>
    checkSteps(saga, (step, position) => {
      if (step.irreversible !== true) return undefined;
      const failing = stillFailing(saga, position);
      if (failing.length === 0) return undefined;
      return finding({
        target: stepTarget(saga.id, step),
        property: "steps",
        related: [step, ...failing].flatMap(({ component }) => component ?? []),
        // In a choreography events set the order, not the list; and of two final steps that may fail a person has to say which one is the last.
        fixable: saga.style !== "choreography" && isOnlyOne(saga, step) && failing.every((other) => other.irreversible !== true),
        data: { step: stepName(step), failing: failing.map(stepName) },
      });
    }),
  message: ({ element, data }, context) =>
    `In the saga "${sagaName(element, context)}" the step ${data.step} cannot be undone, and ${listed(data.failing)} may still fail after it.`,
  why: "When a later step fails, the saga can neither go on nor go back: the parcel is on its way and was not paid.",
  remedy: "Run what cannot be undone last, after everything that may fail, or make the later steps ones that are retried until they succeed.",
  sources: ["000 §4 (each step reversible)", "(derived)"],
  conflicts: ["CF-31"],
  needs: ["saga.steps.irreversible", "saga.steps.canFail", "saga.style"],
  fix: {
    title: "Move it behind the steps that may fail",
    apply(design, found) {
      const saga = design.sagas.find(({ id }) => id === found.element.id);
      const position = saga?.steps?.findIndex((step) => stepTarget(saga.id, step) === found.target) ?? -1;
      const early = saga?.steps?.[position];
      const last = saga && stillFailing(saga, position).at(-1);
      if (!saga?.steps || !early || !last) return design;
      const steps = saga.steps.flatMap((step) => (step === early ? [] : step === last ? [step, early] : [step]));
      return updateMember(design, "sagas", saga.id, { steps });
    },
  },
  examples: {
    bad: [
      {
        title: "Shipped before it is paid",
        sketch: shop.saga("checkout", {
          style: "orchestration",
          orchestrator: "order",
          steps: [
            { id: "ship", component: "shipping", irreversible: true, canFail: false },
            { id: "charge", component: "payment", canFail: true, compensation: refund },
          ],
        }),
      },
    ],
    good: [
      {
        title: "Shipped at the end, when nothing can fail any more",
        sketch: shop.saga("checkout", {
          style: "orchestration",
          orchestrator: "order",
          steps: [
            { id: "charge", component: "payment", canFail: true, compensation: refund },
            { id: "ship", component: "shipping", irreversible: true, canFail: false },
          ],
        }),
      },
      {
        title: "What follows is retried until it succeeds",
        sketch: shop.saga("checkout", {
          style: "orchestration",
          orchestrator: "order",
          steps: [
            { id: "ship", component: "shipping", irreversible: true },
            { id: "close", component: "order", canFail: false },
          ],
        }),
      },
    ],
  },
});
