import type { PropertyDescriptor } from "#lib/model/describe.ts";

/** An object of properties, as the editors of groups and rows handle it. */
export type PropertyRecord = Readonly<Record<string, unknown>>;

/** Whether a value is an object of properties. */
export const isRecord = (value: unknown): value is PropertyRecord => typeof value === "object" && value !== null && !Array.isArray(value);

/** A record with a patch applied; `undefined` removes a key. */
export function patchedRecord(record: PropertyRecord, patch: PropertyRecord): PropertyRecord {
  return Object.fromEntries(Object.entries({ ...record, ...patch }).filter(([, value]) => value !== undefined));
}

/** The properties of one object, to be shown inside a group, a row or the form itself. */
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

/** Groups of up to this many properties show them all; larger ones offer the rest in a menu. */
const SHOW_ALL = 8;
/** Properties that a large group shows before any is set. */
const SHOW_FIRST = 5;

/** Which properties of a group or row are shown while they are not set. */
export function essentialsOf(fields: readonly PropertyDescriptor[]): readonly string[] {
  const shown = fields.length <= SHOW_ALL ? fields : fields.filter((field, at) => field.required || at < SHOW_FIRST);
  return shown.map(({ key }) => key);
}
