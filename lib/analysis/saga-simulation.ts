import type { Saga, SagaStep } from "#lib/model/flow.ts";
import type { Id } from "#lib/model/schema.ts";
import type { DesignIndex } from "./design-index.ts";

/** What became of a step that had completed when another one failed. */
export interface CompletedStep {
  readonly step: SagaStep;
  /** `before`: it had completed in any case. `beside`: it runs at the same time and may have completed. */
  readonly when: "before" | "beside";
  /** Why it needs or finds no undoing; `undone` when a compensation runs. */
  readonly fate: "undone" | "readsOnly" | "irreversible" | "noCompensation" | "notTold";
}

/** What happens when one step of a saga fails and the others do what the design says. */
export interface FailedStep {
  readonly step: SagaStep;
  readonly position: number;
  /** Steps that have completed or may have, in the order of the saga. */
  readonly completed: readonly CompletedStep[];
  /** Steps whose compensation runs, in that order. With the scope `all` also steps that never ran. */
  readonly compensations: readonly SagaStep[];
  /** Events on the way: those of the completed steps, then that of the failure. */
  readonly events: readonly string[];
  /** Completed steps that stay done although the saga failed. */
  readonly left: readonly SagaStep[];
  /** `unchanged`: nothing had been done yet. `undone`: everything is taken back. `inconsistent`: something stays done. */
  readonly state: "unchanged" | "undone" | "inconsistent";
}

/** A saga played through: once without a failure, and once for each step that can fail. */
export interface SagaSimulation {
  /** Events when every step succeeds, in order. */
  readonly events: readonly string[];
  readonly failures: readonly FailedStep[];
  /** Whether every failure leads back to where the saga began. */
  readonly alwaysReturns: boolean;
}

/** Whether a step may fail; an unset property counts as yes. */
export const mayFail = (step: SagaStep | undefined): boolean => step?.canFail !== false;

/** Whether a step leaves something behind that can be taken back: it does not only read and is not final. */
export const isCompensable = (step: SagaStep): boolean => step.readOnly !== true && step.irreversible !== true;

/** Whether a component receives an event: it subscribes to a topic or queue that carries it. */
export function hears(index: DesignIndex, component: Id | undefined, event: string): boolean {
  if (component === undefined) return false;
  return index.incoming(component).some((connection) => connection.kind === "subscribe" && index.source(connection)?.events?.some(({ name }) => name === event) === true);
}

/** Whether what one step does can be asked back when another one fails: an orchestrator asks; without one its component must hear the failure, or be the one that failed. */
export function isTold(index: DesignIndex, saga: Saga, step: SagaStep, failed: SagaStep): boolean {
  if (saga.style !== "choreography") return true;
  if (step.component !== undefined && step.component === failed.component) return true;
  return !!failed.failureEvent && hears(index, step.component, failed.failureEvent);
}

/** Positions of the steps that have completed when one fails, each with whether it certainly has. Steps of a choreography run as soon as their trigger is there, all others one after another. */
export function completedBefore(saga: Saga, position: number): ReadonlyMap<number, "before" | "beside"> {
  const completed = new Map<number, "before" | "beside">();
  const steps = saga.steps ?? [];
  if (saga.style !== "choreography") {
    for (let at = 0; at < position; at += 1) completed.set(at, "before");
    return completed;
  }
  const causes = causesOf(steps);
  const before = reachable(position, (at) => causes[at] ?? []);
  const after = reachable(position, effectsOf(causes));
  for (const at of steps.keys()) {
    if (at === position) continue;
    if (before.has(at)) completed.set(at, "before");
    else if (!after.has(at)) completed.set(at, "beside");
  }
  return completed;
}

