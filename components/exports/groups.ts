import type { Exporter } from "#lib/export/exporter.ts";

/** Groups of formats, in the order in which they are offered. */
export const GROUPS = ["Documents", "Diagrams", "Findings", "Design file", "Everything"] as const;
/** Group of a format. */
export type Group = (typeof GROUPS)[number];

/** What is offered first in its group; the rest follows by id. */
const FIRST = ["architecture-design", "proposal", "findings-markdown", "svg", "svg-dark", "yaml"];

const FINDINGS = new Set(["findings-json", "findings-markdown", "junit", "sarif"]);

/** Where a format is offered. */
export function groupOf({ id, mediaType }: Pick<Exporter, "id" | "mediaType">): Group {
  if (FINDINGS.has(id)) return "Findings";
  if (id === "yaml" || id === "json") return "Design file";
  return mediaType === "text/markdown" ? "Documents" : "Diagrams";
}

/** Formats in the order in which they are offered. */
export function inGroups<Format extends Pick<Exporter, "id" | "mediaType">>(formats: readonly Format[]): readonly Format[] {
  const group = (format: Format) => GROUPS.indexOf(groupOf(format));
  const rank = ({ id }: Format) => (FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length);
  return formats.toSorted((one, other) => group(one) - group(other) || rank(one) - rank(other));
}
