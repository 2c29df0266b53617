import type { ImportResult } from "#lib/import/importer.ts";
import { importerFor } from "#lib/import/list.ts";

/** A text to be read, with the name of the file that it came in. */
export interface ReadRequest {
  readonly text: string;
  readonly fileName: string | undefined;
}

/** What came of reading: the importer's title, and a design or the problems. */
export interface ReadResult {
  readonly format: string;
  readonly result: ImportResult;
}

/** Finds the importer by the file's name or the text itself, and reads the text. */
export function importText({ text, fileName }: ReadRequest): ReadResult {
  const importer = importerFor(text, fileName ?? "");
  if (!importer) {
    return {
      format: "Unknown",
      result: { ok: false, problems: [{ message: "This is neither a Lintel file nor a Mermaid diagram. Choose a *.lintel.yaml, a *.json or a *.mmd file, or paste its text." }] },
    };
  }
  const name = fileName?.replace(/(\.lintel)?\.[^.]+$/u, "");
  return { format: importer.title, result: importer.read(text, name) };
}
