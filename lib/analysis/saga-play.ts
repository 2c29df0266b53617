import type { Saga, SagaStep } from "#lib/model/flow.ts";
import type { Id } from "#lib/model/schema.ts";
import type { CompletedStep, FailedStep } from "./saga-simulation.ts";

/**
 * What becomes of a step at one moment of a saga. `mayHaveRun`: it runs beside the failed one. `skipped`: it never starts.
 * `undone`: its compensation runs; `undoneInVain`: although the step never ran. `stuck`: it stays done.
 */
export type SagaOutcome = "ran" | "mayHaveRun" | "failed" | "skipped" | "undone" | "undoneInVain" | "stuck";

/** One moment of a saga that is played. */
export interface SagaMoment {
  readonly step: SagaStep;
  readonly position: number;
  readonly outcome: SagaOutcome;
  /** Event that tells the others about it. */
  readonly emits?: string;
  /** Why a step stays done. */
  readonly reason?: CompletedStep["fate"];
}

/** A saga played from its first step to its last compensation: the steps in their order, then what is taken back, then what stays done. Without a failure every step runs. */
export function playOf(saga: Saga, failure: FailedStep | undefined): readonly SagaMoment[] {
  const steps = saga.steps ?? [];
  if (!failure) return steps.map((step, position) => moment(step, position, "ran", step.successEvent));
  const completed = new Map(failure.completed.map((one) => [one.step, one]));
  const places = new Map(steps.map((step, position) => [step, position]));
  const placeOf = (step: SagaStep) => places.get(step) ?? -1;
  const forward = steps.map((step, position): SagaMoment => {
    if (position === failure.position) return moment(step, position, "failed", step.failureEvent);
    const ran = completed.get(step);
    return ran ? moment(step, position, ran.when === "before" ? "ran" : "mayHaveRun", step.successEvent) : moment(step, position, "skipped");
  });
  const back = failure.compensations.map((step) => moment(step, placeOf(step), completed.has(step) ? "undone" : "undoneInVain"));
  const left = failure.completed.filter(({ step }) => failure.left.includes(step)).map(({ step, fate }): SagaMoment => ({ ...moment(step, placeOf(step), "stuck"), reason: fate }));
  return [...forward, ...back, ...left];
}

const moment = (step: SagaStep, position: number, outcome: SagaOutcome, emits?: string): SagaMoment => ({ step, position, outcome, ...(emits ? { emits } : {}) });

/** From the least to the most telling, for a component that has several steps. */
const WEIGHT: readonly SagaOutcome[] = ["skipped", "mayHaveRun", "ran", "undoneInVain", "undone", "failed", "stuck"];

/** What became of each component in the end, the most telling of its steps. */
export function outcomesOf(moments: readonly SagaMoment[]): ReadonlyMap<Id, SagaOutcome> {
  const outcomes = new Map<Id, SagaOutcome>();
  for (const { step, outcome } of moments) {
    if (step.component === undefined) continue;
    const before = outcomes.get(step.component);
    if (before === undefined || WEIGHT.indexOf(outcome) > WEIGHT.indexOf(before)) outcomes.set(step.component, outcome);
  }
  return outcomes;
}
