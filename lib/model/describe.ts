import * as z from "zod";
import { boundarySchema } from "./boundary.ts";
import { componentSchema } from "./component.ts";
import { connectionSchema } from "./connection.ts";
import { designSchema } from "./design.ts";
import { alertSchema, decisionSchema, waiverSchema } from "./decision.ts";
import { flowSchema, sagaSchema } from "./flow.ts";
import { optionTitle } from "./option-title.ts";
import { formatQuantity, largestOf, tooLarge, type Unit } from "./quantity.ts";
import { processSchema } from "./process.ts";
import { orgSchema, requirementsSchema, securitySchema } from "./requirements.ts";
import { dateSchema, idSchema, LINE_LIMIT, TEXT_LIMIT } from "./schema.ts";

/** How a property is edited. */
export type Control =
  | "quantity"
  | "text"
  | "multiline"
  | "date"
  | "flag"
  | "choice"
  | "choices"
  | "lines"
  | "linesOrAll"
  | "groups"
  | "numbers"
  | "flags"
  | "reference"
  | "references"
  | "object"
  | "list";

/** One value of a choice. */
export interface Option {
  readonly value: string | number;
  readonly title: string;
}

/** What an editor needs to know about one property: plain data made from its schema. */
export interface PropertyDescriptor {
  readonly key: string;
  /** Keys from the element down to it, without positions in lists: `apis.endpoints.path`. */
  readonly path: string;
  readonly title: string;
  /** One sentence of help. */
  readonly description?: string;
  readonly control: Control;
  /** Must be there for the value to be valid (the name of a table). */
  readonly required: boolean;
  /** Unit of a quantity. */
  readonly unit?: Unit;
  /** Choices of `choice` and `choices`. */
  readonly options?: readonly Option[];
  /** Longest text. */
  readonly limit?: number;
  /** Properties of an `object`, and of one row of a `list`. */
  readonly fields?: readonly PropertyDescriptor[];
}

const described = new Map<z.ZodObject, readonly PropertyDescriptor[]>();

/** The properties of an object schema as plain descriptors, in the order of the schema. */
function describeProperties(schema: z.ZodObject): readonly PropertyDescriptor[] {
  let descriptors = described.get(schema);
  if (!descriptors) {
    descriptors = propertiesOf(schema, "");
    described.set(schema, descriptors);
  }
  return descriptors;
}

const propertiesOf = (schema: z.ZodObject, path: string): PropertyDescriptor[] =>
  Object.entries(schema.shape).map(([key, property]) => describeProperty(key, property as z.ZodType, path === "" ? key : `${path}.${key}`));

/** One property as a plain descriptor; throws on a schema that no editor knows, which the tests of the model's schemas exclude. */
function describeProperty(key: string, schema: z.ZodType, path = key): PropertyDescriptor {
  const required = !(schema instanceof z.ZodOptional);
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  const meta = (inner.meta() ?? {}) as { title?: string; description?: string; unit?: Unit };
  return {
    key,
    path,
    title: meta.title ?? optionTitle(key),
    ...(meta.description ? { description: meta.description } : {}),
    required,
    ...controlOf(inner, path, meta.unit),
  };
}

type Editing = Pick<PropertyDescriptor, "control" | "unit" | "options" | "limit" | "fields">;

/** A copy of a schema shares its list of checks, which tells identifiers and dates from other strings. */
const isCopyOf = (schema: z.ZodType, original: z.ZodString): boolean => schema instanceof z.ZodString && schema.def.checks === original.def.checks;

function controlOf(schema: z.ZodType, path: string, unit: Unit | undefined): Editing {
  if (schema instanceof z.ZodNumber) return { control: "quantity", unit: unit ?? "factor" };
  if (schema instanceof z.ZodBoolean) return { control: "flag" };
  if (schema instanceof z.ZodEnum) return { control: "choice", options: optionsOf(schema.options) };
  if (schema instanceof z.ZodLiteral) return { control: "choice", options: optionsOf([...schema.values]) };
  if (schema instanceof z.ZodString) return stringControl(schema);
  if (schema instanceof z.ZodObject) return { control: "object", fields: propertiesOf(schema, path) };
  if (schema instanceof z.ZodArray) return listControl(schema.element as z.ZodType, path);
  if (schema instanceof z.ZodUnion) return unionControl(schema.options as readonly z.ZodType[]);
  if (schema instanceof z.ZodRecord && schema.valueType instanceof z.ZodBoolean) return { control: "flags" };
  throw new Error(`No editor for the property ${path}`);
}

const optionsOf = (values: readonly unknown[]): Option[] =>
  values.filter((value) => typeof value === "string" || typeof value === "number").map((value) => ({ value, title: optionTitle(String(value)) }));

function stringControl(schema: z.ZodString): Editing {
  if (isCopyOf(schema, idSchema)) return { control: "reference" };
  if (isCopyOf(schema, dateSchema)) return { control: "date" };
  const limit = schema.maxLength ?? LINE_LIMIT;
  return { control: limit > LINE_LIMIT ? "multiline" : "text", limit };
}

function listControl(element: z.ZodType, path: string): Editing {
  if (isCopyOf(element, idSchema)) return { control: "references" };
  if (element instanceof z.ZodEnum) return { control: "choices", options: optionsOf(element.options) };
  if (element instanceof z.ZodString) return { control: "lines", limit: element.maxLength ?? LINE_LIMIT };
  if (element instanceof z.ZodNumber) return { control: "numbers" };
  if (element instanceof z.ZodObject) return { control: "list", fields: propertiesOf(element, path) };
  if (element instanceof z.ZodArray && element.element instanceof z.ZodString) return { control: "groups", limit: LINE_LIMIT };
  throw new Error(`No editor for the list ${path}`);
}

