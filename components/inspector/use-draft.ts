"use client";
import { type ChangeEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";

/** What was read from a typed text: a value (or none, which removes the property), or a sentence that says what is wrong. */
export type Reading<Value> = { readonly ok: true; readonly value: Value | undefined } | { readonly ok: false; readonly reason: string };

interface DraftOptions<Value> {
  readonly value: Value | undefined;
  readonly format: (value: Value | undefined) => string;
  readonly read: (text: string) => Reading<Value>;
  readonly onCommit: (value: Value | undefined) => void;
  /** Enter starts a new line instead of committing. */
  readonly multiline?: boolean;
}

/**
 * A text that is being typed, apart from the value that it stands for: Enter and leaving the field commit it, Escape gives the old value back,
 * and what cannot be read stays as typed beside its error and is never committed.
 */
export function useDraft<Value>({ value, format, read, onCommit, multiline = false }: DraftOptions<Value>) {
  const [draft, setDraft] = useState<string>();
  const [error, setError] = useState<string>();
  const text = draft ?? format(value);

  const commit = () => {
    if (draft === undefined) return;
    if (draft === format(value)) {
      reset();
      return;
    }
    const reading = read(draft);
    if (!reading.ok) {
      setError(reading.reason);
      return;
    }
    reset();
    if (!Object.is(reading.value, value)) onCommit(reading.value);
  };
  const reset = () => {
    setDraft(undefined);
    setError(undefined);
  };

  // A field that goes away while somebody types in it (selection by shortcut) keeps what was typed.
  const latest = useRef(commit);
  useEffect(() => {
    latest.current = commit;
  });
  useEffect(() => () => latest.current(), []);

  const write = (next: string) => {
    setDraft(next);
    // An error that is already shown goes away as soon as the text can be read again.
    if (error !== undefined) {
      const reading = read(next);
      setError(reading.ok ? undefined : reading.reason);
    }
  };

  return {
    text,
    error,
    write,
    commit,
    inputProps: {
      value: text,
      "data-draft": draft === undefined ? undefined : "",
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => write(event.currentTarget.value),
      onBlur: commit,
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter" && (!multiline || event.metaKey || event.ctrlKey)) {
          event.preventDefault();
          commit();
        } else if (event.key === "Escape" && draft !== undefined) {
          event.preventDefault();
          event.stopPropagation();
          reset();
        }
      },
    },
  };
}
