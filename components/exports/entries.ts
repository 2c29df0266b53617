import type { Derived } from "#lib/editor/derived.ts";
import type { Exporter } from "#lib/export/exporter.ts";
import { fileNameOf } from "#lib/export/file-name.ts";
import { type Group, groupOf, GROUPS, inGroups } from "./groups.ts";
import { EVERYTHING_RASTER, exportEverything, type ExportedFile, exportFile, exportPng, pictureOf, pngName, type Raster, runExport } from "./run-export.ts";

/** What an export will be, to look at before it is saved. */
export interface Preview {
  /** The export itself, when it is one text. */
  readonly text?: string;
  /** The export as a picture, in SVG. */
  readonly svg?: string;
  /** Names of its files, when it yields several. */
  readonly files?: readonly string[];
}

/** One line of the export dialog. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly group: Group;
  /** Name of the file that a download gives. */
  fileName(derived: Derived, raster: Raster): string;
  preview(derived: Derived, raster: Raster): Promise<Preview>;
  make(derived: Derived, raster: Raster): Promise<ExportedFile>;
}

/** Name of the entry for pictures in pixels, the only one with choices. */
export const PNG = "png";

/** Every format as a line of the dialog, group by group, with what only a browser can make. */
export function entriesOf(exporters: readonly Exporter[]): readonly Entry[] {
  const png: Entry = {
    id: PNG,
    title: "Picture (PNG)",
    description: "The canvas as pixels, for slides and chats.",
    group: "Diagrams",
    fileName: ({ design }, raster) => pngName(design, raster),
    preview: async (derived, raster) => ({ svg: (await pictureOf(derived, raster)).text }),
    make: exportPng,
  };
  const everything: Entry = {
    id: "everything",
    title: "Everything (ZIP)",
    description: "All of the above in one file.",
    group: "Everything",
    fileName: ({ design }) => fileNameOf(design, ".zip"),
    preview: async ({ design }) => ({ files: [...exporters.map((exporter) => exporter.fileName(design)), pngName(design, EVERYTHING_RASTER)] }),
    make: (derived) => exportEverything(exporters, derived),
  };
  const all = [png, ...inGroups(exporters).map(entryOf), everything];
  return GROUPS.flatMap((group) => all.filter((entry) => entry.group === group));
}

const entryOf = (exporter: Exporter): Entry => ({
  id: exporter.id,
  title: exporter.title,
  description: exporter.description,
  group: groupOf(exporter),
  fileName: ({ design }) => exporter.fileName(design),
  async preview(derived) {
    const { text, files } = runExport(exporter, derived);
    if (text === undefined) return { files: files.map(({ name }) => name) };
    return exporter.mediaType === "image/svg+xml" ? { text, svg: text } : { text };
  },
  make: (derived) => exportFile(exporter, derived),
});
