"use client";

import { clsx } from "clsx";
import { ArrowRight, CircleDot, Undo2 } from "lucide-react";
import { useCallback, useMemo } from "react";
import type { PropertyRecord } from "#components/inspector/property-record.ts";
import { PropertyForm } from "#components/inspector/property-form.tsx";
import { ElementFindings } from "#components/studio/findings/element-findings.tsx";
import { useDerived, useEditor } from "#components/studio/use-editor.tsx";
import { useFormSurroundings } from "#components/studio/use-form-surroundings.ts";
import { Button } from "#components/ui/button.tsx";
import { flowAvailability } from "#lib/analysis/availability.ts";
import { flowLatency } from "#lib/analysis/latency-budget.ts";
import { changeFlow, startRecording } from "#lib/editor/commands/flows.ts";
import { makeSagaOf, writersOf } from "#lib/editor/commands/sagas.ts";
import { marksOfWalk } from "#lib/editor/recording.ts";
import { flowDescriptors } from "#lib/model/describe.ts";
import type { Flow } from "#lib/model/flow.ts";
import { inWords } from "#lib/model/in-words.ts";
import { counted } from "#lib/model/sentence.ts";
import { DetailFrame } from "./detail-frame.tsx";
import { useLight } from "./use-light.ts";
import { WalkSteps } from "./walk-steps.tsx";

const PROPERTIES = ["name", "criticality", "slo", "entry", "saga"];
const DESCRIPTORS = PROPERTIES.flatMap((key) => flowDescriptors.get(key) ?? []);
/** Digits of an availability that is worked out: a thousandth of a percent. */
const DIGITS = 5;
const NO_STEPS: readonly string[] = [];

/** One flow: its properties, what it promises and keeps, and its steps, which are lit and numbered on the canvas. */
export function FlowDetail({ flow }: { readonly flow: Flow }) {
  const editor = useEditor();
  const surroundings = useFormSurroundings("flow", flow.id);
  const change = useCallback((patch: PropertyRecord) => void changeFlow(editor, flow.id, patch), [editor, flow.id]);
  const { connections = NO_STEPS, entry } = flow;
  const marks = useMemo(() => marksOfWalk(connections, entry), [connections, entry]);
  useLight(connections, marks);
  return (
    <DetailFrame id={flow.id} name={flow.name ?? flow.id} what="flow">
      <div>
        <ElementFindings id={flow.id} />
        <PropertyForm {...surroundings} descriptors={DESCRIPTORS} essentials={PROPERTIES} value={flow} onChange={change} />
      </div>
      <Figures flow={flow} />
      <section aria-labelledby="lintel-steps">
        <header className="mb-1 flex min-h-7 items-center justify-between gap-2">
          <h3 id="lintel-steps" className="font-medium">
            Steps <span className="tabular text-sm font-normal text-faint">{connections.length}</span>
          </h3>
          {editor.readOnly ? null : (
            <Button size="sm" icon={<CircleDot aria-hidden size={13} />} onClick={() => startRecording(editor, flow.id)}>
              Record more steps
            </Button>
          )}
        </header>
        <WalkSteps flow={flow} />
      </section>
      <SagaOfFlow flow={flow} />
    </DetailFrame>
  );
}

/** What the flow promises and what the numbers of its components say; each leads to the whole calculation. */
function Figures({ flow }: { readonly flow: Flow }) {
  const editor = useEditor();
  const { index } = useDerived();
  const latency = flowLatency(index, flow);
  const { availability, dependencies, missing } = flowAvailability(index, flow);
  const target = flow.slo;
  const slow = latency?.missing.length ?? 0;
  return (
    <dl className="flex flex-col rounded-md border border-line bg-raised">
      <Figure
        label="Sum of p99 latencies"
        value={latency === undefined ? "no step yet" : `${slow > 0 ? "at least " : ""}${inWords(latency.p99Ms, "ms")}`}
        of={target?.p99Ms === undefined ? undefined : inWords(target.p99Ms, "ms")}
        isBad={latency !== undefined && target?.p99Ms !== undefined && latency.p99Ms > target.p99Ms}
        missing={slow > 0 ? `${counted(slow, "component")} without a p99` : undefined}
        link="Open the latency budget"
        onOpen={() => editor.openAnalysis("latency-budget", flow.id)}
      />
      <Figure
        label="Availability"
        value={dependencies.length === 0 ? "nothing can fail it" : `${missing.length > 0 ? "at most " : ""}${inWords(Number(availability.toFixed(DIGITS)), "ratio")}`}
        of={target?.availability === undefined ? undefined : inWords(target.availability, "ratio")}
        isBad={target?.availability !== undefined && availability < target.availability}
        missing={missing.length > 0 ? `${counted(missing.length, "component")} without an availability` : undefined}
        link="Open the availability"
        onOpen={() => editor.openAnalysis("flow-availability", flow.id)}
      />
    </dl>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly of: string | undefined;
  readonly isBad: boolean;
  readonly missing: string | undefined;
  readonly link: string;
  readonly onOpen: () => void;
}

function Figure({ label, value, of, isBad, missing, link, onOpen }: FigureProps) {
  return (
    <div className="flex items-center gap-2 border-b border-line py-1 pr-1 pl-2.5 last:border-b-0">
      <dt className="w-[116px] shrink-0 text-sm text-muted">{label}</dt>
      <dd className="flex min-w-0 flex-1 items-center gap-2">
        <span className="min-w-0 flex-1">
          <span className={clsx("tabular font-medium", isBad && "text-error")}>{value}</span>
          <span className="text-muted">{of === undefined ? " without an objective" : ` of ${of}${isBad ? ": not kept" : ""}`}</span>
          {missing ? <span className="block text-sm text-undecided">{missing}</span> : null}
        </span>
        <Button size="sm" variant="ghost" aria-label={link} title={link} onClick={onOpen} className="px-1.5!">
          <ArrowRight aria-hidden size={14} />
        </Button>
      </dd>
    </div>
  );
}

function SagaOfFlow({ flow }: { readonly flow: Flow }) {
  const editor = useEditor();
  const { index } = useDerived();
  const saga = flow.saga === undefined ? undefined : index.sagas.get(flow.saga);
  if (saga) {
    return (
      <Button size="sm" icon={<Undo2 aria-hidden size={13} />} onClick={() => editor.openFlow(saga.id)} className="self-start">
        Open its saga, {saga.name ?? saga.id}
      </Button>
    );
  }
  if (editor.readOnly) return null;
  const writers = writersOf(index, flow);
  return (
    <div>
      <Button size="sm" icon={<Undo2 aria-hidden size={13} />} disabled={writers.length === 0} onClick={() => void makeSagaOf(editor, flow.id)}>
        Make a saga of this flow
      </Button>
      <p className="mt-1 text-sm text-faint">
        {writers.length === 0
          ? "No service of this flow writes data, so there is nothing to take back."
          : `A step for each service that writes: ${writers.map(({ name }) => name).join(", ")}.`}
      </p>
    </div>
  );
}
