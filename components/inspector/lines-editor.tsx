"use client";
import { clsx } from "clsx";
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { controlClass } from "#components/ui/field.tsx";
import { valueError } from "#lib/model/describe.ts";
import { Chip } from "./chip.tsx";
import type { EditorProps } from "./editor-props.ts";
import { ErrorText, errorId } from "./error-text.tsx";
import { useForm } from "./form-context.ts";

type Entry = string | number | readonly string[];
type Lines = readonly Entry[] | "*";

const textOf = (entry: Entry): string => (typeof entry === "object" ? entry.join(", ") : String(entry));

/**
 * A list of short texts, whole numbers, or groups of names: Enter adds, Backspace in the empty field takes the last one back for editing,
 * pasting several lines adds them all.
 */
export function LinesEditor({ id, descriptor, value = [], onChange, label }: EditorProps<Lines>) {
  const form = useForm();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const entries: readonly Entry[] = value === "*" ? ["*"] : value;
  const suggestions = form.suggestions(descriptor.path).filter((suggestion) => !entries.includes(suggestion));

  const entryOf = (written: string): Entry => {
    if (descriptor.control === "numbers") return Number(written);
    if (descriptor.control === "groups") {
      return written
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== "");
    }
    return written;
  };

  /** Adds what was written; gives back whether it could be read. */
  const add = (written: readonly string[]): boolean => {
    const fresh = written.map((line) => line.trim()).filter((line) => line !== "");
    if (fresh.length === 0) return true;
    if (descriptor.control === "linesOrAll" && fresh.includes("*")) {
      onChange("*");
      return true;
    }
    const kept = value === "*" ? [] : [...value];
    for (const line of fresh) {
      const entry = entryOf(line);
      if (!kept.some((known) => textOf(known) === textOf(entry))) kept.push(entry);
    }
    const reason = valueError(descriptor, kept);
    setError(reason);
    if (reason !== undefined) return false;
    if (kept.length !== entries.length || value === "*") onChange(kept);
    return true;
  };
  const commit = () => {
    if (add([text])) setText("");
  };
  const remove = (at: number) => {
    const rest = entries.filter((_, index) => index !== at);
    onChange(rest.length > 0 ? rest : undefined);
    input.current?.focus();
  };

  const latest = useRef(() => {});
  useEffect(() => {
    latest.current = () => void add([text]);
  });
  // What was typed is not lost when the field goes away.
  useEffect(() => () => latest.current(), []);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const last = entries.at(-1);
    if (event.key === "Enter") {
      event.preventDefault();
      commit();
    } else if (event.key === "Backspace" && text === "" && last !== undefined) {
      event.preventDefault();
      setText(textOf(last));
      remove(entries.length - 1);
    } else if (event.key === "Escape" && text !== "") {
      event.preventDefault();
      event.stopPropagation();
      setText("");
      setError(undefined);
    }
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData("text");
    if (!/[\r\n\t]/u.test(pasted)) return;
    event.preventDefault();
    if (!add(pasted.split(/[\r\n\t]+/u))) setText(pasted.replaceAll(/[\r\n\t]+/gu, " "));
  };

  return (
    <>
      <div className={clsx(controlClass(error !== undefined), "flex min-h-7 flex-wrap items-center gap-1 p-0.5 focus-within:border-focus")}>
        {entries.map((entry, at) => (
          <Chip key={`${textOf(entry)} ${String(at)}`} removeLabel={`Remove ${textOf(entry)}`} onRemove={form.readOnly ? undefined : () => remove(at)}>
            {entry === "*" ? "All" : textOf(entry)}
          </Chip>
        ))}
        <input
          ref={input}
          id={id}
          value={text}
          readOnly={form.readOnly}
          autoComplete="off"
          spellCheck={false}
          list={suggestions.length > 0 ? `${id}-suggestions` : undefined}
          placeholder={entries.length === 0 ? (PLACEHOLDERS[descriptor.control] ?? "Add…") : ""}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setError(undefined);
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={commit}
          {...(label ? { "aria-label": label } : {})}
          aria-invalid={error !== undefined || undefined}
          {...(error ? { "aria-describedby": errorId(id) } : {})}
          className="h-[22px] min-w-12 flex-1 bg-transparent px-1 text-base text-text outline-none placeholder:text-faint"
        />
      </div>
      {suggestions.length > 0 ? (
        <datalist id={`${id}-suggestions`}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      ) : null}
      <ErrorText id={errorId(id)}>{error}</ErrorText>
    </>
  );
}

const PLACEHOLDERS: Partial<Record<string, string>> = {
  numbers: "Add a number…",
  groups: "tenant_id, id",
  linesOrAll: "Add a name, or * for all…",
};
