import type { PropertyDescriptor } from "./describe.ts";
import { optionTitle } from "./option-title.ts";
import { formatQuantity } from "./quantity.ts";

/** Longest text in a summary. */
const TEXT_PART = 40;
/** Most parts of a group that are shown. */
const PARTS = 3;

/** A value in a few words: `3`, `5s`, `Reads and writes`, `2 endpoints`; `undefined` when there is nothing to say. `nameOf` gives the name of an element that is referred to. */
export function summaryOf(descriptor: PropertyDescriptor, value: unknown, nameOf: (id: string) => string = (id) => id): string | undefined {
  if (value === undefined || value === null) return undefined;
  switch (descriptor.control) {
    case "quantity":
      return typeof value === "number" ? formatQuantity(descriptor.unit ?? "factor", value) : undefined;
    case "text":
    case "multiline":
    case "date":
      return shortened(String(value));
    case "flag":
      return value === true ? "yes" : "no";
    case "choice":
      return descriptor.options?.find((option) => option.value === value)?.title ?? optionTitle(String(value));
    case "reference":
      return nameOf(String(value));
    case "choices":
      return joined(value, (item) => optionTitle(item));
    case "references":
      return joined(value, nameOf);
    case "lines":
    case "linesOrAll":
    case "numbers":
      return value === "*" ? "all" : joined(value, (item) => item);
    case "groups":
      return joined(value, (item) => item);
    case "flags":
      return typeof value === "object" ? `${Object.values(value).filter(Boolean).length} of ${Object.keys(value).length}` : undefined;
    case "object":
      return objectSummary(descriptor, value, nameOf);
    case "list":
      return Array.isArray(value) && value.length > 0 ? `${value.length}` : undefined;
  }
}

function objectSummary({ fields = [] }: PropertyDescriptor, value: unknown, nameOf: (id: string) => string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const record = value as Readonly<Record<string, unknown>>;
  const range = rangeSummary(fields, record);
  if (range !== undefined) return range;
  const parts = fields.flatMap((field) => {
    const part = field.control === "flag" && record[field.key] !== undefined ? flagPart(field, record[field.key]) : summaryOf(field, record[field.key], nameOf);
    if (part === undefined || part === "") return [];
    return [field.control === "quantity" && field.unit === "count" ? countPart(field, part) : part];
  });
  if (parts.length === 0) return "nothing set";
  // A number alone does not say what it measures.
  const [only] = fields.filter((field) => record[field.key] !== undefined);
  if (parts.length === 1 && only?.control === "quantity" && only.unit !== "count") return `${only.title.toLowerCase()} ${parts.join("")}`;
  return parts.slice(0, PARTS).join(" · ") + (parts.length > PARTS ? " …" : "");
}

/** `3 retries`, but `size 17`. */
const countPart = ({ title }: PropertyDescriptor, count: string): string => (title.endsWith("s") ? `${count} ${title.toLowerCase()}` : `${title.toLowerCase()} ${count}`);
const flagPart = (field: PropertyDescriptor, value: unknown): string => (value === true ? field.title.toLowerCase() : `no ${field.title.toLowerCase()}`);

/** `2–10` for a group of a least and a most. */
function rangeSummary(fields: readonly PropertyDescriptor[], record: Readonly<Record<string, unknown>>): string | undefined {
  const [least, most] = fields;
  if (fields.length !== 2 || least?.key !== "min" || most?.key !== "max") return undefined;
  const { min, max } = record;
  if (min === undefined && max === undefined) return undefined;
  if (min === undefined) return `up to ${String(max)}`;
  if (max === undefined) return `${String(min)} or more`;
  return min === max ? String(min) : `${String(min)}–${String(max)}`;
}

function joined(value: unknown, titleOf: (item: string) => string): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return shortened(value.map((item) => titleOf(String(item))).join(", "));
}

const shortened = (text: string): string => (text.length > TEXT_PART ? `${text.slice(0, TEXT_PART - 1).trimEnd()}…` : text);
