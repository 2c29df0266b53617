import type { Design } from "#lib/model/design.ts";
import { type Patch, patched, updateMember } from "#lib/model/edit.ts";
import type { Saga, SagaStep } from "#lib/model/flow.ts";
import type { Id } from "#lib/model/schema.ts";
import type { ElementRef, Finding, Report, RuleContext } from "./rule.ts";
import type { Settings } from "./thresholds.ts";

/** How a step of a saga is named in reports: `s-order.reserve`. */
export const stepTarget = (saga: Id, step: SagaStep): string => `${saga}.${step.id}`;

/** How a step is named in sentences. */
export const stepName = (step: SagaStep): string => step.id || "without a name";

/** Name of the saga that a report is about, as people know it. */
export const sagaName = (element: ElementRef, { index }: RuleContext): string => index.sagas.get(element.id)?.name || element.id;

/** Runs a check over every step of a saga; nothing when all of them pass. */
export function checkSteps<Data>(saga: Saga, check: (step: SagaStep, position: number) => Report<Data> | undefined): readonly Report<Data>[] | undefined {
  const { steps } = saga;
  if (steps === undefined) return undefined;
  let reports: Report<Data>[] | undefined;
  for (let at = 0; at < steps.length; at += 1) {
    const report = check(steps[at] as SagaStep, at); // Below the length there is one.
    if (report) (reports ??= []).push(report);
  }
  return reports;
}

/** Changes the step that a finding is about. */
export function updateStep(design: Design, found: Finding, patch: (step: SagaStep) => Patch<SagaStep>): Design {
  const saga = design.sagas.find(({ id }) => id === found.element.id);
  if (!saga?.steps) return design;
  return updateMember(design, "sagas", saga.id, { steps: saga.steps.map((step) => (stepTarget(saga.id, step) === found.target ? patched<SagaStep>(step, patch(step)) : step)) });
}

/** Whether a step is the only one of its id, so that a change of several elements can tell it apart. */
export const isOnlyOne = (saga: Saga, step: SagaStep): boolean => saga.steps?.every((other) => other === step || other.id !== step.id) === true;

/** Who is told when a compensation fails for good; what a quick fix writes. */
export const ESCALATION = "dead-letter queue, then a task for the owning team";

/** Retries that a quick fix gives a compensation. */
export const compensationRetry = (settings: Settings): { readonly max: number } => ({ max: Math.max(1, Math.round(settings["retry.count"])) });

/** The compensation that a quick fix drafts for a step. */
export const draftCompensation = (step: SagaStep, settings: Settings): NonNullable<SagaStep["compensation"]> => ({
  action: `Undo ${step.id}`.slice(0, 200).trim(),
  idempotent: true,
  retry: compensationRetry(settings),
  escalation: ESCALATION,
});
