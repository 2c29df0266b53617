"use client";
import { Select } from "#components/ui/select.tsx";
import { optionTitle } from "#lib/model/option-title.ts";
import type { EditorProps } from "./editor-props.ts";
import { useForm } from "./form-context.ts";

/** One of a closed list, or not set. A value that is not on the list (from a file of another version) stays until another is chosen. */
export function ChoiceEditor({ id, descriptor, place, value, onChange, label }: EditorProps<string | number>) {
  const form = useForm();
  const options = descriptor.options ?? [];
  const foreign = value !== undefined && !options.some((option) => option.value === value);
  const unset = form.defaults[place]?.text ?? "Not set";
  return (
    <Select
      id={id}
      value={value === undefined ? "" : String(value)}
      disabled={form.readOnly}
      onValueChange={(text) => onChange(options.find((option) => String(option.value) === text)?.value)}
      {...(label ? { "aria-label": label } : {})}
      options={[
        { value: "", label: unset },
        ...options.map((option) => ({ value: String(option.value), label: option.title })),
        ...(foreign ? [{ value: String(value), label: `${optionTitle(String(value))} (unknown)` }] : []),
      ]}
    />
  );
}
