import type { PropertyDescriptor } from "#lib/model/describe.ts";
import type { Condition } from "#lib/model/own-rule.ts";
import { formatQuantity, parseQuantity } from "#lib/model/quantity.ts";

/** The tests of a property, in words. `set` and `unset` are the two values of one. */
export const OPERATORS = {
  set: "is set",
  unset: "is not set",
  is: "is",
  isNot: "is not",
  oneOf: "is one of",
  atLeast: "is at least",
  atMost: "is at most",
  like: "is like",
} as const;
/** A test of a property. */
export type Operator = keyof typeof OPERATORS;

type Key = Exclude<Operator, "unset">;

const KEYS: readonly Key[] = ["set", "is", "isNot", "oneOf", "atLeast", "atMost", "like"];

/** The tests that a condition makes of its property; an empty one asks whether it is set. */
export function operatorsOf(condition: Condition): readonly Operator[] {
  const found = KEYS.filter((key) => condition[key] !== undefined).map((key): Operator => (key === "set" && condition.set === false ? "unset" : key));
  return found.length > 0 ? found : ["set"];
}

const keyOf = (operator: Operator): Key => (operator === "unset" ? "set" : operator);

function startOf(operator: Operator, before: unknown): unknown {
  if (operator === "set") return true;
  if (operator === "unset") return false;
  if (operator === "oneOf") return Array.isArray(before) ? before : before === undefined || typeof before === "boolean" ? [] : [before];
  if (Array.isArray(before)) return before[0] ?? "";
  return typeof before === "boolean" || before === undefined ? "" : operator === "like" ? String(before) : before;
}

/** The condition with one test in the place of another: none before adds, none after removes. */
export function withOperator(condition: Condition, before: Operator | undefined, after: Operator | undefined): Condition {
  const next: Record<string, unknown> = { ...condition };
  const old = before === undefined ? undefined : condition[keyOf(before)];
  if (before !== undefined) delete next[keyOf(before)];
  if (after !== undefined) next[keyOf(after)] = startOf(after, old);
  return next;
}

/** What a test compares with, as it is typed. */
export function textOfOperand(condition: Condition, operator: Operator, descriptor: PropertyDescriptor | undefined): string {
  const value = condition[keyOf(operator)];
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "number" && descriptor?.unit) return formatQuantity(descriptor.unit, value);
  return value === undefined ? "" : String(value);
}

function valueOf(text: string, descriptor: PropertyDescriptor | undefined): string | number | boolean {
  if (text === "true" || text === "false") return text === "true";
  const choice = descriptor?.options?.find(({ value }) => String(value) === text)?.value;
  if (choice !== undefined) return choice;
  if (descriptor?.control === "quantity") {
    const read = parseQuantity(descriptor.unit ?? "factor", text);
    return read.ok ? read.value : text;
  }
  return descriptor === undefined && text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** What was typed as the value that the property has; a bound stays as it is written (`5s`). */
export function readOperand(operator: Operator, typed: string, descriptor: PropertyDescriptor | undefined): unknown {
  const text = typed.trim();
  if (operator === "oneOf") {
    return text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean)
      .map((part) => valueOf(part, descriptor));
  }
  if (operator === "like") return text;
  if (operator === "atLeast" || operator === "atMost") return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
  return valueOf(text, descriptor);
}
