"use client";
import { useState } from "react";
import type { PropertyDescriptor } from "#lib/model/describe.ts";
import { AddProperty } from "./add-property.tsx";
import { findingsAt, isWithin, useForm } from "./form-context.ts";
import { PropertyField } from "./property-field.tsx";
import type { PropertyFieldsProps } from "./property-record.ts";

/** The properties of one object: those that are set, important or concerned by a finding, and a menu that adds the others. */
export function PropertyFields({ descriptors, place, value, onChange, essentials }: PropertyFieldsProps) {
  const form = useForm();
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
    form.onReveal(placeOf(key));
  };

  return (
    <div className="flex min-w-0 flex-col gap-1.5">
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
