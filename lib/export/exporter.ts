import type { Design } from "#lib/model/design.ts";
import type { RenderedFinding, RenderedUndecided, RenderedWaived } from "#lib/model/rendered-finding.ts";

/** Line and column of an element in the committed file, counted from 1. */
export interface SourceLocation {
  /** Path of the file, relative to the root of its repository. */
  readonly uri: string;
  readonly line: number;
  readonly column?: number;
}

/** What an exporter may read. Same input, same bytes: the date is handed in, and nothing else comes from outside. */
export interface ExportInput {
  readonly design: Design;
  readonly findings: readonly RenderedFinding[];
  readonly undecided: readonly RenderedUndecided[];
  readonly waived: readonly RenderedWaived[];
  /** Today as `2026-11-21`; left out of the document when not given. */
  readonly today?: string;
  /** Finds an element in the committed file; without it no lines are given. */
  readonly locate?: (element: RenderedFinding["element"], property: string | undefined) => SourceLocation | undefined;
}

/** One file of an export that yields several. */
export interface ExportFile {
  /** Name with folders: safe on every system, never absolute, never above its folder. */
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** What an export yields: one text, bytes, or several files; and what the format could not express, in sentences. */
export type ExportOutput = { readonly notes: readonly string[] } & (
  | { readonly text: string; readonly files?: undefined }
  | { readonly files: readonly ExportFile[]; readonly text?: undefined }
);

/** A format that a design can be written in. Pure. */
export interface Exporter {
  /** Name on the command line, as `mermaid`. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly mediaType: string;
  /** Suggested name of the file (of the folder, when it yields several files). */
  fileName(design: Design): string;
  render(input: ExportInput): ExportOutput;
}
