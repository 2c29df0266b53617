import { adrMadr, adrNygard } from "./adr.ts";
import { architectureDesign } from "./architecture-design.ts";
import type { Exporter } from "./exporter.ts";
import { findingsJson } from "./findings-json.ts";
import { findingsMarkdown } from "./findings-markdown.ts";
import { junit } from "./junit.ts";
import { lintelJson, lintelYaml } from "./lintel-file.ts";
import { mermaid } from "./mermaid.ts";
import { proposal } from "./proposal.ts";
import { sarif } from "./sarif.ts";
import { svg, svgDark } from "./svg.ts";

/** Every format that can be written, alphabetical by id. */
export const EXPORTERS: readonly Exporter[] = [
  adrMadr,
  adrNygard,
  architectureDesign,
  findingsJson,
  findingsMarkdown,
  lintelJson,
  junit,
  mermaid,
  proposal,
  sarif,
  svg,
  svgDark,
  lintelYaml,
].toSorted((one, other) => (one.id < other.id ? -1 : 1));
