"use client";
import { clsx } from "clsx";
import { Check } from "lucide-react";
import { ToggleGroup } from "radix-ui";
import { labelId } from "#components/ui/field.tsx";
import type { EditorProps } from "./editor-props.ts";
import { useForm } from "./form-context.ts";

/** Several of a closed list, as chips that are on or off; none removes the property. */
export function ChoicesEditor({ id, descriptor, value = [], onChange, label }: EditorProps<readonly string[]>) {
  const { readOnly } = useForm();
  const options = descriptor.options ?? [];
  return (
    <ToggleGroup.Root
      id={id}
      type="multiple"
      value={[...value]}
      disabled={readOnly}
      onValueChange={(chosen) => {
        // In the order of the list, so that clicking in another order is not another value.
        const ordered = options.map((option) => String(option.value)).filter((option) => chosen.includes(option));
        onChange(ordered.length > 0 ? ordered : undefined);
      }}
      {...(label ? { "aria-label": label } : { "aria-labelledby": labelId(id) })}
      className="flex min-h-7 flex-wrap gap-1"
    >
      {options.map((option) => {
        const key = String(option.value);
        const on = value.includes(key);
        return (
          <ToggleGroup.Item
            key={key}
            value={key}
            className={clsx(
              "inline-flex h-7 items-center gap-1 rounded-md border px-2 text-sm focus-visible:outline-2 focus-visible:outline-offset-1 focus-visible:outline-focus",
              on ? "border-accent bg-accent-soft text-text" : "border-line-strong bg-bg text-muted hover:text-text",
            )}
          >
            {on ? <Check aria-hidden size={12} /> : null}
            {option.title}
          </ToggleGroup.Item>
        );
      })}
    </ToggleGroup.Root>
  );
}
