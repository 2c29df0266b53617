import type { Exporter } from "#lib/export/exporter.ts";

/** Groups of formats, in the order in which they are offered. */
export const GROUPS = ["Documents", "Diagrams", "Findings", "Design file", "Everything"] as const;
/** Group of a format. */
export type Group = (typeof GROUPS)[number];

/** Media types of pictures and of texts that other programs draw. */
const DRAWN = /^image\/|mermaid|plantuml|structurizr|graphviz|drawio|excalidraw/u;

/** Where a format is offered, told by what it is. */
export function groupOf({ id, mediaType }: Pick<Exporter, "id" | "mediaType">): Group {
  if (id.startsWith("lintel")) return "Design file";
  if (id.startsWith("findings") || id === "sarif" || id === "junit") return "Findings";
  if (DRAWN.test(mediaType) || DRAWN.test(id)) return "Diagrams";
  return "Documents";
}
