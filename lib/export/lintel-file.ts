import type * as z from "zod";
import { Document, isMap, isScalar, isSeq, type Node, visit } from "yaml";
import { type Design, designSchema } from "#lib/model/design.ts";
import { shapeOf } from "#lib/model/schema-shape.ts";
import type { Exporter } from "./exporter.ts";
import { fileNameOf } from "./file-name.ts";

/** Notations of a design file. */
export const FILE_NOTATIONS = ["yaml", "json"] as const;
/** Notation of a design file. */
export type FileNotation = (typeof FILE_NOTATIONS)[number];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);

/** Names of the properties of an object in the order of the file: as the schema lists them, then unknown ones by name. */
export function orderOf(keys: Iterable<string>, schema: z.core.$ZodType | undefined): string[] {
  const shape = schema && shapeOf(schema);
  const rank = new Map<string, number>();
  if (shape?.type === "object") for (const [at, key] of Object.keys(shape.shape).entries()) rank.set(key, at);
  const last = rank.size;
  return [...keys].toSorted((one, other) => (rank.get(one) ?? last) - (rank.get(other) ?? last) || (one < other ? -1 : one > other ? 1 : 0));
}

/** The schema of what a property or place in a list holds. */
export function schemaWithin(schema: z.core.$ZodType | undefined, key: string): z.core.$ZodType | undefined {
  const shape = schema && shapeOf(schema);
  if (shape?.type === "object") return Object.hasOwn(shape.shape, key) ? shape.shape[key] : undefined;
  if (shape?.type === "list") return shape.element;
  return shape?.type === "record" ? shape.value : undefined;
}

/** The value with the properties of every object in the order of the file, and without those that have no value. */
export function ordered(value: unknown, schema: z.core.$ZodType | undefined): unknown {
  if (Array.isArray(value)) return value.map((member) => ordered(member, schemaWithin(schema, "")));
  if (!isRecord(value)) return value;
  const keys = orderOf(
    Object.keys(value).filter((key) => value[key] !== undefined),
    schema,
  );
  return Object.fromEntries(keys.map((key) => [key, ordered(value[key], schemaWithin(schema, key))]));
}

/** The design as the tree that is written: ordered, without empty collections and names that only repeat the id, layout last. */
export function fileTree(design: Design): Readonly<Record<string, unknown>> {
  const { layout, ...meaning } = design;
  const named = <Member extends { id: string; name: string }>(members: readonly Member[]) =>
    members.map((member) => (member.name === member.id ? { ...member, name: undefined } : member));
  const tree = { ...meaning, boundaries: named(design.boundaries), components: named(design.components) };
  const filled = Object.fromEntries(Object.entries(tree).filter(([, value]) => !(Array.isArray(value) && value.length === 0)));
  // An object in, an object out.
  return { ...(ordered(filled, designSchema) as Record<string, unknown>), ...(layout && { layout: ordered(layout, schemaWithin(designSchema, "layout")) }) };
}

/** Longest list or map (as JSON) that is written on one line. */
export const ONE_LINE = 100;

/**
 * Writes short lists and maps of plain values, such as positions, on one line each, so that a changed place is one changed line.
 * `depth` says how many lists and maps the node lies in; a member of a list of objects stays open: it grows, and grows line by line.
 */
export function foldSmall(root: Node, depth = 0, isMember = false): void {
  visit(root, {
    Collection(_, node, path) {
      if (!(isMap(node) || isSeq(node))) return;
      const around = path.filter((parent) => isMap(parent) || isSeq(parent)).length;
      if (around + depth < 2) return;
      if (isMap(node) && (around === 0 ? isMember : isSeq(path.at(-1)))) return;
      const leaves = isMap(node) ? node.items.map((pair) => pair.value) : node.items;
      if (leaves.every((leaf) => leaf === null || isScalar(leaf)) && JSON.stringify(node.toJSON()).length <= ONE_LINE) node.flow = true;
    },
  });
}

/** How YAML is written: lines are not broken at a width, so that a changed word changes one line. */
export const YAML_STYLE = { lineWidth: 0, flowCollectionPadding: true, indentSeq: true } as const;

/** Writes a design as the text of a file; the same design gives the same bytes. */
export function writeLintelFile(design: Design, notation: FileNotation = "yaml"): string {
  const tree = fileTree(design);
  return notation === "json" ? `${JSON.stringify(tree, null, 2)}\n` : writeYaml(tree);
}

/** Writes a tree that is in the order of the file as YAML. */
export function writeYaml(tree: unknown): string {
  const document = new Document(tree, { version: "1.2", schema: "core", aliasDuplicateObjects: false });
  if (isMap(document.contents)) {
    foldSmall(document.contents);
    for (const pair of document.contents.items) {
      // A blank line before every section makes a long file readable.
      if (isScalar(pair.key) && (isMap(pair.value) || isSeq(pair.value))) pair.key.spaceBefore = true;
    }
  }
  return document.toString(YAML_STYLE);
}

const lintelFile = (notation: FileNotation, title: string): Exporter => ({
  id: notation,
  title,
  description: `The design itself, as a Lintel file in ${title.replace(/^.* /u, "")}.`,
  mediaType: notation === "json" ? "application/json" : "application/yaml",
  fileName: (design) => fileNameOf(design, `.lintel.${notation}`),
  render: ({ design }) => ({ text: writeLintelFile(design, notation), notes: [] }),
});

/** The design itself in JSON. */
export const lintelJson: Exporter = lintelFile("json", "Lintel JSON");
/** The design itself in YAML. */
export const lintelYaml: Exporter = lintelFile("yaml", "Lintel YAML");
