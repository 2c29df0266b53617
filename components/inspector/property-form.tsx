"use client";
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import type { ReferenceOption } from "#lib/catalog/references.ts";
import type { PropertyDescriptor } from "#lib/model/describe.ts";
import { focusEditor } from "./focus-editor.ts";
import { FormContext, type FormContextValue, type PropertyDefault, type PropertyFinding, type PropertyFocus } from "./form-context.ts";
import { PropertyFields } from "./property-fields.tsx";
import type { PropertyFieldsProps, PropertyRecord } from "./property-record.ts";

export interface PropertyFormProps {
  /** Id of the element; another one starts a fresh form. */
  readonly elementId: string;
  /** The properties that can be edited, in their order. */
  readonly descriptors: readonly PropertyDescriptor[];
  /** The element, or the part of it that the descriptors are about. */
  readonly value: PropertyRecord;
  /** Sets the given properties; `undefined` removes one. Called once per committed edit. */
  readonly onChange: (patch: PropertyRecord) => void;
  /** Keys that are shown even while they are not set. */
  readonly essentials?: readonly string[];
  /** The property to open, scroll to and focus. */
  readonly focus?: PropertyFocus | undefined;
  /** What a property counts as while it is not set, and where that comes from, by key. */
  readonly defaults?: Readonly<Record<string, PropertyDefault>>;
  /** Elements that the property at a path may refer to. */
  readonly referenceOptions?: (path: string) => readonly ReferenceOption[];
  /** Values that people often write there. */
  readonly suggestions?: (path: string) => readonly string[];
  readonly findingsByProperty?: ReadonlyMap<string, readonly PropertyFinding[]>;
  /** Name of an element by its id, for references to what does not qualify. */
  readonly nameOf?: (id: string) => string | undefined;
  readonly readOnly?: boolean;
  /** Editors of one's own below the others, in the same form. */
  readonly children?: ReactNode;
}

const NO_FINDINGS: ReadonlyMap<string, readonly PropertyFinding[]> = new Map();
const NO_DEFAULTS: Readonly<Record<string, PropertyDefault>> = {};
const none = () => [];
const renderFields = (props: PropertyFieldsProps) => <PropertyFields {...props} />;

/** The properties of one element as a form made from their descriptors. */
export function PropertyForm({ elementId, ...rest }: PropertyFormProps) {
  return <Form key={elementId} {...rest} />;
}

function Form({
  descriptors,
  value,
  onChange,
  essentials = [],
  focus,
  defaults = NO_DEFAULTS,
  referenceOptions = none,
  suggestions = none,
  findingsByProperty = NO_FINDINGS,
  nameOf,
  readOnly = false,
  children,
}: Omit<PropertyFormProps, "elementId">) {
  const formId = useId();
  const root = useRef<HTMLDivElement>(null);
  // A property that was added in the form itself is focused the same way as one that a finding names; the latest request counts.
  const [own, setOwn] = useState<{ readonly property: string; readonly request: number; readonly after: number | undefined }>();
  const wanted = own !== undefined && own.after === focus?.request ? own : focus;
  const property = wanted?.property.replaceAll(/\[(\d+)\]/gu, ".$1");
  const request = wanted?.request;
  const external = focus?.request;

  const form = useMemo((): FormContextValue => {
    const assumed = new Set(Array.isArray(value["assumed"]) ? value["assumed"].map(String) : []);
    const without = (key: string) => {
      const rest = [...assumed].filter((one) => one !== key);
      return rest.length > 0 ? rest : undefined;
    };
    return {
      formId,
      readOnly,
      focus: property === undefined || request === undefined ? undefined : { property, request },
      referenceOptions,
      suggestions,
      findings: findingsByProperty,
      defaults,
      assumed,
      onConfirm: (key) => onChange({ assumed: without(key) }),
      nameOf: (path, id) => referenceOptions(path).find((option) => option.id === id)?.name ?? nameOf?.(id) ?? id,
      // Below zero, so that it never equals a request from outside.
      onReveal: (place) => setOwn((before) => ({ property: place, request: Math.min(before?.request ?? 0, 0) - 1, after: external })),
      renderFields,
    };
  }, [formId, readOnly, property, request, referenceOptions, suggestions, findingsByProperty, defaults, value, onChange, nameOf, external]);

  useEffect(() => {
    if (property === undefined || request === undefined || !root.current) return;
    focusEditor(root.current, property);
  }, [property, request]);

  /** A guessed property that is changed is no longer a guess. */
  const change = (patch: PropertyRecord) => {
    const rest = [...form.assumed].filter((key) => !(key in patch));
    onChange(rest.length === form.assumed.size ? patch : { ...patch, assumed: rest.length > 0 ? rest : undefined });
  };

  return (
    <FormContext value={form}>
      <div ref={root} className="min-w-0">
        <PropertyFields descriptors={descriptors} place="" value={value} onChange={change} essentials={essentials} />
        {children}
      </div>
    </FormContext>
  );
}
