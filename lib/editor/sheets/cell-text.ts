import { type PropertyDescriptor, valueError } from "#lib/model/describe.ts";
import { formatQuantity, parseQuantity, type Unit } from "#lib/model/quantity.ts";
import { groupsText, listText, readGroups, readList } from "./list-text.ts";
import type { ReferenceNames } from "./reference-names.ts";

/** What was read from the text of a cell: a value (`undefined` empties the cell), or a sentence that says what is wrong. */
export type CellReading = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

const ok = (value: unknown): CellReading => ({ ok: true, value });
const fail = (reason: string): CellReading => ({ ok: false, reason });

const YES: ReadonlySet<string> = new Set(["yes", "y", "true", "1", "x", "on", "✓", "✔"]);
const NO: ReadonlySet<string> = new Set(["no", "n", "false", "0", "off", "–", "-"]);

/** A value as the text of its cell; what reads back as the same value, wherever a text can say it. */
export function cellText(descriptor: PropertyDescriptor, value: unknown, names: ReferenceNames): string {
  if (value === undefined || value === null) return "";
  switch (descriptor.control) {
    case "quantity":
      return typeof value === "number" ? quantityText(descriptor.unit ?? "factor", value) : String(value);
    case "flag":
      return value === true ? "Yes" : value === false ? "No" : String(value);
    case "choice":
      return choiceText(descriptor, value);
    case "choices":
      return Array.isArray(value) ? listText(value.map((item) => choiceText(descriptor, item))) : String(value);
    case "reference":
      return names.textOf(descriptor.path, String(value));
    case "references":
      return Array.isArray(value) ? listText(value.map((id) => names.textOf(descriptor.path, String(id)))) : String(value);
    case "lines":
    case "linesOrAll":
    case "numbers":
      return Array.isArray(value) ? listText(value.map(String)) : String(value);
    case "groups":
      return Array.isArray(value) ? groupsText(value.map((group) => (Array.isArray(group) ? group.map(String) : [String(group)]))) : String(value);
    case "text":
    case "multiline":
    case "date":
      return String(value);
    case "flags":
    case "object":
    case "list":
      return JSON.stringify(value);
  }
}

/** Rounded for the eye where that loses nothing; else the exact number in the unit that a bare number has. */
function quantityText(unit: Unit, value: number): string {
  const text = formatQuantity(unit, value);
  const same = (written: string) => {
    const parsed = parseQuantity(unit, written);
    return parsed.ok && parsed.value === value;
  };
  return same(text) || !same(String(value)) ? text : String(value);
}

const choiceText = ({ options = [] }: PropertyDescriptor, value: unknown): string => options.find((option) => option.value === value)?.title ?? String(value);

/** Reads what was typed or pasted into a cell; an empty text empties the cell where its value may be missing. */
export function readCell(descriptor: PropertyDescriptor, text: string, names: ReferenceNames): CellReading {
  const written = descriptor.control === "multiline" ? text.trimEnd() : text.trim();
  if (written === "") return emptied(descriptor);
  const reading = readWritten(descriptor, written, names);
  if (!reading.ok) return reading;
  const reason = valueError(descriptor, reading.value);
  return reason === undefined ? reading : fail(reason);
}

function emptied(descriptor: PropertyDescriptor): CellReading {
  const value = descriptor.required && (descriptor.control === "text" || descriptor.control === "multiline") ? "" : undefined;
  const reason = valueError(descriptor, value);
  return reason === undefined ? ok(value) : fail(reason);
}

function readWritten(descriptor: PropertyDescriptor, text: string, names: ReferenceNames): CellReading {
  switch (descriptor.control) {
    case "quantity": {
      const parsed = parseQuantity(descriptor.unit ?? "factor", text);
      return parsed.ok ? parsed : fail(parsed.reason);
    }
    case "flag":
      return YES.has(text.toLowerCase()) ? ok(true) : NO.has(text.toLowerCase()) ? ok(false) : fail("Write yes or no.");
    case "choice":
      return readChoice(descriptor, text);
    case "choices":
      return readEach(readList(text), (item) => readChoice(descriptor, item));
    case "reference":
      return names.read(descriptor.path, text);
    case "references":
      return readEach(readList(text), (item) => names.read(descriptor.path, item));
    case "lines":
      return ok(readList(text));
    case "linesOrAll":
      return ok(text === "*" ? text : readList(text));
    case "numbers":
      return readEach(readList(text), (item) => (/^-?\d+$/u.test(item) ? ok(Number(item)) : fail("Write whole numbers, with commas between them.")));
    case "groups":
      return ok(readGroups(text));
    case "text":
    case "multiline":
    case "date":
      return ok(text);
    case "flags":
    case "object":
    case "list":
      return fail("This cannot be written in a cell.");
  }
}

function readChoice(descriptor: PropertyDescriptor, text: string): CellReading {
  const options = descriptor.options ?? [];
  const written = text.trim().toLowerCase();
  const chosen =
    options.find(({ value }) => String(value) === text.trim()) ??
    options.find(({ value }) => String(value).toLowerCase() === written) ??
    options.find(({ title }) => title.toLowerCase() === written);
  return chosen ? ok(chosen.value) : fail(valueError(descriptor, text) ?? "Choose one of the list.");
}

function readEach(items: readonly string[], read: (item: string) => CellReading): CellReading {
  const values: unknown[] = [];
  for (const item of items) {
    const reading = read(item);
    if (!reading.ok) return reading;
    if (!values.includes(reading.value)) values.push(reading.value);
  }
  return ok(values);
}
