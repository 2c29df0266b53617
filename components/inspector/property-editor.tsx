"use client";
import type { PropertyDescriptor } from "#lib/model/describe.ts";
import type { EditorProps } from "./editor-props.ts";
import { ListEditor } from "./list-editor.tsx";
import { ObjectEditor } from "./object-editor.tsx";
import { isRecord } from "./property-record.ts";
import { ScalarEditor } from "./scalar-editor.tsx";

/** The editor of any property, by its control. */
export function PropertyEditor({ value, ...props }: EditorProps<unknown>) {
  if (props.descriptor.control === "object") return <ObjectEditor {...props} value={isRecord(value) ? value : undefined} />;
  if (props.descriptor.control === "list") return <ListEditor {...props} value={Array.isArray(value) ? value.filter(isRecord) : undefined} />;
  return <ScalarEditor {...props} value={value} />;
}

/** Editors that bring their own title and take the whole width. */
export const hasOwnTitle = (descriptor: PropertyDescriptor): boolean => descriptor.control === "object" || descriptor.control === "list";
