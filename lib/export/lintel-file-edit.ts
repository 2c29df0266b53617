import type * as z from "zod";
import { type Alias, type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, parseDocument, type Scalar, visit, type YAMLMap, type YAMLSeq } from "yaml";
import { type Design, designSchema } from "#lib/model/design.ts";
import { isSameValue } from "#lib/model/same-value.ts";
import { fileTree, foldSmall, ONE_LINE, orderOf, schemaWithin, writeLintelFile, YAML_STYLE } from "./lintel-file.ts";

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);
const keyText = (key: unknown): string => String(isScalar(key) ? key.value : key);
const isJson = (text: string): boolean => text.trimStart().startsWith("{");

const isTooLong = (node: YAMLMap | YAMLSeq): boolean => node.flow === true && JSON.stringify(node.toJSON()).length > ONE_LINE;

/** Any depth at which short lists and maps are written on one line. */
const INSIDE = 2;

function open(text: string): Document {
  const document = parseDocument(text, { version: "1.2", schema: "core", merge: false, uniqueKeys: false });
  // A value that is used in two places must not change in both: write it out.
  visit(document, { Alias: (_, alias: Alias) => (alias.resolve(document)?.clone() as Node | undefined) ?? undefined });
  visit(document, {
    Node(_, node) {
      if ("anchor" in node) delete node.anchor;
    },
  });
  return document;
}

/**
 * Applies what changed from one design to another to the text that the first was read from: comments, order and the way
 * unchanged values are written (`5s`) stay. A JSON file is written anew.
 */
export function editLintelFile(text: string, before: Design, after: Design): string {
  if (isSameValue(before, after)) return text;
  if (isJson(text)) return writeLintelFile(after, "json");
  const document = open(text);
  if (!isMap(document.contents)) return writeLintelFile(after);
  editMap(document, document.contents, fileTree(before), fileTree(after), designSchema);
  return document.toString(YAML_STYLE);
}

function edited(document: Document, node: unknown, before: unknown, after: unknown, schema: z.core.$ZodType | undefined, isMember = false): unknown {
  if (isMap(node) && isRecord(before) && isRecord(after)) {
    editMap(document, node, before, after, schema);
    return node;
  }
  if (isSeq(node) && Array.isArray(before) && Array.isArray(after)) {
    editList(document, node, before, after, schemaWithin(schema, ""));
    return node;
  }
  const made = document.createNode(after, { aliasDuplicateObjects: false });
  if (isScalar(made) && isScalar(node)) {
    made.comment = node.comment ?? null;
    made.commentBefore = node.commentBefore ?? null;
  }
  foldSmall(made, INSIDE, isMember);
  return made;
}

function editMap(document: Document, map: YAMLMap, before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>, schema: z.core.$ZodType | undefined): void {
  for (const key of Object.keys(before)) {
    if (after[key] === undefined) map.items = map.items.filter((pair) => keyText(pair.key) !== key);
  }
  for (const [key, value] of Object.entries(after)) {
    if (value === undefined || isSameValue(before[key], value)) continue;
    const pair = map.items.find((item) => keyText(item.key) === key);
    const within = schemaWithin(schema, key);
    if (pair) pair.value = edited(document, pair.value, before[key], value, within);
    else insert(document, map, key, value, schema);
  }
  if (isTooLong(map)) map.flow = false;
}

/** Adds a property at its place in the order of the file: before the first one that belongs after it. */
function insert(document: Document, map: YAMLMap, key: string, value: unknown, schema: z.core.$ZodType | undefined): void {
  const keys = map.items.map((item) => keyText(item.key));
  const order = orderOf([...keys, key], schema);
  const later = new Set(order.slice(order.indexOf(key) + 1));
  const at = key === "layout" && schema === designSchema ? -1 : keys.findIndex((present) => later.has(present) || (present === "layout" && schema === designSchema));
  const pair = document.createPair(key, value, { aliasDuplicateObjects: false });
  if (isNode(pair.value)) foldSmall(pair.value, schema === designSchema ? 1 : INSIDE);
  if (schema === designSchema && (isMap(pair.value) || isSeq(pair.value)) && !(pair.value.flow === true)) (pair.key as Scalar).spaceBefore = true; // createPair makes a scalar of a text.
  map.items.splice(at === -1 ? map.items.length : at, 0, pair);
}

const idOf = (member: unknown): unknown => (isRecord(member) ? member["id"] : undefined);

/** Changes a list member by member: members with an id are followed by their id, others by their place. A member of the text stands for one member only, even where an id is used twice. */
function editList(document: Document, list: YAMLSeq, before: readonly unknown[], after: readonly unknown[], schema: z.core.$ZodType | undefined): void {
  const nodes = list.items;
  const placesById = Map.groupBy(before.keys(), (at) => idOf(before[at]));
  list.items = after.map((member, place) => {
    const id = idOf(member);
    const at = id === undefined ? place : placesById.get(id)?.shift();
    const node = at === undefined ? undefined : nodes[at];
    if (node === undefined || at === undefined) return edited(document, undefined, undefined, member, schema, true);
    return isSameValue(before[at], member) ? node : edited(document, node, before[at], member, schema, true);
  });
}

/** Puts a file into the standard form: properties in the order of the schema, layout last, empty collections left out; comments and values stay as they are written. */
export function formatLintelFile(text: string, design: Design): string {
  if (isJson(text)) return writeLintelFile(design, "json");
  const document = parseDocument(text, { version: "1.2", schema: "core", merge: false, uniqueKeys: false });
  if (!isMap(document.contents)) return text;
  sortMap(document.contents, designSchema);
  unfoldLong(document.contents);
  const { items } = document.contents;
  const isEmpty = (value: unknown) => value === null || (isScalar(value) && value.value === null) || (isSeq(value) && value.items.length === 0);
  const kept = items.filter((pair) => !isEmpty(pair.value));
  document.contents.items = [...kept.filter((pair) => keyText(pair.key) !== "layout"), ...kept.filter((pair) => keyText(pair.key) === "layout")];
  for (const pair of document.contents.items) {
    if (isScalar(pair.key) && (isMap(pair.value) || isSeq(pair.value)) && pair.value.flow !== true) pair.key.spaceBefore = true;
  }
  return document.toString(YAML_STYLE);
}

function sortMap(node: unknown, schema: z.core.$ZodType | undefined): void {
  if (isAlias(node)) return;
  if (isSeq(node)) for (const member of node.items) sortMap(member, schemaWithin(schema, ""));
  if (!isMap(node)) return;
  const order = new Map(
    orderOf(
      node.items.map((pair) => keyText(pair.key)),
      schema,
    ).map((key, at) => [key, at]),
  );
  node.items = node.items.toSorted((one, other) => (order.get(keyText(one.key)) ?? 0) - (order.get(keyText(other.key)) ?? 0));
  for (const pair of node.items) sortMap(pair.value, schemaWithin(schema, keyText(pair.key)));
}

/** Opens lists and maps that were written on one line and have grown too long for it; what lies inside stays on its line. */
function unfoldLong(root: Node): void {
  visit(root, {
    Collection(_, node) {
      if (!(isMap(node) || isSeq(node)) || node.flow !== true) return undefined;
      if (!isTooLong(node)) return visit.SKIP;
      node.flow = false;
      return undefined;
    },
  });
}
