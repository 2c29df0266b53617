import type { Importer } from "./importer.ts";
import { lintelFile } from "./lintel-file/lintel-file.ts";
import { mermaid } from "./mermaid.ts";

/** Every format that can be read, alphabetical. */
export const IMPORTERS: readonly Importer[] = [lintelFile, mermaid];

/** The importer for a text: by the ending of the file's name, else by what the text looks like. */
export function importerFor(text: string, fileName = ""): Importer | undefined {
  const byName = IMPORTERS.filter((importer) => importer.extensions.some((extension) => fileName.toLowerCase().endsWith(extension)));
  if (byName.length === 1) return byName[0];
  return IMPORTERS.find((importer) => importer.recognises(text)) ?? byName[0];
}
