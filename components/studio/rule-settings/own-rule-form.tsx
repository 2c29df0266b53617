"use client";

import { Check, TriangleAlert } from "lucide-react";
import { type FormEvent, useDeferredValue, useId, useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, Input, TextArea } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { SeverityIcon } from "#components/ui/severity-icon.tsx";
import { COMPONENT_KINDS } from "#lib/model/component.ts";
import { CONNECTION_KINDS } from "#lib/model/connection.ts";
import { SEVERITIES } from "#lib/model/design.ts";
import type { OwnRule } from "#lib/model/own-rule.ts";
import { previewOwnRule } from "#lib/rules/own-rule-preview.ts";
import { counted } from "#lib/model/sentence.ts";
import { useDerived } from "../use-editor.tsx";
import { ConditionList } from "./condition-list.tsx";
import { kindTitle } from "./kind-title.ts";
import { SEVERITY_NAMES } from "./rule-severities.tsx";

/** As many of the found elements are named. */
const NAMED = 8;

interface OwnRuleFormProps {
  readonly rule: OwnRule;
  readonly isNew: boolean;
  /** Somebody wanted to leave: says that the rule is not kept yet. */
  readonly isHeld: boolean;
  readonly onChange: (rule: OwnRule) => void;
  readonly onSave: (rule: OwnRule) => void;
  readonly onCancel: () => void;
}

/** Edits one own rule, and shows while one types what it finds in this design. */
export function OwnRuleForm({ rule, isNew, isHeld, onChange, onSave, onCancel }: OwnRuleFormProps) {
  const id = useId();
  const [tried, setTried] = useState(false);
  const set = (patch: Partial<OwnRule>) => onChange({ ...rule, ...patch });
  const each = rule.each ?? "component";
  const kinds: readonly string[] = each === "component" ? COMPONENT_KINDS : CONNECTION_KINDS;
  const untitled = rule.title.trim() === "" ? "Say in a few words what is wrong when it finds something." : undefined;
  const nothingMust = (rule.must ?? []).length + (rule.mustAny ?? []).length === 0 ? "Say at least one thing that must hold." : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!untitled && !nothingMust) onSave(withoutEmpty(rule));
  };
  return (
    <form onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)_minmax(0,17rem)] gap-x-5 gap-y-3 py-3 max-md:grid-cols-1">
      <div className="flex flex-col gap-3">
        <Field id={`${id}-title`} label="Title" layout="stack" error={tried ? untitled : undefined}>
          <Input
            id={`${id}-title`}
            autoFocus
            value={rule.title}
            maxLength={200}
            invalid={tried && untitled !== undefined}
            onChange={(event) => set({ title: event.currentTarget.value })}
          />
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field id={`${id}-severity`} label="Severity" layout="stack">
            <Select
              id={`${id}-severity`}
              value={rule.severity ?? "warning"}
              onValueChange={(severity) => set({ severity: severity as (typeof SEVERITIES)[number] })}
              options={SEVERITIES.map((value) => ({ value, label: SEVERITY_NAMES[value] }))}
            />
          </Field>
          <Field id={`${id}-each`} label="Looks at each" layout="stack">
            <Select
              id={`${id}-each`}
              value={each}
              onValueChange={(value) => set({ each: value as "component" | "connection", kinds: [] })}
              options={[
                { value: "component", label: "Component" },
                { value: "connection", label: "Connection" },
              ]}
            />
          </Field>
        </div>
        <fieldset>
          <legend className="text-muted">
            Of these kinds <span className="text-sm text-faint">(all when none is chosen)</span>
          </legend>
          <div className="mt-1 flex flex-wrap gap-1">
            {kinds.map((kind) => {
              const isChosen = (rule.kinds ?? []).some((other) => other === kind);
              return (
                <label
                  key={kind}
                  className={`cursor-pointer rounded-md border px-1.5 py-0.5 text-sm has-focus-visible:outline-2 has-focus-visible:outline-focus ${isChosen ? "border-accent bg-accent-soft" : "border-line text-muted hover:bg-hover"}`}
                >
                  <input
                    type="checkbox"
                    className="sr-only"
                    checked={isChosen}
                    onChange={() =>
                      set({ kinds: isChosen ? (rule.kinds ?? []).filter((other) => other !== kind) : [...(rule.kinds ?? []), kind as NonNullable<OwnRule["kinds"]>[number]] })
                    }
                  />
                  {kindTitle(kind)}
                </label>
              );
            })}
          </div>
        </fieldset>
        <ConditionList legend="Only where all of these hold" add="Add a condition" each={each} conditions={rule.where ?? []} onChange={(where) => set({ where })} />
        <ConditionList legend="All of these must hold" add="Add what must hold" each={each} conditions={rule.must ?? []} onChange={(must) => set({ must })} />
        <ConditionList legend="At least one of these must hold" add="Add an alternative" each={each} conditions={rule.mustAny ?? []} onChange={(mustAny) => set({ mustAny })} />
        {tried && nothingMust ? (
          <p role="alert" className="text-sm text-error">
            {nothingMust}
          </p>
        ) : null}
        <Field
          id={`${id}-message`}
          label="Message"
          layout="stack"
          hint={
            <>
              One sentence. {"{name}"}
              {each === "connection" ? ", {from}, {to}" : ""} and any property in braces stand for what is found.
            </>
          }
        >
          <Input id={`${id}-message`} value={rule.message ?? ""} maxLength={200} onChange={(event) => set({ message: event.currentTarget.value })} />
        </Field>
        <Field id={`${id}-why`} label="Why it matters" layout="stack">
          <TextArea id={`${id}-why`} value={rule.why ?? ""} onChange={(event) => set({ why: event.currentTarget.value })} />
        </Field>
        <Field id={`${id}-remedy`} label="What to do" layout="stack">
          <TextArea id={`${id}-remedy`} value={rule.remedy ?? ""} onChange={(event) => set({ remedy: event.currentTarget.value })} />
        </Field>
      </div>
      <div className="flex flex-col gap-3 md:sticky md:top-2 md:self-start">
        <Preview rule={rule} />
        {isHeld ? (
          <p role="alert" className="text-sm text-error">
            The rule is not kept yet. {isNew ? "Add" : "Save"} it, or cancel.
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onCancel}>Cancel</Button>
          <Button variant="primary" type="submit">
            {isNew ? "Add the rule" : "Save the rule"}
          </Button>
        </div>
      </div>
    </form>
  );
}

