import type { Exporter } from "./exporter.ts";
import { lintelJson, lintelYaml } from "./lintel-file.ts";
import { mermaid } from "./mermaid.ts";

/** Every format that can be written, alphabetical. */
export const EXPORTERS: readonly Exporter[] = [lintelJson, mermaid, lintelYaml];
