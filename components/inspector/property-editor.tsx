"use client";
import type { PropertyDescriptor } from "#lib/model/describe.ts";
import { ChoiceEditor } from "./choice-editor.tsx";
import { ChoicesEditor } from "./choices-editor.tsx";
import type { EditorProps } from "./editor-props.ts";
import { FlagEditor } from "./flag-editor.tsx";
import { FlagsEditor } from "./flags-editor.tsx";
import { LinesEditor } from "./lines-editor.tsx";
import { ListEditor } from "./list-editor.tsx";
import { ObjectEditor } from "./object-editor.tsx";
import { QuantityEditor } from "./quantity-editor.tsx";
import { ReferenceEditor, ReferencesEditor } from "./reference-editor.tsx";
import { TextEditor } from "./text-editor.tsx";

/** An object of properties, as the editors of groups and rows handle it. */
export type PropertyRecord = Readonly<Record<string, unknown>>;

/** Whether a value is an object of properties. */
export const isRecord = (value: unknown): value is PropertyRecord => typeof value === "object" && value !== null && !Array.isArray(value);

/** The editor for a property, by its control. A value of another type (from a broken file) counts as not set and is replaced by what is entered. */
export function PropertyEditor({ value, ...props }: EditorProps<unknown>) {
  const { descriptor } = props;
  switch (descriptor.control) {
    case "quantity":
      return <QuantityEditor {...props} value={typeof value === "number" ? value : undefined} />;
    case "text":
    case "multiline":
    case "date":
      return <TextEditor {...props} value={typeof value === "string" ? value : undefined} />;
    case "flag":
      return <FlagEditor {...props} value={typeof value === "boolean" ? value : undefined} />;
    case "choice":
      return <ChoiceEditor {...props} value={typeof value === "string" || typeof value === "number" ? value : undefined} />;
    case "choices":
      return <ChoicesEditor {...props} value={Array.isArray(value) ? value : undefined} />;
    case "lines":
    case "linesOrAll":
    case "numbers":
    case "groups":
      return <LinesEditor {...props} value={Array.isArray(value) || value === "*" ? value : undefined} />;
    case "flags":
      return <FlagsEditor {...props} value={isFlags(value) ? value : undefined} />;
    case "reference":
      return <ReferenceEditor {...props} value={typeof value === "string" ? value : undefined} />;
    case "references":
      return <ReferencesEditor {...props} value={Array.isArray(value) ? value : undefined} />;
    case "object":
      return <ObjectEditor {...props} value={isRecord(value) ? value : undefined} />;
    case "list":
      return <ListEditor {...props} value={Array.isArray(value) ? value.filter(isRecord) : undefined} />;
  }
}

const isFlags = (value: unknown): value is Readonly<Record<string, boolean>> => isRecord(value) && Object.values(value).every((item) => typeof item === "boolean");

/** Editors that bring their own title and take the whole width. */
export const hasOwnTitle = (descriptor: PropertyDescriptor): boolean => descriptor.control === "object" || descriptor.control === "list";
