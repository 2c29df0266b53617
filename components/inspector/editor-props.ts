import type { PropertyDescriptor } from "#lib/model/describe.ts";

/** What every editor of a property gets. `onChange(undefined)` removes the property. */
export interface EditorProps<Value> {
  readonly id: string;
  readonly descriptor: PropertyDescriptor;
  /** Keys and positions from the element down to the property: `apis.0.endpoints.2.path`. */
  readonly place: string;
  readonly value: Value | undefined;
  readonly onChange: (value: Value | undefined) => void;
  /** Reads out instead of a visible label, in the cells of a table. */
  readonly label?: string;
}
