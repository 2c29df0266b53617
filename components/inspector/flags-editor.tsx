"use client";
import { optionTitle } from "#lib/model/option-title.ts";
import type { EditorProps } from "./editor-props.ts";
import { useForm } from "./form-context.ts";

/** A list of items to tick off. */
export function FlagsEditor({ id, value = {}, onChange }: EditorProps<Readonly<Record<string, boolean>>>) {
  const { readOnly } = useForm();
  return (
    <ul id={id} className="flex flex-col gap-1">
      {Object.entries(value).map(([item, done]) => (
        <li key={item}>
          <label className="flex min-h-7 items-center gap-2 text-base text-text">
            <input
              type="checkbox"
              checked={done}
              disabled={readOnly}
              onChange={(event) => onChange({ ...value, [item]: event.currentTarget.checked })}
              className="size-4 accent-accent"
            />
            {optionTitle(item)}
          </label>
        </li>
      ))}
    </ul>
  );
}
