import type { Problem } from "#lib/model/problem.ts";

/** Largest text that is read, in characters. */
export const SIZE_LIMIT = 2_000_000;
/** Most statements, nodes or edges of one diagram. */
export const STATEMENT_LIMIT = 50_000;
/** Deepest nesting of subgraphs or blocks. */
export const DEPTH_LIMIT = 100;

/** Thrown inside the readers of this folder when a text cannot be used, and caught where they begin; carries the place. */
export class Refusal extends Error {
  readonly at: number;
  readonly why: string | undefined;

  constructor(message: string, at: number, why?: string) {
    super(message);
    this.at = at;
    this.why = why;
  }
}

/** The refusal with line and column of its place in the text. */
export function problemOf(refusal: Refusal, text: string): Problem {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf("\n"); next !== -1 && next < refusal.at; next = text.indexOf("\n", start)) {
    line += 1;
    start = next + 1;
  }
  return { message: refusal.message, ...(refusal.why ? { reason: refusal.why } : {}), line, column: refusal.at - start + 1 };
}

/** Tells the line of growing places in a text, in one walk. */
export class LineCounter {
  readonly #text: string;
  #line = 1;
  /** Place of the end of the current line. */
  #end: number;

  constructor(text: string) {
    this.#text = text;
    this.#end = this.#endFrom(0);
  }

  /** The line of a place, counted from 1; places must not go back. */
  lineAt(place: number): number {
    while (this.#end < place) {
      this.#line += 1;
      this.#end = this.#endFrom(this.#end + 1);
    }
    return this.#line;
  }

  #endFrom(from: number): number {
    const end = this.#text.indexOf("\n", from);
    return end === -1 ? Infinity : end;
  }
}
