"use client";
import type { KeyboardEvent } from "react";
import { Input } from "#components/ui/field.tsx";
import { valueError } from "#lib/model/describe.ts";
import { nudged } from "#lib/model/nudge.ts";
import { formatQuantity, parseQuantity, type Unit } from "#lib/model/quantity.ts";
import type { EditorProps } from "./editor-props.ts";
import { ErrorText, errorId } from "./error-text.tsx";
import { useForm } from "./form-context.ts";
import { useDraft } from "./use-draft.ts";

/** What a bare number means, shown beside the label. */
export const UNIT_HINTS: Record<Unit, string | undefined> = {
  ms: "ms",
  rps: "/s",
  bytes: "B",
  ratio: "%",
  count: undefined,
  factor: "×",
  days: "days",
  number: undefined,
};

/** A number with its unit: takes what people type, shows the canonical form, arrow keys nudge it. */
export function QuantityEditor({ id, descriptor, place, value, onChange, label }: EditorProps<number>) {
  const form = useForm();
  const unit = descriptor.unit ?? "factor";
  const format = (number: number | undefined) => (number === undefined ? "" : formatQuantity(unit, number));
  const draft = useDraft<number>({
    value,
    format,
    read: (text) => {
      if (text.trim() === "") return { ok: true, value: undefined };
      const parsed = parseQuantity(unit, text);
      if (!parsed.ok) return parsed;
      const reason = valueError(descriptor, parsed.value);
      return reason === undefined ? parsed : { ok: false, reason };
    },
    onCommit: onChange,
  });

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (!form.readOnly && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      const typed = draft.text === format(value) ? { ok: true as const, value: value ?? 0 } : parseQuantity(unit, draft.text);
      if (typed.ok) {
        event.preventDefault();
        let next = typed.value;
        for (let step = 0; step < (event.shiftKey ? 10 : 1); step += 1) next = nudged(unit, next, event.key === "ArrowUp" ? 1 : -1);
        draft.write(format(next));
      }
      return;
    }
    draft.inputProps.onKeyDown(event);
  };

  return (
    <>
      <Input
        id={id}
        {...draft.inputProps}
        onKeyDown={onKeyDown}
        readOnly={form.readOnly}
        autoComplete="off"
        spellCheck={false}
        placeholder={form.defaults[place]?.text ?? "Not set"}
        invalid={draft.error !== undefined}
        {...(label ? { "aria-label": label } : {})}
        {...(draft.error ? { "aria-describedby": errorId(id) } : {})}
        className="tabular"
      />
      <ErrorText id={errorId(id)}>{draft.error}</ErrorText>
    </>
  );
}
