"use client";
import { Field, type FieldProps } from "#components/ui/field.tsx";
import type { Control, PropertyDescriptor } from "#lib/model/describe.ts";
import { AssumedMark } from "./assumed-mark.tsx";
import { FindingMark } from "./finding-mark.tsx";
import { useForm } from "./form-context.ts";
import { hasOwnTitle, PropertyEditor } from "./property-editor.tsx";
import { UNIT_HINTS } from "./quantity-editor.tsx";

/** Editors that need the whole width stand below their label. */
const STACKED: ReadonlySet<Control> = new Set(["multiline", "lines", "linesOrAll", "groups", "numbers", "choices", "references", "flags"]);

export interface PropertyFieldProps {
  readonly descriptor: PropertyDescriptor;
  readonly place: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** One property with label, unit, help, finding mark and editor. */
export function PropertyField({ descriptor, place, value, onChange }: PropertyFieldProps) {
  const form = useForm();
  const id = `${form.formId}-${place}`;
  const editor = <PropertyEditor id={id} descriptor={descriptor} place={place} value={value} onChange={onChange} />;
  if (hasOwnTitle(descriptor)) {
    return (
      <div data-place={place} className="min-w-0">
        {editor}
      </div>
    );
  }
  const preset = value === undefined ? form.defaults[place] : undefined;
  const layout: FieldProps["layout"] = STACKED.has(descriptor.control) ? "stack" : "row";
  return (
    <div data-place={place} className="min-w-0">
      <Field
        id={id}
        layout={layout}
        label={descriptor.title}
        unit={descriptor.unit ? UNIT_HINTS[descriptor.unit] : undefined}
        help={descriptor.description}
        mark={<FindingMark place={place} />}
        hint={preset ? `From ${preset.from}` : undefined}
        action={form.assumed.has(place) ? <AssumedMark place={place} title={descriptor.title} /> : undefined}
      >
        <div data-editor className="min-w-0">
          {editor}
        </div>
      </Field>
    </div>
  );
}
