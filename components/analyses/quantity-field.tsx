"use client";

import { type KeyboardEvent, useState } from "react";
import { Input } from "#components/ui/field.tsx";
import { formatQuantity, parseQuantity, type Unit } from "#lib/model/quantity.ts";

export interface QuantityFieldProps {
  readonly id: string;
  readonly unit: Unit;
  readonly value: number | undefined;
  readonly readOnly?: boolean;
  readonly onCommit: (value: number | undefined) => void;
}

/** A number with its unit as people write it; taken over with Enter or when one leaves, given back by Escape. */
export function QuantityField({ id, unit, value, readOnly = false, onCommit }: QuantityFieldProps) {
  const shown = value === undefined ? "" : formatQuantity(unit, value);
  const [draft, setDraft] = useState<string>();
  const [error, setError] = useState<string>();
  const commit = () => {
    if (draft === undefined) return;
    if (draft.trim() === shown) return leave();
    if (draft.trim() === "") {
      leave();
      return onCommit(undefined);
    }
    const read = parseQuantity(unit, draft);
    if (!read.ok) return setError(read.reason);
    leave();
    onCommit(read.value);
  };
  const leave = () => {
    setDraft(undefined);
    setError(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") commit();
    else if (event.key === "Escape" && draft !== undefined) {
      event.stopPropagation();
      leave();
    }
  };
  return (
    <>
      <Input
        id={id}
        value={draft ?? shown}
        placeholder="Missing"
        readOnly={readOnly}
        invalid={error !== undefined}
        autoComplete="off"
        spellCheck={false}
        className="tabular"
        {...(error ? { "aria-describedby": `${id}-error` } : {})}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {error ? (
        <p id={`${id}-error`} role="alert" className="mt-1 text-sm text-error">
          {error}
        </p>
      ) : null}
    </>
  );
}
