"use client";
import { Input, TextArea } from "#components/ui/field.tsx";
import { valueError } from "#lib/model/describe.ts";
import type { EditorProps } from "./editor-props.ts";
import { ErrorText, errorId } from "./error-text.tsx";
import { useForm } from "./form-context.ts";
import { type Reading, useDraft } from "./use-draft.ts";

/** One line of text with suggestions, a text of several lines, or a date; empty removes it unless it must be there. */
export function TextEditor({ id, descriptor, place, value, onChange, label }: EditorProps<string>) {
  const form = useForm();
  const multiline = descriptor.control === "multiline";
  const suggestions = form.suggestions(descriptor.path);
  const draft = useDraft<string>({
    value,
    multiline,
    format: (text) => text ?? "",
    read: (text): Reading<string> => {
      const written = multiline ? text.trimEnd() : text.trim();
      const next = written === "" && !descriptor.required ? undefined : written;
      const reason = valueError(descriptor, next);
      return reason === undefined ? { ok: true, value: next } : { ok: false, reason };
    },
    onCommit: onChange,
  });
  const described = {
    ...(label ? { "aria-label": label } : {}),
    ...(draft.error ? { "aria-describedby": errorId(id) } : {}),
    placeholder: form.defaults[place]?.text ?? "Not set",
    readOnly: form.readOnly,
    invalid: draft.error !== undefined,
  };
  if (multiline) {
    return (
      <>
        <TextArea id={id} {...draft.inputProps} {...described} />
        <ErrorText id={errorId(id)}>{draft.error}</ErrorText>
      </>
    );
  }
  const list = suggestions.length > 0 ? `${id}-suggestions` : undefined;
  return (
    <>
      <Input id={id} {...draft.inputProps} {...described} type={descriptor.control === "date" ? "date" : "text"} autoComplete="off" list={list} />
      {list ? (
        <datalist id={list}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      ) : null}
      <ErrorText id={errorId(id)}>{draft.error}</ErrorText>
    </>
  );
}
