import type { PropertyDescriptor } from "./describe.ts";
import { optionTitle } from "./option-title.ts";
import { formatQuantity } from "./quantity.ts";
import { isSameValue } from "./same-value.ts";
import type { Id } from "./schema.ts";

/** One property that is different, as a person reads it. */
export interface PropertyChange {
  readonly kind: "added" | "removed" | "changed";
  /** Where it stands in the element: `retry.max`, `tables[orders].columns`. */
  readonly path: string;
  /** The same in words: `Retries · Most`. */
  readonly title: string;
  /** The value before and after, in words with units; empty where there was or is none. */
  readonly before: string;
  readonly after: string;
}

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null && !Array.isArray(value);
const valueIn = (record: Plain, key: string): unknown => (Object.hasOwn(record, key) ? record[key] : undefined);

/** How the elements of one side are called, so that a reference reads as a name. */
export type NameOf = (id: Id) => string;

/** How the two sides are read. */
export interface Sides {
  readonly before: NameOf;
  readonly after: NameOf;
}

interface Place {
  readonly path: string;
  readonly titles: readonly string[];
  readonly descriptor: PropertyDescriptor | undefined;
}

/** The properties in which two records differ, in the order of their descriptors; what no descriptor knows comes last. */
export function propertyChanges(before: Plain, after: Plain, descriptors: ReadonlyMap<string, PropertyDescriptor>, sides: Sides): PropertyChange[] {
  return recordChanges(before, after, { path: "", titles: [], descriptor: undefined }, (key) => descriptors.get(key), [...descriptors.keys()], sides);
}

function recordChanges(before: Plain, after: Plain, place: Place, descriptorOf: (key: string) => PropertyDescriptor | undefined, order: readonly string[], sides: Sides) {
  const keys = new Set([...order, ...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const descriptor = descriptorOf(key);
    const inner = { path: place.path === "" ? key : `${place.path}.${key}`, titles: [...place.titles, descriptor?.title ?? optionTitle(key)], descriptor };
    return valueChanges(valueIn(before, key), valueIn(after, key), inner, sides);
  });
}

function valueChanges(before: unknown, after: unknown, place: Place, sides: Sides): PropertyChange[] {
  if (isSameValue(before, after)) return [];
  const fields = place.descriptor?.fields ?? [];
  if (isPlain(before) && isPlain(after)) {
    const inner = recordChanges(
      before,
      after,
      place,
      (key) => fieldNamed(fields, key),
      fields.map(({ key }) => key),
      sides,
    );
    if (inner.length > 0) return inner;
  }
  if (isListOfRecords(before) && isListOfRecords(after) && before.length > 0 && after.length > 0) return listChanges(before, after, place, sides);
  return [leafChange(before, after, place, sides)];
}

function leafChange(before: unknown, after: unknown, { path, titles, descriptor }: Place, sides: Sides): PropertyChange {
  const words = { before: valueInWords(descriptor, before, sides.before), after: valueInWords(descriptor, after, sides.after) };
  // Two values that read alike, as 1 and "1" do, are told exactly.
  const exact = words.before === words.after ? { before: exactly(before), after: exactly(after) } : words;
  return { kind: before === undefined ? "added" : after === undefined ? "removed" : "changed", path, title: titles.join(" · "), ...exact };
}

const exactly = (value: unknown): string => (value === undefined ? "" : JSON.stringify(value));

/* Lists of records: members are told apart by what names them, so that one more table is not a change of all that follow. */

const isListOfRecords = (value: unknown): value is readonly Plain[] => Array.isArray(value) && value.every(isPlain);

/** What may name a member of a list, the most telling first. */
const NAMES: readonly (readonly string[])[] = [["id"], ["name"], ["method", "path"], ["key"], ["v"], ["version"], ["option"], ["mode"], ["pk", "sk"], ["to"], ["rule", "target"]];