/** The rule as it is kept: without fields that say nothing. */
function withoutEmpty(rule: OwnRule): OwnRule {
  const kept = Object.entries(rule).filter(([, value]) => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0));
  return { ...(Object.fromEntries(kept) as Partial<OwnRule>), id: rule.id, title: rule.title.trim() };
}

/** What the rule finds in this design as it stands. */
function Preview({ rule }: { readonly rule: OwnRule }) {
  const { design, index } = useDerived();
  const settled = useDeferredValue(rule);
  const { problems, found, passes } = useMemo(() => previewOwnRule(withoutEmpty(settled), design, index), [settled, design, index]);
  return (
    <section aria-label="Preview" className="rounded-md border border-line bg-sunken p-3">
      <p role="status" className="font-medium">
        {found.length === 0 ? "Finds nothing now" : `Finds ${counted(found.length, "element")} now`}
        <span className="font-normal text-muted">{passes > 0 ? `; ${passes} pass` : found.length === 0 ? ": it looks at no element" : ""}.</span>
      </p>
      {found.length > 0 ? (
        <ul className="mt-2 space-y-1">
          {found.slice(0, NAMED).map(({ element, message }) => (
            <li key={element} className="flex items-start gap-2">
              <SeverityIcon severity={rule.severity ?? "warning"} size={13} className="mt-0.5" /> <span className="min-w-0 break-words">{message}</span>
            </li>
          ))}
          {found.length > NAMED ? <li className="text-faint">and {found.length - NAMED} more</li> : null}
        </ul>
      ) : problems.length === 0 && passes > 0 ? (
        <p className="mt-1 flex items-start gap-2 text-muted">
          <Check aria-hidden size={14} className="mt-0.5 shrink-0 text-success" /> Everything that it looks at keeps it.
        </p>
      ) : null}
      {problems.length > 0 ? (
        <ul className="mt-2 space-y-1">
          {problems.map((problem) => (
            <li key={problem} className="flex items-start gap-2 text-sm">
              <TriangleAlert aria-hidden size={13} className="mt-0.5 shrink-0 text-warning" /> {problem}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
