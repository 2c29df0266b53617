"use client";
import { clsx } from "clsx";
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
  return (
    <div
      id={id}
      role="radiogroup"
      {...(label ? { "aria-label": label } : { "aria-labelledby": labelId(id) })}
      className="flex h-7 items-stretch overflow-hidden rounded-md border border-line-strong bg-bg"
    >
      {CHOICES.map((choice) => (
        <label
          key={choice.key}
          className={clsx(
            "relative flex flex-1 items-center justify-center border-l border-line px-1 text-sm whitespace-nowrap text-faint first:border-l-0 hover:text-text has-checked:bg-sunken",
            "forced-colors:has-checked:bg-[Highlight] forced-colors:has-checked:text-[HighlightText]! forced-colors:has-checked:forced-color-adjust-none",
            // An answer stands out, a missing one does not.
            choice.value !== undefined && "has-checked:font-medium has-checked:text-text",
            "has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus",
          )}
        >
          <input
            type="radio"
            name={id}
            checked={value === choice.value}
            disabled={readOnly}
            onChange={() => onChange(choice.value)}
            className="absolute inset-0 cursor-pointer appearance-none outline-none disabled:cursor-not-allowed"
          />
          {choice.title}
        </label>
      ))}
    </div>
  );
}