function listChanges(before: readonly Plain[], after: readonly Plain[], place: Place, sides: Sides): PropertyChange[] {
  const keys = keysOf(before, after);
  const old = new Map(before.map((member, at) => [keys.before[at] ?? "", member]));
  const now = new Map(after.map((member, at) => [keys.after[at] ?? "", member]));
  const labelOf = (key: string): string => memberLabel(now.get(key) ?? old.get(key) ?? {}) ?? key;
  const at = (key: string): Place => ({ path: `${place.path}[${key}]`, titles: [...place.titles, labelOf(key)], descriptor: undefined });
  const fields = place.descriptor?.fields ?? [];
  const changes = [...new Set([...now.keys(), ...old.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    if (was === undefined || is === undefined)
      return [leafChange(was, is, { ...at(key), ...(place.descriptor && { descriptor: { ...place.descriptor, control: "object" } }) }, sides)];
    return recordChanges(
      was,
      is,
      at(key),
      (name) => fieldNamed(fields, name),
      fields.map((field) => field.key),
      sides,
    );
  });
  const [kept, keptNow] = [keys.before.filter((key) => now.has(key)), keys.after.filter((key) => old.has(key))];
  if (kept.join("\n") === keptNow.join("\n")) return changes;
  const order = {
    kind: "changed",
    path: place.path,
    title: [...place.titles, "order"].join(" · "),
    before: kept.map(labelOf).join(", "),
    after: keptNow.map(labelOf).join(", "),
  } as const;
  return [...changes, order];
}

/** A key for each member: by the first names that tell all members apart on both sides, else by place. */
function keysOf(before: readonly Plain[], after: readonly Plain[]): { readonly before: readonly string[]; readonly after: readonly string[] } {
  for (const names of NAMES) {
    const keys = (members: readonly Plain[]): string[] => members.map((member) => names.flatMap((name) => textIn(member, name) ?? []).join(" "));
    const found = { before: keys(before), after: keys(after) };
    if ([found.before, found.after].every((list) => list.every((key) => key !== "") && new Set(list).size === list.length)) return found;
  }
  const places = (members: readonly Plain[]): string[] => members.map((_, at) => String(at + 1));
  return { before: places(before), after: places(after) };
}

/** How people call a member: an endpoint by its method and path, whatever its id. */
function memberLabel(member: Plain): string | undefined {
  const [method, path] = [textIn(member, "method"), textIn(member, "path")];
  return method !== undefined && path !== undefined ? `${method} ${path}` : textIn(member, "name");
}

const textIn = (member: Plain, name: string): string | undefined => {
  const value = valueIn(member, name);
  return typeof value === "string" && value !== "" ? value : undefined;
};

const fieldNamed = (fields: readonly PropertyDescriptor[], key: string): PropertyDescriptor | undefined => fields.find((field) => field.key === key);

/** A value as a person would write it: `5s`, `Yes`, `Most 3, First wait 100ms`. */
function valueInWords(descriptor: PropertyDescriptor | undefined, value: unknown, nameOf: NameOf): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number" && descriptor?.control === "quantity") return formatQuantity(descriptor.unit ?? "factor", value);
  if (typeof value === "string" && descriptor?.control === "reference") return nameOf(value);
  if (Array.isArray(value)) {
    const item = descriptor && { ...descriptor, ...ITEM[descriptor.control] };
    return value.map((member) => valueInWords(item, member, nameOf)).join(value.some((member) => typeof member === "object") ? "; " : ", ");
  }
  if (isPlain(value)) {
    return (
      Object.entries(value)
        // What names a thing for the file says nothing to people beside its other properties.
        .filter(([key, member], _, all) => member !== undefined && (key !== "id" || all.length === 1))
        .map(([key, member]) => {
          const field = fieldNamed(descriptor?.fields ?? [], key);
          return `${field?.title ?? optionTitle(key)} ${valueInWords(field, member, nameOf)}`;
        })
        .join(", ")
    );
  }
  return descriptor?.options?.find((option) => option.value === value)?.title ?? String(value);
}

/** How a member of a list is read. */
const ITEM: Partial<Record<PropertyDescriptor["control"], Pick<PropertyDescriptor, "control">>> = {
  references: { control: "reference" },
  choices: { control: "choice" },
  list: { control: "object" },
};
