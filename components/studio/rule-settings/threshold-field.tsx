"use client";

import { RotateCcw } from "lucide-react";
import { type KeyboardEvent, useId } from "react";
import { useDraft } from "#components/inspector/use-draft.ts";
import { IconButton } from "#components/ui/button.tsx";
import { Input } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { setThreshold } from "#lib/editor/commands/rule-settings.ts";
import { nudged } from "#lib/model/nudge.ts";
import { parseQuantity } from "#lib/model/quantity.ts";
import { isThreshold, readThreshold } from "#lib/rules/settings.ts";
import { type ThresholdStanding, thresholdStandingOf, thresholdText } from "#lib/rules/standing.ts";
import type { ThresholdKey } from "#lib/rules/thresholds.ts";
import { useDerived, useEditor } from "../use-editor.tsx";

interface ThresholdFieldProps {
  readonly threshold: ThresholdKey;
  /** How many rules read it, when that is worth saying. */
  readonly readBy?: string;
}

/** One threshold: its value here, what it means, where it comes from. */
export function ThresholdField({ threshold: key, readBy }: ThresholdFieldProps) {
  const editor = useEditor();
  const { design, defaults } = useDerived();
  const id = useId();
  const standing = thresholdStandingOf(key, design.config, defaults);
  const { threshold, own, given, givenBy, preset } = standing;
  const givenText = thresholdText(threshold, given);
  const origin =
    givenBy === "default"
      ? `${givenText} by default, from ${threshold.origin}`
      : `${givenText} by the ${givenBy === "preset" ? `preset ${preset}` : "workspace"}; the default is ${thresholdText(threshold, threshold.value)}, from ${threshold.origin}`;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1 px-3 py-2">
      <div className="min-w-0">
        <label htmlFor={id}>{threshold.meaning}</label>
        <p id={`${id}-origin`} className="text-sm text-faint">
          <code className="break-all">{key}</code> · {own === undefined ? "" : "set here; else "}
          {origin}.{readBy ? ` ${readBy}` : ""}
        </p>
      </div>
      <div className="flex items-start gap-1">
        {own !== undefined && !editor.readOnly ? (
          <IconButton size="sm" label={`Reset to ${givenText}`} onClick={() => setThreshold(editor, key, "")}>
            <RotateCcw aria-hidden size={13} />
          </IconButton>
        ) : null}
        {threshold.options ? (
          <Select
            id={id}
            aria-describedby={`${id}-origin`}
            disabled={editor.readOnly}
            value={String(own ?? given)}
            onValueChange={(value) => setThreshold(editor, key, value)}
            options={threshold.options.map((value) => ({ value, label: value === given ? `${value} (as given)` : value }))}
            className="w-40"
          />
        ) : (
          <Quantity id={id} name={key} standing={standing} />
        )}
      </div>
    </div>
  );
}

function Quantity({ id, name, standing: { threshold, own, given } }: { readonly id: string; readonly name: ThresholdKey; readonly standing: ThresholdStanding }) {
  const editor = useEditor();
  const unit = threshold.unit ?? "count";
  const read = own === undefined || !isThreshold(name) ? undefined : readThreshold(name, own);
  const value = read?.ok && typeof read.value === "number" ? read.value : undefined;
  const format = (number: number | undefined) => (number === undefined ? "" : thresholdText(threshold, number));
  const draft = useDraft<number>({
    value,
    format,
    read: (text) => (text.trim() === "" ? { ok: true, value: undefined } : parseQuantity(unit, text)),
    onCommit: (next) => void setThreshold(editor, name, next === undefined ? "" : String(next)),
  });
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (editor.readOnly || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return draft.inputProps.onKeyDown(event);
    const typed = draft.text.trim() === "" ? { ok: true as const, value: Number(given) } : parseQuantity(unit, draft.text);
    if (!typed.ok) return;
    event.preventDefault();
    let next = typed.value;
    for (let step = 0; step < (event.shiftKey ? 10 : 1); step += 1) next = nudged(unit, next, event.key === "ArrowUp" ? 1 : -1);
    draft.write(format(next));
  };
  return (
    <div className="w-40">
      <Input
        id={id}
        {...draft.inputProps}
        onKeyDown={onKeyDown}
        readOnly={editor.readOnly}
        autoComplete="off"
        spellCheck={false}
        placeholder={thresholdText(threshold, given)}
        invalid={draft.error !== undefined}
        aria-describedby={`${draft.error ? `${id}-error ` : ""}${id}-origin`}
        className="tabular"
      />
      {draft.error ? (
        <p id={`${id}-error`} role="alert" className="mt-1 text-sm text-error">
          {draft.error}
        </p>
      ) : null}
    </div>
  );
}
