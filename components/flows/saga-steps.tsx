"use client";

import { clsx } from "clsx";
import { ChevronDown, ChevronRight, ChevronUp, Plus, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { FindingMark } from "#components/inspector/finding-mark.tsx";
import { useForm } from "#components/inspector/form-context.ts";
import { essentialsOf, patchedRecord } from "#components/inspector/property-record.ts";
import { ScalarEditor } from "#components/inspector/scalar-editor.tsx";
import { useRowKeys } from "#components/inspector/use-row-keys.ts";
import { useEditor } from "#components/studio/use-editor.tsx";
import { Button, IconButton } from "#components/ui/button.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { addSagaStep, changeSagaStep, moveSagaStep, removeSagaStep } from "#lib/editor/commands/sagas.ts";
import { type PropertyDescriptor, sagaDescriptors } from "#lib/model/describe.ts";
import type { Patch } from "#lib/model/edit.ts";
import type { Saga, SagaStep } from "#lib/model/flow.ts";

const FIELDS = sagaDescriptors.get("steps")?.fields ?? [];
const field = (key: keyof SagaStep): PropertyDescriptor | undefined => FIELDS.find((one) => one.key === key);
const ACTION = field("compensation")?.fields?.find(({ key }) => key === "action");
/** What stands in the lines of a step; the rest is below it. */
const IN_LINES: readonly string[] = ["id", "component", "trigger", "timeoutMs", "successEvent", "failureEvent"];
const OTHERS = FIELDS.filter(({ key }) => !IN_LINES.includes(key));

/** The steps of a saga, each in a few lines that read like a sentence; all of it can be done with the keys. */
export function SagaSteps({ saga }: { readonly saga: Saga }) {
  const editor = useEditor();
  const { readOnly } = useForm();
  const root = useRef<HTMLElement>(null);
  const { steps = [] } = saga;
  const rows = useRowKeys(steps.length);
  /** Step whose field takes the focus once the list has its new order. */
  const wanted = useRef<{ readonly at: number; readonly field: string }>(undefined);

  useEffect(() => {
    const place = wanted.current;
    if (!place) return;
    wanted.current = undefined;
    const row = root.current?.querySelector(`[data-place="steps.${place.at}"]`);
    const target =
      row?.querySelector<HTMLElement>(`[data-field="${place.field}"] :is(input, button), button[data-field="${place.field}"]:not(:disabled)`) ??
      row?.querySelector<HTMLElement>("input");
    target?.focus();
    if (target instanceof HTMLInputElement) target.select();
  });

  const add = (at: number) => {
    rows.insert(at);
    wanted.current = { at, field: "id" };
    addSagaStep(editor, saga.id, at);
  };
  const move = (at: number, by: 1 | -1, from: string) => {
    if (at + by < 0 || at + by >= steps.length) return;
    rows.move(at, at + by);
    wanted.current = { at: at + by, field: from };
    moveSagaStep(editor, saga.id, at, at + by);
    editor.announce(`Moved to step ${at + by + 1} of ${steps.length}`);
  };
  const remove = (at: number) => {
    rows.forget(at);
    wanted.current = { at: Math.min(at, steps.length - 2), field: "id" };
    removeSagaStep(editor, saga.id, at);
    editor.announce(`Step ${at + 1} removed`);
    if (steps.length === 1) root.current?.querySelector<HTMLElement>("[data-add]")?.focus();
  };
  /** Before the fields see the keys: some of them open a list on the arrows. */
  const onKeyDownCapture = (event: KeyboardEvent) => {
    const target = event.target instanceof HTMLElement ? event.target : undefined;
    const row = target?.closest<HTMLElement>("[data-step]");
    const at = row ? Number(row.dataset["step"]) : steps.length - 1;
    const from = target?.closest<HTMLElement>("[data-field]")?.dataset["field"] ?? "id";
    const mod = event.metaKey || event.ctrlKey;
    if (readOnly) return;
    const isMove = row !== null && row !== undefined && event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown");
    const isAdd = mod && event.key === "Enter";
    const isRemove = row !== null && row !== undefined && mod && event.key === "Backspace";
    if (!isMove && !isAdd && !isRemove) return;
    event.preventDefault();
    event.stopPropagation();
    // What is being typed is kept first, where it was typed.
    target?.blur();
    if (isMove) move(at, event.key === "ArrowUp" ? -1 : 1, from);
    else if (isAdd) add(at + 1);
    else remove(at);
  };

  return (
    <section ref={root} data-place="steps" aria-labelledby="lintel-saga-steps" onKeyDownCapture={onKeyDownCapture} className="mt-2 min-w-0">
      <header className="mb-1 flex min-h-7 items-center gap-1">
        <FindingMark place="steps" />
        <h3 id="lintel-saga-steps" className="font-medium">
          Steps <span className="tabular text-sm font-normal text-faint">{steps.length}</span>
        </h3>
        {readOnly ? null : (
          <Tooltip content="Add a step" shortcut="mod+enter" side="left">
            <Button data-add size="sm" icon={<Plus aria-hidden size={13} />} aria-keyshortcuts="Control+Enter Meta+Enter" onClick={() => add(steps.length)} className="ml-auto">
              Add step
            </Button>
          </Tooltip>
        )}
      </header>
      {steps.length === 0 ? (
        <p className="text-muted">No step yet. A step is one local transaction of one service; the last ones are best those that cannot be taken back.</p>
      ) : (
        <ol className="rounded-md border border-line bg-raised">
          {steps.map((step, at) => (
            <Step
              key={rows.keys[at]}
              step={step}
              at={at}
              isLast={at === steps.length - 1}
              onChange={(patch) => void changeSagaStep(editor, saga.id, at, patch)}
              onMove={(by) => move(at, by, by === -1 ? "up" : "down")}
              onRemove={() => remove(at)}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

interface StepProps {
  readonly step: SagaStep;
  readonly at: number;
  readonly isLast: boolean;
  readonly onChange: (patch: Patch<SagaStep>) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

function Step({ step, at, isLast, onChange, onMove, onRemove }: StepProps) {
  const form = useForm();
  const [open, setOpen] = useState(false);
  const place = `steps.${at}`;
  const id = `${form.formId}-step-${at}`;
  const name = `step ${at + 1}`;
  const set = OTHERS.filter(({ key }) => key !== "compensation" && step[key] !== undefined).length;
  const cell = (key: keyof SagaStep) => {
    const descriptor = field(key);
    return (
      descriptor && (
        <span data-field={key} data-place={`${place}.${key}`} className="min-w-0">
          <ScalarEditor
            id={`${id}-${key}`}
            descriptor={descriptor}
            place={`${place}.${key}`}
            value={step[key]}
            label={`${descriptor.title}, ${name}`}
            onChange={(value) => onChange({ [key]: value })}
          />
        </span>
      )
    );
  };
  const canBeUndone = step.readOnly !== true && step.irreversible !== true;
  return (
    <li data-step={at} data-place={place} aria-label={`Step ${at + 1}, ${step.id}`} className="flex flex-col gap-1 border-b border-line p-1.5 last:border-b-0">
      <div className="grid grid-cols-[26px_minmax(0,3fr)_auto_minmax(0,4fr)_auto] items-center gap-1">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={`${id}-others`}
          onClick={() => setOpen(!open)}
          className="flex h-7 items-center gap-0.5 rounded-[4px] text-sm text-faint outline-none hover:text-text focus-visible:outline-2 focus-visible:outline-focus"
        >
          <ChevronRight aria-hidden size={12} className={clsx("shrink-0 transition-transform duration-120 motion-reduce:transition-none", open && "rotate-90")} />
          <span className="tabular">{at + 1}</span>
          <span className="sr-only">
            : {open ? "hide" : "show"} the other properties of {name}
            {set > 0 ? ` (${set} set)` : ""}
          </span>
        </button>
        {cell("id")}
        <Word>on</Word>
        {cell("component")}
        {form.readOnly ? (
          <span />
        ) : (
          <IconButton label={`Remove ${name}`} size="sm" tooltipSide="left" onClick={onRemove} className="w-6!">
            <X aria-hidden size={13} />
          </IconButton>
        )}
      </div>
      <div className="grid grid-cols-[auto_minmax(0,1fr)_auto_72px] items-center gap-1 pl-[30px]">
        <Word>after</Word>
        {cell("trigger")}
        <Word>within</Word>
        {cell("timeoutMs")}
      </div>
      <div className="grid grid-cols-[auto_minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-1 pl-[30px]">
        <Word>tells</Word>
        {cell("successEvent")}
        <Word>or</Word>
        {cell("failureEvent")}
      </div>
      <div className="flex min-h-7 items-center gap-1 pl-[30px]">
        {canBeUndone && ACTION ? (
          <>
            <Word>undone by</Word>
            <span data-field="action" data-place={`${place}.compensation.action`} className="min-w-0 flex-1">
              <ScalarEditor
                id={`${id}-action`}
                descriptor={ACTION}
                place={`${place}.compensation.action`}
                value={step.compensation?.action}
                label={`Compensation, ${name}`}
                onChange={(action) => {
                  const compensation = patchedRecord(step.compensation ?? {}, { action });
                  onChange({ compensation: Object.keys(compensation).length > 0 ? compensation : undefined });
                }}
              />
            </span>
          </>
        ) : (
          <span className="flex-1 text-sm text-muted">{step.readOnly === true ? "Only reads: nothing to take back" : "Cannot be taken back"}</span>
        )}
        {form.readOnly ? null : (
          <span className="flex shrink-0">
            <IconButton data-field="up" label={`Move ${name} up`} size="sm" disabled={at === 0} onClick={() => onMove(-1)} className="w-6!">
              <ChevronUp aria-hidden size={14} />
            </IconButton>
            <IconButton data-field="down" label={`Move ${name} down`} size="sm" disabled={isLast} onClick={() => onMove(1)} className="w-6!">
              <ChevronDown aria-hidden size={14} />
            </IconButton>
          </span>
        )}
      </div>
      {open ? (
        <div id={`${id}-others`} className="border-t border-line pt-1.5 pl-[30px]">
          {form.renderFields({ descriptors: OTHERS, place, value: step, onChange, essentials: essentialsOf(OTHERS) })}
        </div>
      ) : null}
    </li>
  );
}

/** A word between two fields; what is read out with a field is its own label. */
const Word = ({ children }: { readonly children: ReactNode }) => (
  <span aria-hidden className="shrink-0 text-sm text-faint">
    {children}
  </span>
);
