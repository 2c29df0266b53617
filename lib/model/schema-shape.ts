import * as z from "zod";
import type { Unit } from "./quantity.ts";

/** What a schema says about the values it accepts, as far as walking a value beside its schema needs it. */
export type SchemaShape =
  | { readonly type: "object"; readonly shape: Readonly<Record<string, z.core.$ZodType>> }
  | { readonly type: "list"; readonly element: z.core.$ZodType }
  | { readonly type: "record"; readonly value: z.core.$ZodType }
  | { readonly type: "quantity"; readonly unit: Unit }
  | { readonly type: "other" };

const OTHER: SchemaShape = { type: "other" };
const shapes = new WeakMap<z.core.$ZodType, SchemaShape>();

function shapeOnce(schema: z.core.$ZodType): SchemaShape {
  if (schema instanceof z.ZodOptional) return shapeOf(schema.unwrap());
  if (schema instanceof z.ZodObject) return { type: "object", shape: schema.shape };
  if (schema instanceof z.ZodArray) return { type: "list", element: schema.element };
  if (schema instanceof z.ZodRecord) return { type: "record", value: schema.valueType };
  if (schema instanceof z.ZodNumber) {
    const unit = schema.meta()?.["unit"];
    // The unit was put there by `quantity` in schema.ts, which only takes a Unit.
    if (typeof unit === "string") return { type: "quantity", unit: unit as Unit };
  }
  return OTHER;
}

/** What a schema says about its values: an object with properties, a list, a record, a number with a unit, or something to take as it is. */
export function shapeOf(schema: z.core.$ZodType): SchemaShape {
  const known = shapes.get(schema);
  if (known) return known;
  const shape = shapeOnce(schema);
  shapes.set(schema, shape);
  return shape;
}
