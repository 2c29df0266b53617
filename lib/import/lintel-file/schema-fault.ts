import type * as z from "zod";
import { nearest } from "#lib/model/nearest.ts";
import { shorten } from "./fit.ts";
import type { Path } from "./parse-text.ts";

const EXPECTED: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "named values",
  record: "named values",
};

/** The value at the end of a path. */
export function valueAt(path: Path, root: unknown): unknown {
  return path.reduce<unknown>((value, step) => (typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined), root);
}

function written(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "named values";
  return typeof value === "string" ? `"${shorten(value)}"` : `"${JSON.stringify(value)}"`;
}

/** Why a schema refuses a value, as the end of a sentence that begins with the name of the property. */
export function schemaFault(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return "is missing.";
  switch (issue.code) {
    case "invalid_type":
      return `must be ${EXPECTED[issue.expected] ?? issue.expected}, not ${written(value)}.`;
    case "invalid_value": {
      const options = issue.values.map(String);
      const meant = typeof value === "string" ? nearest(value, options) : undefined;
      return `cannot be ${written(value)}.${meant ? ` Did you mean "${meant}"?` : ""} Use ${options.length > 1 ? "one of " : ""}${options.join(", ")}.`;
    }
    case "too_small":
      return issue.origin === "string" ? "may not be empty." : `must be ${String(issue.minimum)} or more, not ${written(value)}.`;
    case "too_big":
      return issue.origin === "string" ? `is longer than ${String(issue.maximum)} characters.` : `must be ${String(issue.maximum)} or less, not ${written(value)}.`;
    default:
      return `cannot be ${written(value)}: ${issue.message}.`;
  }
}
