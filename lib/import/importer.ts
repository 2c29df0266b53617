import type { Design } from "#lib/model/design.ts";
import type { Problem } from "#lib/model/problem.ts";

/** Something that the reader should know about an import that worked: what was left out, guessed or changed. */
export interface ImportNote {
  /** One sentence. */
  readonly message: string;
  /** Line of the text, counted from 1. */
  readonly line?: number;
  /** Path of the value inside the document, as `components[3].colour`. */
  readonly path?: string;
}

/** What an import gives: a design with notes, or the problems that stand in its way. */
export type ImportResult = { readonly ok: true; readonly design: Design; readonly notes: readonly ImportNote[] } | { readonly ok: false; readonly problems: readonly Problem[] };

/** A format that can be read into a design. Pure: text in, value out; never throws for any text. */
export interface Importer {
  /** Name on the command line, as `mermaid`. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Endings of file names, with the dot. */
  readonly extensions: readonly string[];
  /** Whether a text without a telling file name looks like this format. */
  recognises(text: string): boolean;
  /** Reads the text; `name` (a file name without its ending) becomes the title when the text has none. */
  read(text: string, name?: string): ImportResult;
}
