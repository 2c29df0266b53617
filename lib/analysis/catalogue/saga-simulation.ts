import type { Saga, SagaStep } from "#lib/model/flow.ts";
import { inWords } from "#lib/model/in-words.ts";
import { counted, listed, walk } from "#lib/model/sentence.ts";
import type { Analysis, AnalysisTable, Answer, Cell, Chart, Input, Subject, Tone } from "../analysis.ts";
import type { DesignIndex } from "../design-index.ts";
import { finite } from "../finite.ts";
import { type CompletedStep, completedBefore, type FailedStep, mayFail, type SagaSimulation, simulateSaga } from "../saga-simulation.ts";

/** What becomes of a completed step, in words for a table and for the canvas. */
const FATES: Readonly<Record<CompletedStep["fate"], { readonly says: string; readonly mark: string; readonly tone: Tone }>> = {
  undone: { says: "is undone", mark: "undone", tone: "good" },
  readsOnly: { says: "only reads, nothing to undo", mark: "only reads", tone: "neutral" },
  irreversible: { says: "cannot be undone", mark: "stays done", tone: "bad" },
  noCompensation: { says: "stays done: no compensation", mark: "stays done", tone: "bad" },
  notTold: { says: "stays done: does not hear of the failure", mark: "stays done", tone: "bad" },
};
const ENDS: Readonly<Record<FailedStep["state"], { readonly says: string; readonly tone: Tone }>> = {
  unchanged: { says: "as before", tone: "good" },
  undone: { says: "all taken back", tone: "good" },
  inconsistent: { says: "inconsistent", tone: "bad" },
};

const stepName = ({ id }: SagaStep): string => id || "an unnamed step";
const names = (steps: readonly SagaStep[]): readonly string[] => steps.map(stepName);

/** Steps of a saga under one name each; two of the same name are told apart by their position. */
function labelsOf(steps: readonly SagaStep[]): readonly string[] {
  const times = Map.groupBy(steps, stepName);
  return steps.map((step, at) => ((times.get(stepName(step))?.length ?? 0) > 1 ? `${stepName(step)} (${at + 1})` : stepName(step)));
}

function inputsOf({ id, name, steps = [] }: Saga): readonly Input[] {
  const labels = labelsOf(steps);
  return steps.flatMap(({ timeoutMs, reserve, reservationTtlMs }, at): Input[] => {
    const place = (key: string) => ({ type: "saga", id, property: `steps.${at}.${key}` }) as const;
    const label = `${name || id}, ${labels[at] ?? at + 1}`;
    return [
      { label: `${label}: timeout`, unit: "ms", value: timeoutMs, place: place("timeoutMs") },
      ...(reserve === true || reservationTtlMs !== undefined
        ? [{ label: `${label}: reservation lives`, unit: "ms", value: reservationTtlMs, place: place("reservationTtlMs") } as const]
        : []),
    ];
  });
}

/** Longest time until the failure of a step is noticed: the timeouts of the steps before it and its own; nothing while one is missing. */
function noticedAfter(saga: Saga, position: number): number | undefined {
  const steps = saga.steps ?? [];
  const before = [...completedBefore(saga, position)].flatMap(([at, when]) => (when === "before" ? [at] : []));
  let sum = 0;
  for (const at of [...before, position]) {
    const timeoutMs = steps[at]?.timeoutMs;
    if (timeoutMs === undefined) return undefined;
    sum += timeoutMs;
  }
  return finite(sum);
}

function failuresTable({ failures }: SagaSimulation, saga: Saga): AnalysisTable {
  const labels = labelsOf(saga.steps ?? []);
  return {
    title: "When a step fails",
    columns: ["Fails", "Done before", "Undone, in order", "Events", "Ends"],
    rows: failures.map(({ step, position, completed, compensations, events, left, state }): readonly Cell[] => [
      { value: labels[position] ?? stepName(step), ...(step.component === undefined ? {} : { element: step.component }) },
      { value: completed.length === 0 ? "nothing" : listed(completed.map((one) => (one.when === "beside" ? `${stepName(one.step)} (maybe)` : stepName(one.step)))) },
      { value: compensations.length === 0 ? "nothing" : walk(names(compensations)) },
      { value: events.length === 0 ? "none" : walk(events) },
      { value: left.length === 0 ? ENDS[state].says : `${ENDS[state].says}: ${listed(names(left))} ${left.length === 1 ? "stays" : "stay"} done`, tone: ENDS[state].tone },
    ]),
  };
}

