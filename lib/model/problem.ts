/** Why an input cannot be used: what is wrong, why, and where. */
export interface Problem {
  /** What is wrong, and what to do about it: one or two sentences. */
  readonly message: string;
  /** The cause in the words of whoever noticed (a parser, a schema), when that adds something. */
  readonly reason?: string;
  /** Line of the text, counted from 1. */
  readonly line?: number;
  /** Column of the line, counted from 1. */
  readonly column?: number;
  /** Path of the value inside the document, as `components[3].timeoutMs`. */
  readonly path?: string;
}
