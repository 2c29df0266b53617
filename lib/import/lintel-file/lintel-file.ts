import type * as z from "zod";
import { type Design, designSchema, FORMAT_VERSION } from "#lib/model/design.ts";
import { freshAmong } from "#lib/model/edit.ts";
import { migrateFile } from "#lib/model/migrations.ts";
import type { Problem } from "#lib/model/problem.ts";
import type { Importer, ImportNote } from "../importer.ts";
import { fillIn, type Fitting, fit, pathText, shorten } from "./fit.ts";
import { type ParsedText, parseText, type Path, type Position } from "./parse-text.ts";
import { schemaFault, valueAt } from "./schema-fault.ts";

/** A design file that was read, with the place of every value in the text. */
export interface LintelFile {
  readonly ok: true;
  readonly design: Design;
  readonly notes: readonly ImportNote[];
  /** Where a value of the design stands in the text: `["components", 3, "timeoutMs"]`. */
  readonly position: (path: Path) => Position;
}

/** What reading a design file gives: the design, or the problems that stand in its way. */
export type LintelFileResult = LintelFile | { readonly ok: false; readonly problems: readonly Problem[] };

/** Most problems that are told at once. */
const PROBLEM_LIMIT = 50;

/** Reads a design from the text of a `*.lintel.yaml` or `.json` file; `name` becomes the title when the file has none. Never throws for any text. */
export function readLintelFile(text: string, name = "Untitled"): LintelFileResult {
  const read = parseText(text);
  if (!read.ok) return read;
  const { value, position } = read.parsed;
  const problem = (message: string, path: Path, reason?: string): Problem => ({
    message,
    ...(reason && { reason }),
    ...(path.length > 0 && { path: pathText(path) }),
    ...position(path),
  });
  if (value === null || value === undefined) return { ok: false, problems: [problem("The file is empty.", [])] };
  if (typeof value !== "object" || Array.isArray(value)) {
    return {
      ok: false,
      problems: [problem(`The file is not a design: it holds ${Array.isArray(value) ? "a list" : "a single value"} where named sections such as "components:" belong.`, [])],
    };
  }
  const file = value as Readonly<Record<string, unknown>>; // A map of the YAML core schema has text, numbers or other scalars as keys; as properties they are all text.
  const version = file["lintel"];
  if (version === undefined)
    return { ok: false, problems: [problem(`The file does not say which version of the format it is written in. Add the line "lintel: ${FORMAT_VERSION}" at the top.`, [])] };
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1) {
    return { ok: false, problems: [problem(`The version of the format is a whole number. Write "lintel: ${FORMAT_VERSION}".`, ["lintel"])] };
  }
  if (version > FORMAT_VERSION) {
    return {
      ok: false,
      problems: [problem(`The file is written in version ${version} of the format; this Lintel reads versions up to ${FORMAT_VERSION}. Use a newer Lintel.`, ["lintel"])],
    };
  }
  const migrated = migrateFile(file, version);
  const fitting: Fitting = { position, problems: [], notes: migrated.steps.map((step) => ({ message: `Brought up to version ${FORMAT_VERSION} of the format: ${step}` })) };
  const fitted = fillIn(fit(migrated.file, designSchema, [], fitting) as Record<string, unknown>, freshAmong, name); // A record in, a record out.
  const checked = designSchema.safeParse(fitted);
  if (fitting.problems.length > 0 || !checked.success) {
    const refused = checked.success ? [] : checked.error.issues.map((issue) => explain(issue, fitted, position));
    return { ok: false, problems: [...fitting.problems, ...refused].toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0)).slice(0, PROBLEM_LIMIT) };
  }
  return { ok: true, design: checked.data, notes: fitting.notes, position };
}

/** The element that a path leads into, as people call it: `component "order"`. */
function elementAt(path: Path, file: Readonly<Record<string, unknown>>): string | undefined {
  const [collection, at] = path;
  if (typeof collection !== "string" || typeof at !== "number") return undefined;
  const list = file[collection];
  const member: unknown = Array.isArray(list) ? list[at] : undefined;
  const id = typeof member === "object" && member !== null && "id" in member ? String(member.id) : undefined;
  const word = collection === "boundaries" ? "boundary" : collection.replace(/s$/u, "");
  return id === undefined ? `${word} number ${at + 1}` : `${word} "${shorten(id)}"`;
}

/** A refusal of the schema in words, with the place in the text. */
function explain(issue: z.core.$ZodIssue, file: Readonly<Record<string, unknown>>, position: ParsedText["position"]): Problem {
  const property = pathText(issue.path.slice(typeof issue.path[1] === "number" ? 2 : 0));
  const element = elementAt(issue.path, file);
  const where = element && property ? `"${property}" of ${element}` : element ? `The ${element}` : `"${property || "the file"}"`;
  const value = valueAt(issue.path, file);
  return { message: `${where} ${schemaFault(issue, value)}`, path: pathText(issue.path), ...position(issue.path) };
}

/** Where every element of a design stands in its file: id → place. The first wins when an id is used twice. */
export function positionsOf(file: LintelFile): ReadonlyMap<string, Position> {
  const positions = new Map<string, Position>();
  for (const collection of ["boundaries", "components", "connections", "flows", "sagas", "alerts", "decisions"] as const) {
    for (const [at, member] of file.design[collection].entries()) {
      if (!positions.has(member.id)) positions.set(member.id, file.position([collection, at]));
    }
  }
  return positions;
}

/** Reads `*.lintel.yaml` and `*.lintel.json`. */
export const lintelFile: Importer = {
  id: "lintel",
  title: "Lintel design",
  description: "The project's own file format, YAML or JSON.",
  extensions: [".lintel.yaml", ".lintel.yml", ".lintel.json", ".yaml", ".yml", ".json"],
  recognises: (text) => /^\s*(?:#[^\n]*\n\s*|---\s*\n\s*)*lintel\s*:|^\s*\{\s*"lintel"\s*:/u.test(text.slice(0, 2_000)),
  read(text, name) {
    const result = readLintelFile(text, name);
    return result.ok ? { ok: true, design: result.design, notes: result.notes } : result;
  },
};
