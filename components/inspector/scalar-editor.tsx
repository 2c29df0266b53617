"use client";
import type { EditorProps } from "./editor-props.ts";
import { ChoiceEditor } from "./choice-editor.tsx";
import { ChoicesEditor } from "./choices-editor.tsx";
import { FlagEditor } from "./flag-editor.tsx";
import { FlagsEditor } from "./flags-editor.tsx";
import { LinesEditor } from "./lines-editor.tsx";
import { isRecord } from "./property-record.ts";
import { QuantityEditor } from "./quantity-editor.tsx";
import { ReferenceEditor, ReferencesEditor } from "./reference-editor.tsx";
import { TextEditor } from "./text-editor.tsx";

/** The editor of a property without properties of its own. A value of another type (from a broken file) counts as not set and is replaced by what is entered. */
export function ScalarEditor({ value, ...props }: EditorProps<unknown>) {
  switch (props.descriptor.control) {
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
    case "list":
      // These nest; PropertyEditor draws them.
      return null;
  }
}

const isFlags = (value: unknown): value is Readonly<Record<string, boolean>> => isRecord(value) && Object.values(value).every((item) => typeof item === "boolean");
