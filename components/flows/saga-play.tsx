"use client";

import { clsx } from "clsx";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import { useDerived, useEditor } from "#components/studio/use-editor.tsx";
import { IconButton } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { outcomesOf, playOf, type SagaMoment, type SagaOutcome } from "#lib/analysis/saga-play.ts";
import { type FailedStep, simulateSaga } from "#lib/analysis/saga-simulation.ts";
import type { ElementMark } from "#lib/editor/element-mark.ts";
import type { Saga, SagaStep } from "#lib/model/flow.ts";
import type { Id } from "#lib/model/schema.ts";
import { counted, listed } from "#lib/model/sentence.ts";
import { useLight } from "./use-light.ts";

const ALL = "all";
const NONE = "none";

/** Words beside components on the canvas. */
const MARKS: Record<Exclude<SagaOutcome, "skipped">, Omit<ElementMark, "element">> = {
  ran: { text: "ran", tone: "good" },
  mayHaveRun: { text: "may have run", tone: "neutral" },
  failed: { text: "failed", tone: "bad" },
  undone: { text: "undone", tone: "warning" },
  undoneInVain: { text: "undone in vain", tone: "warning" },
  stuck: { text: "stuck", tone: "bad" },
};

const marksOf = (moments: readonly SagaMoment[]): readonly ElementMark[] =>
  [...outcomesOf(moments)].flatMap(([element, outcome]) => (outcome === "skipped" ? [] : [{ element, ...MARKS[outcome] }]));

/** Positions of the steps of each component: `1`, `2, 4`. */
function positionsOf(steps: readonly SagaStep[]): readonly ElementMark[] {
  const positions = new Map<Id, string>();
  for (const [at, { component }] of steps.entries()) {
    const before = component === undefined ? undefined : positions.get(component);
    if (component !== undefined) positions.set(component, before === undefined ? String(at + 1) : `${before}, ${at + 1}`);
  }
  return [...positions].map(([element, text]) => ({ element, text, tone: "neutral" }));
}

/** What happens when a step of the saga fails: what ran, what is taken back in which order, what is told, and whether there is a way back. */
export function SagaPlay({ saga }: { readonly saga: Saga }) {
  const { index } = useDerived();
  const [chosen, setChosen] = useState(ALL);
  const simulation = useMemo(() => simulateSaga(index, saga), [index, saga]);
  const steps = useMemo(() => saga.steps ?? [], [saga.steps]);
  const failure = simulation.failures.find(({ position }) => String(position) === chosen);
  const shown = failure || chosen === NONE ? chosen : ALL;
  const moments = useMemo(() => (shown === ALL ? [] : playOf(saga, failure)), [shown, saga, failure]);
  const [upTo, setUpTo] = useState<number>();
  const last = Math.min(upTo ?? moments.length, moments.length);
  const lit = useMemo(
    () => [...new Set([...steps.flatMap(({ component }) => component ?? []), ...(saga.orchestrator === undefined ? [] : [saga.orchestrator])])],
    [steps, saga.orchestrator],
  );
  const marks = useMemo(() => (shown === ALL ? positionsOf(steps) : marksOf(moments.slice(0, last))), [shown, steps, moments, last]);
  useLight(lit, marks);
  if (steps.length === 0) return null;
  const choose = (value: string) => {
    setChosen(value);
    setUpTo(undefined);
  };
  return (
    <section aria-labelledby="lintel-saga-play" className="flex flex-col gap-2">
      <h3 id="lintel-saga-play" className="font-medium">
        What happens
      </h3>
      <Field id="lintel-saga-when" label="When">
        <Select
          id="lintel-saga-when"
          value={shown}
          onValueChange={choose}
          options={[
            { value: ALL, label: "any step fails" },
            { value: NONE, label: "nothing fails" },
            ...simulation.failures.map(({ step, position }) => ({ value: String(position), label: `step ${position + 1} fails: ${step.id}` })),
          ]}
        />
      </Field>
      {saga.style === "2pc" ? (
        <p className="text-sm text-muted">A two-phase commit takes everything back at once; it is played here as if its coordinator did so step by step.</p>
      ) : null}
      {shown === ALL ? (
        <Overview failures={simulation.failures} onChoose={choose} />
      ) : (
        <>
          <div className="flex items-center gap-1">
            <IconButton label="One moment back" size="sm" disabled={last <= 1} onClick={() => setUpTo(last - 1)}>
              <ChevronLeft aria-hidden size={14} />
            </IconButton>
            <IconButton label="One moment on" size="sm" disabled={last >= moments.length} onClick={() => setUpTo(last + 1)}>
              <ChevronRight aria-hidden size={14} />
            </IconButton>
            <span className="tabular text-sm text-muted">
              Moment {last} of {moments.length}
            </span>
          </div>
          <Moments moments={moments} upTo={last} />
          <FinalState failure={failure} events={failure?.events ?? simulation.events} />
        </>
      )}
    </section>
  );
}

const STATES: Record<FailedStep["state"], string> = {
  unchanged: "nothing had been done yet",
  undone: "everything is taken back",
  inconsistent: "there is no way back",
};

