import { Composer, type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, Lexer, LineCounter, type Node, Parser } from "yaml";
import type { Problem } from "#lib/model/problem.ts";

/** How much a file may hold; a larger one is refused before anything is built from it. */
export const FILE_LIMITS = { bytes: 2_000_000, depth: 100, values: 120_000 } as const;

/** Pieces of text that the reader takes in at most; about a dozen belong to one value. */
const LEXEME_LIMIT = FILE_LIMITS.values * 12;
/** Aliases that one file may use. */
const ALIAS_LIMIT = 100;

/** Names of properties and places in lists, from the top of the file down. */
export type Path = readonly PropertyKey[];

/** A place in a text, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A text as plain values, and where each stands. */
export interface ParsedText {
  readonly value: unknown;
  /** Where a value stands; the place of what holds it when the value itself is not in the text. */
  position(path: Path): Position;
}

const tooDeep = (line?: number): Problem => ({ message: `The file is nested more than ${FILE_LIMITS.depth} levels deep. A design needs fewer than ten.`, line });
const tooMany: Problem = { message: `The file holds more than ${FILE_LIMITS.values.toLocaleString("en")} values. Split the design into several files.` };

/** Size of a text in bytes (UTF-8), without making a copy. */
function bytesOf(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length && bytes <= FILE_LIMITS.bytes; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x8_00) bytes += code >= 0xd8_00 && code <= 0xdf_ff ? 1 : 2;
    else if (code >= 0x80) bytes += 1;
  }
  return bytes;
}

/** Reads YAML or JSON (which YAML contains) into plain values, within limits on size, depth and number; never throws for any text. */
export function parseText(text: string): { readonly ok: true; readonly parsed: ParsedText } | { readonly ok: false; readonly problems: readonly Problem[] } {
  if (bytesOf(text) > FILE_LIMITS.bytes) return { ok: false, problems: [{ message: "The file is larger than 2 MB. Split the design into several files." }] };
  const json = readJson(text);
  if (json) return json;
  const lines = new LineCounter();
  try {
    const composed = compose(text, lines);
    if ("message" in composed) return { ok: false, problems: [composed] };
    const problems = problemsOf(composed, lines);
    if (problems.length > 0) return { ok: false, problems };
    const value: unknown = composed.toJS({ maxAliasCount: ALIAS_LIMIT });
    return { ok: true, parsed: { value, position: (path) => positionOf(composed, lines, path) } };
  } catch (error) {
    // The YAML package walks nested values with functions that call themselves: a hostile text can exhaust the stack before our own limit is reached.
    if (error instanceof RangeError) return { ok: false, problems: [tooDeep()] };
    if (error instanceof ReferenceError) return { ok: false, problems: [{ message: "The file refers to its own values too often.", reason: error.message }] };
    throw error;
  }
}

/**
 * Reads JSON with the engine's own parser, many times faster than the YAML package, which is asked only for the place of a problem.
 * Nothing when the text is not JSON; the YAML package then says why, or reads it.
 */
