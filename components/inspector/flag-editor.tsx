"use client";
import { RadioGroup } from "radix-ui";
import { labelId } from "#components/ui/field.tsx";
import type { EditorProps } from "./editor-props.ts";
import { useForm } from "./form-context.ts";

const CHOICES = [
  { key: "yes", title: "Yes", value: true },
  { key: "no", title: "No", value: false },
  { key: "unset", title: "Not set", value: undefined },
] as const;

/** Yes, no, or not known yet: three answers side by side, arrow keys move between them. */
export function FlagEditor({ id, value, onChange, label }: EditorProps<boolean>) {
  const { readOnly } = useForm();
  const current = CHOICES.find((choice) => choice.value === value) ?? CHOICES[2];
  return (
    <RadioGroup.Root
      id={id}
      value={current.key}
      disabled={readOnly}
      orientation="horizontal"
      onValueChange={(key) => onChange(CHOICES.find((choice) => choice.key === key)?.value)}
      {...(label ? { "aria-label": label } : { "aria-labelledby": labelId(id) })}
      className="flex h-7 items-stretch overflow-hidden rounded-md border border-line-strong bg-bg focus-within:border-focus"
    >
      {CHOICES.map((choice) => (
        <RadioGroup.Item
          key={choice.key}
          value={choice.key}
          className="flex-1 border-l border-line px-1 text-sm whitespace-nowrap text-faint outline-none first:border-l-0 hover:text-text focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus data-[state=checked]:bg-sunken data-[state=checked]:font-medium data-[state=checked]:text-text disabled:cursor-not-allowed"
        >
          {choice.title}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
