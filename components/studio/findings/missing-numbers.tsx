"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, Input } from "#components/ui/field.tsx";
import { fillMissing, type MissingNumber, missingNumber } from "#lib/editor/commands/missing.ts";
import { parseQuantity } from "#lib/model/quantity.ts";
import type { Finding } from "#lib/rules/rule.ts";
import { useDerived, useEditor } from "../use-editor.tsx";

/** Asks in place for the numbers without which a rule cannot decide. */
export function MissingNumbers({ found }: { readonly found: Finding }) {
  const editor = useEditor();
  const { index } = useDerived();
  return (
    <ul className="flex flex-col gap-2 rounded-md border border-line bg-sunken p-2">
      {(found.missing ?? []).map((path) => {
        const missing = missingNumber(path, index);
        return (
          <li key={path}>
            {missing && missing.descriptor.control === "quantity" && !editor.readOnly ? <Ask missing={missing} /> : <span className="font-mono text-sm">{path}</span>}
          </li>
        );
      })}
    </ul>
  );
}

const EXAMPLES = {
  ms: "e.g. 120ms",
  rps: "e.g. 50/s",
  bytes: "e.g. 2 GiB",
  ratio: "e.g. 99.95%",
  count: "e.g. 8",
  factor: "e.g. 1.5",
  days: "e.g. 90",
  number: "e.g. 18",
} as const;

function Ask({ missing }: { readonly missing: MissingNumber }) {
  const editor = useEditor();
  const id = useId();
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const unit = missing.descriptor.unit ?? "factor";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = parseQuantity(unit, text);
    if (!read.ok) return setError(read.reason);
    setError(undefined);
    fillMissing(editor, missing, read.value);
  };
  return (
    <form onSubmit={submit}>
      <Field id={id} label={missing.label} layout="stack" error={error} help={missing.descriptor.description}>
        <div className="flex gap-2">
          <Input id={id} value={text} placeholder={EXAMPLES[unit]} invalid={error !== undefined} onChange={(event) => setText(event.currentTarget.value)} autoComplete="off" />
          <Button type="submit" size="sm">
            Set
          </Button>
        </div>
      </Field>
    </form>
  );
}