function Overview({ failures, onChoose }: { readonly failures: readonly FailedStep[]; readonly onChoose: (position: string) => void }) {
  if (failures.length === 0) return <p className="text-muted">No step can fail.</p>;
  const stuck = failures.filter(({ state }) => state === "inconsistent").length;
  return (
    <>
      <p role="status" className="flex items-start gap-2 rounded-md border border-line bg-raised p-2">
        {stuck > 0 ? <SeverityIcon severity="error" size={14} className="mt-0.5" /> : null}
        <span>
          {stuck === 0
            ? "Whichever step fails, there is a way back."
            : `${stuck} of ${counted(failures.length, "failure")} ${stuck === 1 ? "leaves" : "leave"} something done that nothing takes back.`}
        </span>
      </p>
      <ul>
        {failures.map(({ step, position, state }) => (
          <li key={position}>
            <button
              type="button"
              onClick={() => onChoose(String(position))}
              className="flex min-h-7 w-full items-center gap-2 rounded-md px-2 py-0.5 text-left outline-none hover:bg-hover focus-visible:outline-2 focus-visible:outline-focus"
            >
              <span className="min-w-0 flex-1 truncate">
                <span className="tabular text-faint">{position + 1}</span> {step.id} fails
              </span>
              <span className={clsx("shrink-0 text-sm", state === "inconsistent" ? "text-error" : "text-muted")}>{STATES[state]}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

const REASONS: Record<NonNullable<SagaMoment["reason"]>, string> = {
  undone: "",
  readsOnly: "",
  irreversible: "stays done: it cannot be taken back",
  noCompensation: "stays done: it has no compensation",
  notTold: "stays done: its service does not hear of the failure",
};

function wordsOf({ step, outcome, reason }: SagaMoment): string {
  switch (outcome) {
    case "ran":
      return "runs";
    case "mayHaveRun":
      return "may have run at the same time";
    case "failed":
      return "fails";
    case "skipped":
      return "never starts";
    case "undone":
    case "undoneInVain": {
      const { action, retry, escalation } = step.compensation ?? {};
      const more = [
        ...(outcome === "undoneInVain" ? ["although it never ran"] : []),
        ...(retry?.max ? [`tried again up to ${retry.max} times`] : []),
        ...(escalation ? [`then ${escalation}`] : []),
      ];
      return `is taken back: ${[action || "no action named", ...more].join(", ")}`;
    }
    case "stuck":
      return REASONS[reason ?? "noCompensation"];
  }
}

const TONES: Partial<Record<SagaOutcome, string>> = { failed: "text-error", stuck: "text-error", skipped: "text-faint" };

function Moments({ moments, upTo }: { readonly moments: readonly SagaMoment[]; readonly upTo: number }) {
  const editor = useEditor();
  const { index } = useDerived();
  return (
    <ol aria-label="Moments" className="rounded-md border border-line bg-raised">
      {moments.map((moment, at) => {
        const { step, position, outcome, emits } = moment;
        const { component } = step;
        return (
          <li
            key={`${position} ${outcome}`}
            aria-current={at === upTo - 1 ? "step" : undefined}
            className={clsx("flex gap-2 border-b border-line px-2 py-1 last:border-b-0", at >= upTo && "opacity-40")}
          >
            <span className="tabular w-4 shrink-0 text-right text-sm leading-[18px] text-faint">{position + 1}</span>
            <span className={clsx("min-w-0 flex-1", TONES[outcome])}>
              <span className="font-medium">{step.id}</span>
              {component === undefined ? null : (
                <>
                  {" on "}
                  <button
                    type="button"
                    onClick={() => editor.reveal([component])}
                    className="rounded underline decoration-line-strong underline-offset-2 outline-none hover:decoration-accent focus-visible:outline-2 focus-visible:outline-focus"
                  >
                    {index.nameOf(component)}
                  </button>
                </>
              )}{" "}
              {wordsOf(moment)}
              {emits ? <span className="block font-mono text-[12px] text-muted">→ {emits}</span> : null}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function FinalState({ failure, events }: { readonly failure: FailedStep | undefined; readonly events: readonly string[] }) {
  const left = failure?.left.map(({ id }) => id) ?? [];
  const sentence = !failure
    ? "In the end everything is done."
    : failure.state === "inconsistent"
      ? `There is no way back: ${listed(left)} ${left.length === 1 ? "stays" : "stay"} done although the saga has failed.`
      : failure.state === "undone"
        ? "In the end everything is taken back."
        : "In the end nothing has changed: no step had left anything behind.";
  return (
    <div role="status" className="rounded-md border border-line bg-raised p-2">
      <p className="flex items-start gap-2">
        {failure?.state === "inconsistent" ? <SeverityIcon severity="error" size={14} className="mt-0.5" /> : null}
        <span>{sentence}</span>
      </p>
      <p className="mt-1 text-sm text-muted">
        {events.length === 0 ? "No event is told." : "Events: "}
        {events.length === 0 ? null : <span className="font-mono text-[12px] break-words">{events.join(" → ")}</span>}
      </p>
    </div>
  );
}
