import type { Exporter, ExportOutput } from "#lib/export/exporter.ts";
import { parseMarkdown, type ParsedDocument } from "./parse-markdown.ts";

/** An export in a form that people read: one or several documents, or a picture. */
export type Readable =
  | { readonly kind: "documents"; readonly documents: readonly { readonly name: string | undefined; readonly parsed: ParsedDocument }[] }
  | { readonly kind: "picture"; readonly svg: string };

/** Media types that can be shown as something to read. */
const READABLE = ["text/markdown", "text/vnd.mermaid", "image/svg+xml"];

/** Whether a format gives something to read. */
export const isReadable = ({ mediaType }: Pick<Exporter, "mediaType">): boolean => READABLE.includes(mediaType);

/** Makes an export readable. */
export function readable({ mediaType }: Pick<Exporter, "mediaType">, { text, files }: ExportOutput): Readable {
  if (text === undefined) {
    return { kind: "documents", documents: files.flatMap(({ name, content }) => (typeof content === "string" ? [{ name, parsed: parseMarkdown(content) }] : [])) };
  }
  if (mediaType === "image/svg+xml") return { kind: "picture", svg: text };
  const parsed = mediaType === "text/vnd.mermaid" ? { parts: [{ kind: "mermaid", text } as const], sections: [], open: 0 } : parseMarkdown(text);
  return { kind: "documents", documents: [{ name: undefined, parsed }] };
}

/** The same as text; several files stand one below the other under their names. */
export const sourceOf = ({ text, files }: ExportOutput): string =>
  text ?? files.flatMap(({ name, content }) => (typeof content === "string" ? [`<!-- ${name} -->\n\n${content}`] : [])).join("\n");
