import type * as z from "zod";
import type { ImportNote } from "../importer.ts";
import type { Design } from "#lib/model/design.ts";
import { nearest } from "#lib/model/nearest.ts";
import type { Problem } from "#lib/model/problem.ts";
import { parseQuantity } from "#lib/model/quantity.ts";
import { shapeOf } from "#lib/model/schema-shape.ts";
import type { Path, Position } from "./parse-text.ts";

/** What fitting needs and what it finds on the way. */
export interface Fitting {
  readonly position: (path: Path) => Position;
  readonly problems: Problem[];
  readonly notes: ImportNote[];
}

/** A path as people read it: `components[3].retry.max`. */
export const pathText = (path: Path): string =>
  path.reduce<string>((text, step) => (typeof step === "number" ? `${text}[${step}]` : text === "" ? String(step) : `${text}.${String(step)}`), "");

const RESERVED = new Set(["__proto__", "constructor", "prototype"]);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Fits values as they were read to a schema: quantities in words become numbers (`5s` → 5000), properties without a value are left out,
 * unknown properties are kept and noted. What does not fit is left as it is for the schema to refuse.
 */
export function fit(value: unknown, schema: z.core.$ZodType, path: Path, fitting: Fitting): unknown {
  const shape = shapeOf(schema);
  switch (shape.type) {
    case "object":
      return isRecord(value) ? fitObject(value, shape.shape, path, fitting) : value;
    case "list":
      return Array.isArray(value) ? value.map((member, at) => fit(member, shape.element, [...path, at], fitting)) : value;
    case "record":
      if (!isRecord(value)) return value;
      return fromEntries(value, path, fitting, (key, member) => fit(member, shape.value, [...path, key], fitting));
    case "quantity": {
      if (typeof value !== "string") return value;
      const quantity = parseQuantity(shape.unit, value);
      if (quantity.ok) return quantity.value;
      fitting.problems.push({ message: `"${shorten(value)}" is not readable here. ${quantity.reason}`, path: pathText(path), ...fitting.position(path) });
      return undefined;
    }
    case "other":
      return value;
  }
}

function fitObject(value: Readonly<Record<string, unknown>>, shape: Readonly<Record<string, z.core.$ZodType>>, path: Path, fitting: Fitting): unknown {
  return fromEntries(value, path, fitting, (key, member) => {
    const at = [...path, key];
    const schema = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (schema) return fit(member, schema, at, fitting);
    const meant = nearest(key, Object.keys(shape));
    fitting.notes.push({
      message: `The property "${shorten(key)}" is not known; it is kept as it is.${meant ? ` Did you mean "${meant}"?` : ""}`,
      path: pathText(at),
      line: fitting.position(at).line,
    });
    return member;
  });
}

/** Builds an object member by member; a name that means something to JavaScript itself is left out, `null` (nothing written after the colon) as well. */
function fromEntries(value: Readonly<Record<string, unknown>>, path: Path, fitting: Fitting, map: (key: string, member: unknown) => unknown): Record<string, unknown> {
  const fitted: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (RESERVED.has(key)) {
      fitting.notes.push({ message: `The property "${key}" is left out: the name is reserved.`, path: pathText([...path, key]), line: fitting.position([...path, key]).line });
    } else if (member !== null) {
      const result = map(key, member);
      if (result !== undefined) fitted[key] = result;
    }
  }
  return fitted;
}

/** A text from the file, short enough for a message. */
export const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

const LISTS = ["boundaries", "components", "connections", "flows", "sagas", "alerts", "decisions", "waivers", "checklist"] as const satisfies readonly (keyof Design)[];

/** Fills in what a file may leave out: empty collections, the id of the design (from its title or the file's name), names (the id), ids of connections (`from-to`). */
export function fillIn(file: Readonly<Record<string, unknown>>, freshAmong: (taken: ReadonlySet<string>, name: string) => string, name: string): Record<string, unknown> {
  const filled: Record<string, unknown> = { ...file };
  filled["title"] ??= name;
  filled["id"] ??= freshAmong(new Set(), String(filled["title"]));
  for (const list of LISTS) filled[list] ??= [];
  const named = (members: unknown) =>
    Array.isArray(members) ? members.map((member: unknown) => (isRecord(member) ? { ...member, name: member["name"] ?? member["id"] } : member)) : members;
  filled["boundaries"] = named(filled["boundaries"]);
  filled["components"] = named(filled["components"]);
  const connections = filled["connections"];
  if (Array.isArray(connections)) {
    const taken = new Set(
      LISTS.flatMap((list) => (Array.isArray(filled[list]) ? (filled[list] as unknown[]) : [])).flatMap((member) =>
        isRecord(member) && typeof member["id"] === "string" ? [member["id"]] : [],
      ),
    );
    filled["connections"] = connections.map((connection: unknown) => {
      if (!isRecord(connection) || connection["id"] !== undefined) return connection;
      const id = freshAmong(taken, `${String(connection["from"])}-${String(connection["to"])}`);
      taken.add(id);
      return { ...connection, id };
    });
  }
  return filled;
}