function unionControl(options: readonly z.ZodType[]): Editing {
  if (options.every((option) => option instanceof z.ZodLiteral)) {
    return { control: "choice", options: optionsOf(options.flatMap((option) => (option instanceof z.ZodLiteral ? [...option.values] : []))) };
  }
  return { control: "linesOrAll", limit: LINE_LIMIT };
}

const byKey = (schema: z.ZodObject): ReadonlyMap<string, PropertyDescriptor> => new Map(describeProperties(schema).map((descriptor) => [descriptor.key, descriptor]));

/** Descriptors of everything a component can have, by key. */
export const componentDescriptors = byKey(componentSchema);
/** Descriptors of everything a connection can have, by key. */
export const connectionDescriptors = byKey(connectionSchema);
/** Descriptors of everything a boundary can have, by key. */
export const boundaryDescriptors = byKey(boundarySchema);
/** Descriptors of everything a flow can have, by key. */
export const flowDescriptors = byKey(flowSchema);
/** Descriptors of everything a saga can have, by key. */
export const sagaDescriptors = byKey(sagaSchema);
/** Descriptors of everything a decision can have, by key. */
export const decisionDescriptors = byKey(decisionSchema);
/** Descriptors of everything a waiver can have, by key. */
export const waiverDescriptors = byKey(waiverSchema);
/** Descriptors of everything an alert can have, by key. */
export const alertDescriptors = byKey(alertSchema);
/** Descriptors of the requirements, by key. */
export const requirementsDescriptors = byKey(requirementsSchema);
/** Descriptors of the organisation, by key. */
export const orgDescriptors = byKey(orgSchema);
/** Descriptors of the security settings, by key. */
export const securityDescriptors = byKey(securitySchema);
/** Descriptors of the design's own properties, by key: those that one field or group of fields can show. */
export const designDescriptors = byKey(designSchema.pick({ title: true, description: true, profile: true, maturity: true, date: true, mesh: true }));
/** Descriptors of the work around the design, by key. */
export const processDescriptors = byKey(processSchema);

const isText = (value: unknown): value is string => typeof value === "string";
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);

/** What is wrong with a value of this property, as a sentence; `undefined` when it is right or not set. */
export function valueError(descriptor: PropertyDescriptor, value: unknown): string | undefined {
  if (value === undefined) return descriptor.required ? `${descriptor.title} is needed.` : undefined;
  switch (descriptor.control) {
    case "quantity":
      return quantityError(descriptor.unit ?? "factor", value);
    case "text":
    case "multiline":
      return textError(value, descriptor.limit);
    case "date":
      return dateSchema.safeParse(value).success ? undefined : "Write a date as 2026-11-21.";
    case "flag":
      return typeof value === "boolean" ? undefined : "Choose yes or no.";
    case "choice":
      return choiceError(descriptor, value);
    case "choices":
      return listError(value, (item) => choiceError(descriptor, item));
    case "lines":
      return listError(value, (item) => textError(item, descriptor.limit));
    case "linesOrAll":
      return value === "*" ? undefined : listError(value, (item) => textError(item, descriptor.limit));
    case "groups":
      return listError(value, (group) => listError(group, (item) => textError(item, descriptor.limit)));
    case "numbers":
      return listError(value, (item) => (Number.isInteger(item) ? undefined : "Write whole numbers."));
    case "flags":
      return isRecord(value) && Object.values(value).every((item) => typeof item === "boolean") ? undefined : "Choose yes or no for each.";
    case "reference":
      return idSchema.safeParse(value).success ? undefined : "Choose an element of the design.";
    case "references":
      return listError(value, (item) => (idSchema.safeParse(item).success ? undefined : "Choose elements of the design."));
    case "object":
      return objectError(descriptor, value);
    case "list":
      return listError(value, (row) => objectError(descriptor, row));
  }
}

function quantityError(unit: Unit, value: unknown): string | undefined {
  if (typeof value !== "number" || !Number.isFinite(value)) return "Write a number.";
  if (value < 0 && unit !== "number") return "A negative value makes no sense here.";
  if (unit === "ratio" && value > 1) return `A share is at most ${formatQuantity("ratio", 1)}.`;
  if (value > largestOf(unit)) return tooLarge(unit);
  if (unit === "count" && !Number.isInteger(value)) return "Write a whole number.";
  return undefined;
}

function textError(value: unknown, limit = TEXT_LIMIT): string | undefined {
  if (!isText(value)) return "Write a text.";
  return value.length > limit ? `Shorten it to ${limit} characters; it has ${value.length}.` : undefined;
}

function choiceError({ options = [] }: PropertyDescriptor, value: unknown): string | undefined {
  return options.some((option) => option.value === value) ? undefined : `Choose one of ${options.map(({ title }) => title).join(", ")}.`;
}

function listError(value: unknown, itemError: (item: unknown) => string | undefined): string | undefined {
  if (!Array.isArray(value)) return "Write a list.";
  for (const item of value) {
    const error = itemError(item);
    if (error !== undefined) return error;
  }
  return undefined;
}

function objectError({ fields = [] }: PropertyDescriptor, value: unknown): string | undefined {
  if (!isRecord(value)) return "Write a group of values.";
  for (const field of fields) {
    const error = valueError(field, value[field.key]);
    if (error !== undefined) return `${field.title}: ${error}`;
  }
  return undefined;
}