function readJson(text: string): ReturnType<typeof parseText> | undefined {
  if (!/^\s*\{/u.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const problem = sizeProblem(value);
  if (problem) return { ok: false, problems: [problem] };
  let places: ((path: Path) => Position) | undefined;
  const find = (): ((path: Path) => Position) => {
    const lines = new LineCounter();
    const composed = compose(text, lines);
    return "message" in composed ? () => ({ line: 1, column: 1 }) : (path) => positionOf(composed, lines, path);
  };
  return { ok: true, parsed: { value, position: (path) => (places ??= find())(path) } };
}

function sizeProblem(value: unknown): Problem | undefined {
  let values = 0;
  const waiting: { value: unknown; depth: number }[] = [{ value, depth: 1 }];
  for (let item = waiting.pop(); item; item = waiting.pop()) {
    values += 1;
    if (values > FILE_LIMITS.values) return tooMany;
    if (item.depth > FILE_LIMITS.depth) return tooDeep();
    if (typeof item.value !== "object" || item.value === null) continue;
    for (const member of Object.values(item.value)) waiting.push({ value: member, depth: item.depth + 1 });
  }
  return undefined;
}

function compose(text: string, lines: LineCounter): Document | Problem {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1;
    if (lexemes > LEXEME_LIMIT) return tooMany;
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > FILE_LIMITS.depth + 2) return tooDeep(lines.linePos(parser.offset).line);
  }
  for (const token of parser.end()) tokens.push(token);
  // Repeated keys are looked for below: the package compares every key with every other, which a file of many keys makes slow.
  const composer = new Composer({ version: "1.2", schema: "core", merge: false, uniqueKeys: false, prettyErrors: false });
  const documents = composer.compose(tokens, true, text.length);
  const first = documents.next();
  if (first.done) return { message: "The file is empty." };
  const second = documents.next();
  if (!second.done) return { message: "The file holds more than one document. Keep one design in a file.", ...place(lines, second.value.range[0]) };
  return first.value;
}

function place(lines: LineCounter, offset: number | undefined): Position {
  const { line, col } = lines.linePos(offset ?? 0);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** What the parser says, on one line, without the pages that it may quote. */
function shortReason(message: string): string {
  const line = message.replaceAll(/\s+/gu, " ").trim();
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}

function problemsOf(document: Document, lines: LineCounter): Problem[] {
  if (document.errors.length > 0) {
    return document.errors.slice(0, 10).map((error) => ({
      message: "This is not readable as YAML or JSON.",
      reason: shortReason(error.message),
      ...place(lines, error.pos[0]),
    }));
  }
  const problems: Problem[] = [];
  let values = 0;
  let aliases = 0;
  const waiting: { node: unknown; depth: number }[] = [{ node: document.contents, depth: 1 }];
  for (let item = waiting.pop(); item; item = waiting.pop()) {
    values += 1;
    if (values > FILE_LIMITS.values) return [tooMany];
    if (item.depth > FILE_LIMITS.depth) return [tooDeep(isNode(item.node) ? place(lines, item.node.range?.[0]).line : undefined)];
    const { node, depth } = item;
    if (isAlias(node)) {
      aliases += 1;
      if (aliases > ALIAS_LIMIT) return [{ message: `The file uses more than ${ALIAS_LIMIT} aliases (*name). Write the values out.`, ...place(lines, node.range?.[0]) }];
      waiting.push({ node: node.resolve(document), depth: depth + 1 });
    } else if (isSeq(node)) {
      for (const member of node.items) waiting.push({ node: member, depth: depth + 1 });
    } else if (isMap(node)) {
      const keys = new Set<unknown>();
      for (const pair of node.items) {
        const key = isScalar(pair.key) ? pair.key.value : pair.key;
        const at = isNode(pair.key) ? place(lines, pair.key.range?.[0]) : {};
        if (isNode(key)) problems.push({ message: "A name may not be a list or a map.", ...at });
        else if (keys.has(key)) problems.push({ message: `"${String(key)}" is written twice in one place. Keep one of them.`, ...at });
        keys.add(key);
        waiting.push({ node: pair.value, depth: depth + 1 });
      }
    }
  }
  return problems.slice(0, 50);
}

/** Follows a path through the document as far as it goes. */
function positionOf(document: Document, lines: LineCounter, path: Path): Position {
  let node: unknown = document.contents;
  let offset = isNode(node) ? node.range?.[0] : 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && (isScalar(item.key) ? item.key.value : item.key) === step);
      if (!pair) break;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      next = pair.value;
    } else if (isSeq(node) && typeof step === "number") {
      next = node.items[step];
      if (!next) break;
      offset = (next as Node).range?.[0] ?? offset;
    } else break;
    node = next;
  }
  return place(lines, offset);
}