function fatesTable({ step, completed, compensations }: FailedStep): AnalysisTable {
  return {
    title: `What becomes of the other steps when ${stepName(step)} fails`,
    columns: ["Step", "Was done", "Then", "By"],
    rows: completed.map(({ step: done, when, fate }): readonly Cell[] => [
      { value: stepName(done), ...(done.component === undefined ? {} : { element: done.component }) },
      { value: when === "before" ? "before" : "maybe, at the same time" },
      { value: FATES[fate].says, tone: FATES[fate].tone },
      { value: fate === "undone" && compensations.includes(done) ? done.compensation?.action || "its compensation" : "–" },
    ]),
  };
}

function timesChart(simulation: SagaSimulation, saga: Saga): readonly Chart[] {
  const steps = saga.steps ?? [];
  const labels = labelsOf(steps);
  const bars = simulation.failures.flatMap(({ position, step, state }) => {
    const value = noticedAfter(saga, position);
    return value === undefined
      ? []
      : [{ label: labels[position] ?? stepName(step), value, tone: ENDS[state].tone, ...(step.component === undefined ? {} : { element: step.component }) }];
  });
  const reservations = steps.flatMap(({ reservationTtlMs }) => reservationTtlMs ?? []);
  if (bars.length === 0) return [];
  return [
    {
      kind: "bars",
      title: "Longest time until a failure is noticed",
      unit: "ms",
      bars,
      ...(reservations.length === 0 ? {} : { limit: { label: "Shortest reservation", value: Math.min(...reservations) } }),
    },
  ];
}

function sentenceOf(saga: Saga, { failures, alwaysReturns }: SagaSimulation): string {
  const steps = saga.steps ?? [];
  const name = saga.name || saga.id;
  if (steps.length === 0) return `${name} has no steps yet.`;
  if (failures.length === 0) return `No step of ${name} can fail.`;
  if (alwaysReturns)
    return `Whichever step of ${name} fails, everything done before is taken back; ${counted(failures.length, "failure")} ${failures.length === 1 ? "was" : "were"} played.`;
  const broken = failures.filter(({ state }) => state === "inconsistent");
  const [worst] = broken.toSorted((a, b) => b.left.length - a.left.length);
  if (!worst) return `Every failure of ${name} leads back.`;
  return `When ${stepName(worst.step)} fails, ${listed(names(worst.left))} ${worst.left.length === 1 ? "stays" : "stay"} done${reasonOf(worst)}; ${broken.length} of ${counted(failures.length, "failure")} of ${name} ${broken.length === 1 ? "has" : "have"} no way back.`;
}

/** Why the first step that stays done is not undone. */
function reasonOf({ completed }: FailedStep): string {
  const reasons = new Set(
    completed.flatMap(({ fate }) =>
      fate === "noCompensation" ? "no compensation" : fate === "notTold" ? "not told of the failure" : fate === "irreversible" ? "cannot be undone" : [],
    ),
  );
  return reasons.size === 0 ? "" : ` (${listed([...reasons])})`;
}

/** The failure that is asked about: by its position among the steps, counted from 1. */
const chosen = ({ failures }: SagaSimulation, position: number | undefined): FailedStep | undefined => failures.find((failure) => failure.position + 1 === position) ?? failures[0];

