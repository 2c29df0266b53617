import { Refusal, SIZE_LIMIT } from "./refusal.ts";

/** Where the diagram begins in a text, and of which type it is. */
export interface Source {
  /** The text, cut at the end of the diagram; places in it are places in the original. */
  readonly text: string;
  /** First word of the diagram, as `flowchart`. */
  readonly type: string;
  /** Place after that word. */
  readonly at: number;
  /** Title from the front matter. */
  readonly title?: string;
  readonly notes: readonly string[];
}

const OPENING = "```mermaid";

/** Finds the diagram: takes the first Mermaid block of a Markdown text, and skips front matter, comments and directives. */
export function findDiagram(original: string): Source {
  if (original.length > SIZE_LIMIT) {
    throw new Refusal(`The diagram is larger than ${SIZE_LIMIT / 1_000_000} MB. Split it into several diagrams and import them one by one.`, SIZE_LIMIT);
  }
  const notes: string[] = [];
  let { text, at } = { text: original, at: original.startsWith("\uFEFF") ? 1 : 0 };
  const block = blockStart(original, at);
  if (block !== undefined) {
    const body = original.indexOf("\n", block) + 1;
    const close = body === 0 ? -1 : original.indexOf("\n```", body - 1);
    text = close === -1 ? original : original.slice(0, close);
    at = body === 0 ? original.length : body;
    if (close !== -1 && blockStart(original, close + 4) !== undefined) notes.push("The text holds several diagrams; the first one was imported.");
  }

  let title: string | undefined;
  const matter = skipSpace(text, at);
  if (isLine(text, matter, "---")) {
    const close = endOfFrontMatter(text, matter);
    title = titleIn(text.slice(matter, close.from));
    at = close.after;
  }
  for (;;) {
    at = skipSpace(text, at);
    if (text.startsWith("%%{", at)) {
      const close = text.indexOf("}%%", at);
      at = close === -1 ? lineEnd(text, at) : close + 3;
    } else if (text.startsWith("%%", at)) at = lineEnd(text, at);
    else break;
  }
  const type = /^[A-Za-z][\w-]{0,40}/u.exec(text.slice(at, at + 42))?.[0];
  if (type === undefined) throw new Refusal("This is not a Mermaid diagram: it has to begin with a word such as flowchart or sequenceDiagram.", at);
  return { text, type, at: at + type.length, ...(title ? { title } : {}), notes };
}

/** Place of the next line that opens a Mermaid block. */
function blockStart(text: string, from: number): number | undefined {
  for (let at = text.indexOf(OPENING, from); at !== -1; at = text.indexOf(OPENING, at + 1)) {
    let start = at;
    while (start > 0 && (text[start - 1] === " " || text[start - 1] === "\t") && at - start < 20) start -= 1;
    if (start === 0 || text[start - 1] === "\n" || text[start - 1] === "\uFEFF") return at;
  }
  return undefined;
}

function endOfFrontMatter(text: string, at: number): { from: number; after: number } {
  for (let line = lineEnd(text, at); line < text.length; line = lineEnd(text, line + 1)) {
    const start = line + 1;
    if (isLine(text, start, "---")) return { from: start, after: lineEnd(text, start) };
  }
  throw new Refusal("The front matter is not closed. Add a line with --- below it.", at);
}

function isLine(text: string, at: number, content: string): boolean {
  return text.startsWith(content, at) && text.slice(at, Math.min(lineEnd(text, at), at + 200)).trim() === content;
}

function titleIn(matter: string): string | undefined {
  const line = matter.split("\n").find((candidate) => candidate.startsWith("title:"));
  const value = line?.slice("title:".length).trim();
  if (!value) return undefined;
  if (value.startsWith('"')) {
    try {
      const parsed: unknown = JSON.parse(value);
      return typeof parsed === "string" ? parsed : undefined;
    } catch {
      return value.replaceAll('"', "");
    }
  }
  return value.startsWith("'") && value.endsWith("'") && value.length > 1 ? value.slice(1, -1).replaceAll("''", "'") : value;
}

/** Place of the first character that is no white space. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && (text.charCodeAt(at) <= 32 || text.charCodeAt(at) === 0xa0)) at += 1;
  return at;
}

/** Place of the end of the line. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}
