"use client";
import { useRef, useState } from "react";
import type { PropertyDescriptor } from "#lib/model/describe.ts";
import { AddProperty } from "./add-property.tsx";
import { focusEditor } from "./focus-editor.ts";
import { findingsAt, isWithin, useForm } from "./form-context.ts";
import type { PropertyRecord } from "./property-editor.tsx";
import { PropertyField } from "./property-field.tsx";

export interface PropertyFieldsProps {
  readonly descriptors: readonly PropertyDescriptor[];
  /** Keys down to the object whose properties these are; empty for the element itself. */
  readonly place: string;
  readonly value: PropertyRecord;
  /** Sets the given properties; `undefined` removes one. */
  readonly onChange: (patch: PropertyRecord) => void;
  /** Keys that are shown even while they are not set. */
  readonly essentials: readonly string[];
}

/** The properties of one object: those that are set, important or concerned by a finding, and a menu that adds the others. */
export function PropertyFields({ descriptors, place, value, onChange, essentials }: PropertyFieldsProps) {
  const form = useForm();
  const root = useRef<HTMLDivElement>(null);
  const [added, setAdded] = useState<ReadonlySet<string>>(new Set());
  const placeOf = (key: string) => (place === "" ? key : `${place}.${key}`);
  const isShown = ({ key }: PropertyDescriptor) =>
    value[key] !== undefined ||
    essentials.includes(key) ||
    added.has(key) ||
    (form.focus !== undefined && isWithin(form.focus.property, placeOf(key))) ||
    findingsAt(form, placeOf(key)).length > 0;
  const hidden = descriptors.filter((descriptor) => !isShown(descriptor));

  const add = (key: string) => {
    setAdded((before) => new Set([...before, key]));
    // The field is there after the next paint.
    requestAnimationFrame(() => {
      if (root.current) focusEditor(root.current, placeOf(key));
    });
  };

  return (
    <div ref={root} className="flex min-w-0 flex-col gap-1.5">
      {descriptors
        .filter((descriptor) => isShown(descriptor))
        .map((descriptor) => (
          <PropertyField
            key={descriptor.key}
            descriptor={descriptor}
            place={placeOf(descriptor.key)}
            value={value[descriptor.key]}
            onChange={(next) => onChange({ [descriptor.key]: next })}
          />
        ))}
      {form.readOnly ? null : <AddProperty descriptors={hidden} onAdd={add} />}
    </div>
  );
}

/** A record with a patch applied; `undefined` removes a key. */
export function patchedRecord(record: PropertyRecord, patch: PropertyRecord): PropertyRecord {
  return Object.fromEntries(Object.entries({ ...record, ...patch }).filter(([, value]) => value !== undefined));
}

/** Groups of up to this many properties show them all; larger ones offer the rest in a menu. */
const SHOW_ALL = 8;
/** Properties that a large group shows before any is set. */
const SHOW_FIRST = 5;

/** Which properties of a group or row are shown while they are not set. */
export function essentialsOf(fields: readonly PropertyDescriptor[]): readonly string[] {
  const shown = fields.length <= SHOW_ALL ? fields : fields.filter((field, at) => field.required || at < SHOW_FIRST);
  return shown.map(({ key }) => key);
}
