import * as z from "zod";
import { largestOf, type Unit } from "./quantity.ts";

/** Attaches title, help and unit to a schema; read back by the inspector, the documents and the JSON Schema. */
export function described<Schema extends z.ZodType>(schema: Schema, title: string, description?: string): z.ZodOptional<Schema> {
  return schema.meta({ title, ...(description ? { description } : {}) }).optional();
}

function quantity(unit: Unit, schema: z.ZodNumber) {
  const bounded = schema.max(largestOf(unit));
  return (title: string, description?: string) => bounded.meta({ title, unit, ...(description ? { description } : {}) }).optional();
}

/** An optional duration in milliseconds. */
export const duration = quantity("ms", z.number().nonnegative());
/** An optional rate per second. */
export const rate = quantity("rps", z.number().nonnegative());
/** An optional size in bytes. */
export const size = quantity("bytes", z.number().nonnegative());
/** An optional share between 0 and 1. */
export const ratio = quantity("ratio", z.number().nonnegative());
/** An optional whole number, zero or more. */
export const count = quantity("count", z.number().int().nonnegative());
/** An optional factor, zero or more. */
export const factor = quantity("factor", z.number().nonnegative());
/** An optional number without a unit; may be negative. */
export const number = quantity("number", z.number());
/** An optional number of days. */
export const days = quantity("days", z.number().nonnegative());

/** Longest text of one line (names, labels). */
export const LINE_LIMIT = 200;
/** Longest free text (purpose, context of a decision). */
export const TEXT_LIMIT = 20_000;

/** An optional flag. */
export const flag = (title: string, description?: string) => described(z.boolean(), title, description);
/** An optional one-line text. */
export const line = (title: string, description?: string) => described(z.string().max(LINE_LIMIT), title, description);
/** An optional free text. */
export const text = (title: string, description?: string) => described(z.string().max(TEXT_LIMIT), title, description);
/** An optional choice from a closed list. */
export const choice = <const Values extends readonly [string, ...string[]]>(values: Values, title: string, description?: string) => described(z.enum(values), title, description);
/** An optional list of one-line texts. */
export const lines = (title: string, description?: string) => described(z.array(z.string().max(LINE_LIMIT)), title, description);
/** An optional list of choices from a closed list. */
export const choices = <const Values extends readonly [string, ...string[]]>(values: Values, title: string, description?: string) =>
  described(z.array(z.enum(values)), title, description);

/** Identifier of an element: stable, short, readable in a diff. Letters of any script, digits and `_ . : -`. */
export const idSchema = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[\p{L}\p{N}_][\p{L}\p{N}_.:-]*$/u, "an id starts with a letter or digit and holds only letters, digits and _ . : -")
  .refine((id) => !["__proto__", "constructor", "prototype"].includes(id), "this id is reserved");
/** Identifier of an element of the design. */
export type Id = string;
/** An optional reference to another element. */
export const reference = (title: string, description?: string) => described(idSchema, title, description);
/** An optional list of references. */
export const references = (title: string, description?: string) => described(z.array(idSchema), title, description);

/** A calendar date, `2026-11-21`. */
export const dateSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u, "write a date as 2026-11-21");