/** Positions of the steps that may still fail once this one is done: those after it, and in a choreography those beside it. */
export function failingAfter(saga: Saga, position: number): number[] {
  const steps = saga.steps ?? [];
  const failing = [...steps.keys()].filter((at) => at !== position && mayFail(steps[at]));
  if (saga.style !== "choreography") return failing.filter((at) => at > position);
  const causes = causesOf(steps);
  const before = reachable(position, (at) => causes[at] ?? []);
  const after = reachable(position, effectsOf(causes));
  return failing.filter((at) => after.has(at) || !before.has(at));
}

/** Plays one failure of a saga. An unset order of compensation counts as reverse and an unset scope as the completed steps. */
function simulateFailure(index: DesignIndex, saga: Saga, position: number): FailedStep | undefined {
  const steps = saga.steps ?? [];
  const failed = steps[position];
  if (!failed) return undefined;
  const completed = [...completedBefore(saga, position)].flatMap(([at, when]): CompletedStep[] => {
    const step = steps[at];
    return step ? [{ step, when, fate: fateOf(index, saga, step, failed) }] : [];
  });
  const undone = completed.flatMap(({ step, fate }) => (fate === "undone" ? [step] : []));
  const candidates = saga.compensationScope === "all" ? steps.filter((step) => step.compensation && isTold(index, saga, step, failed)) : undone;
  const left = completed.flatMap(({ step, fate }) => (fate === "undone" || fate === "readsOnly" ? [] : [step]));
  return {
    step: failed,
    position,
    completed,
    compensations: saga.compensationOrder === "forward" ? candidates : candidates.toReversed(),
    events: [...successesOf(completed.map(({ step }) => step)), ...(failed.failureEvent ? [failed.failureEvent] : [])],
    left,
    state: left.length > 0 ? "inconsistent" : undone.length > 0 ? "undone" : "unchanged",
  };
}

/** Plays a saga through: the good case, and the failure of each step that may fail (Q23). */
export function simulateSaga(index: DesignIndex, saga: Saga): SagaSimulation {
  const steps = saga.steps ?? [];
  const failures = steps.flatMap((step, position) => (mayFail(step) ? (simulateFailure(index, saga, position) ?? []) : []));
  return { events: successesOf(steps), failures, alwaysReturns: failures.every((failure) => failure.state !== "inconsistent") };
}

function fateOf(index: DesignIndex, saga: Saga, step: SagaStep, failed: SagaStep): CompletedStep["fate"] {
  if (step.readOnly) return "readsOnly";
  if (step.irreversible) return "irreversible";
  if (!step.compensation) return "noCompensation";
  return isTold(index, saga, step, failed) ? "undone" : "notTold";
}

const successesOf = (steps: readonly SagaStep[]): string[] => steps.flatMap(({ successEvent }) => (successEvent ? [successEvent] : []));

/** For each step the positions of those that start it: whose success is its trigger, else the one before it. */
function causesOf(steps: readonly SagaStep[]): readonly (readonly number[])[] {
  const emitters = new Map<string, number[]>();
  for (const [at, { successEvent }] of steps.entries()) {
    if (!successEvent) continue;
    const list = emitters.get(successEvent);
    if (list) list.push(at);
    else emitters.set(successEvent, [at]);
  }
  return steps.map(({ trigger }, at) => {
    const emitting = (trigger ? (emitters.get(trigger) ?? []) : []).filter((emitter) => emitter !== at);
    return emitting.length > 0 || at === 0 ? emitting : [at - 1];
  });
}

function effectsOf(causes: readonly (readonly number[])[]): (at: number) => readonly number[] {
  const effects = causes.map((): number[] => []);
  for (const [at, positions] of causes.entries()) for (const cause of positions) effects[cause]?.push(at);
  return (at) => effects[at] ?? [];
}

function reachable(start: number, next: (at: number) => readonly number[]): Set<number> {
  const seen = new Set<number>();
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const other of next(at)) {
      if (seen.has(other)) continue;
      seen.add(other);
      open.push(other);
    }
  }
  seen.delete(start);
  return seen;
}