function analyse(index: DesignIndex, saga: Saga, wanted: number | undefined): Answer {
  const simulation = simulateSaga(index, saga);
  const steps = saga.steps ?? [];
  const { failures, alwaysReturns, events } = simulation;
  const shown = chosen(simulation, wanted);
  const marks = new Map<string, { readonly text: string; readonly tone: Tone }>();
  // A component that runs several steps shows the worst that becomes of it, and the failure above all.
  for (const { step, fate } of shown?.completed ?? []) {
    const known = step.component === undefined ? undefined : marks.get(step.component);
    if (step.component !== undefined && known?.tone !== "bad") marks.set(step.component, { text: FATES[fate].mark, tone: FATES[fate].tone });
  }
  if (shown?.step.component !== undefined) marks.set(shown.step.component, { text: "fails", tone: "bad" });
  const labels = labelsOf(steps);
  const never = steps.flatMap((step, at) => (mayFail(step) ? [] : (labels[at] ?? stepName(step))));
  const isOther = wanted !== undefined && shown !== undefined && shown.position + 1 !== wanted;
  return {
    verdict: failures.length === 0 ? "neutral" : alwaysReturns ? "good" : "bad",
    sentence: `${sentenceOf(saga, simulation)}${isOther ? ` No step ${wanted} can fail: the canvas shows ${stepName(shown.step)}, step ${shown.position + 1}.` : ""}`,
    working: [
      ...(never.length === 0 ? [] : [`not played, because it is said that ${never.length === 1 ? "it" : "they"} cannot fail: ${listed(never)}`]),
      ...(events.length === 0 ? [] : [`without a failure: ${walk(events)}`]),
      ...failures.flatMap(({ position, step }) => {
        const ms = noticedAfter(saga, position);
        return ms === undefined ? [] : [`${labels[position] ?? stepName(step)} has failed after ${inWords(ms, "ms")} at most`];
      }),
    ],
    inputs: inputsOf(saga),
    figures: [
      { label: "Failures", value: failures.length, unit: "count" },
      { label: "Without a way back", value: failures.filter(({ state }) => state === "inconsistent").length, unit: "count", tone: alwaysReturns ? "good" : "bad" },
    ],
    charts: timesChart(simulation, saga),
    tables: [...(failures.length === 0 ? [] : [failuresTable(simulation, saga)]), ...(shown && shown.completed.length > 0 ? [fatesTable(shown)] : [])],
    lit: [...new Set([...(saga.orchestrator === undefined ? [] : [saga.orchestrator]), ...steps.flatMap(({ component }) => component ?? [])])],
    marks: [...marks].map(([element, mark]) => ({ element, ...mark })),
  };
}

/** Q23: what is taken back, and what is not, when a step of a saga fails. */
export const sagaSimulation: Analysis = {
  id: "saga-simulation",
  number: "Q23",
  title: "Saga simulation",
  question: "What happens when a step of this saga fails?",
  group: "Resilience",
  formula: [
    "for each step that can fail: what was done before or beside it, which compensations run in which order, what stays done",
    "orchestrated: the orchestrator asks each completed step to undo; choreography: a step undoes when it hears of the failure",
  ],
  sources: ["000 §4 Compensating Transactions", "003 Ex. 1 Data Flow", "004 §5.3"],
  rules: ["transactions/missing-compensation", "transactions/choreography-failure-unhandled", "transactions/step-without-timeout", "transactions/reservation-without-expiry"],
  empty: "Describe a saga: the steps of a transaction over several services.",
  subjects: ({ index }) => index.design.sagas.map(({ id, name }): Subject => ({ type: "saga", id, name: name || id })),
  parameters(subject, { index }) {
    const saga = index.sagas.get(subject.id);
    const worst = saga && simulateSaga(index, saga).failures.toSorted((a, b) => b.left.length - a.left.length)[0];
    if (!saga || !worst) return [];
    return [{ id: "step", label: "Step that fails on the canvas, counted from 1", unit: "count", value: worst.position + 1, origin: "the failure that leaves most behind" }];
  },
  analyse(subject, { index, values }) {
    const saga = index.sagas.get(subject.id);
    return saga ? analyse(index, saga, values["step"]) : { verdict: "neutral", sentence: "It is no longer part of the design.", working: [], inputs: [], figures: [] };
  },
};
