import type { Derived } from "#lib/editor/derived.ts";
import type { Exporter, ExportInput, ExportOutput } from "#lib/export/exporter.ts";
import { fileNameOf } from "#lib/export/file-name.ts";
import type { Design } from "#lib/model/design.ts";
import { renderResult } from "#lib/rules/render.ts";

/** What exporters read, from the design as it stands. */
const inputOf = ({ design, result }: Derived): ExportInput => ({ design, ...renderResult(design, result), today: new Date().toISOString().slice(0, 10) });

/** Writes the design as it stands in a format. */
export const runExport = (exporter: Exporter, derived: Derived): ExportOutput => exporter.render(inputOf(derived));

/** A file to be saved, and what its format could not express. */
export interface ExportedFile {
  readonly name: string;
  /** Nothing when the design gives nothing to write. */
  readonly blob: Blob | undefined;
  readonly notes: readonly string[];
}

/** An export as one file: what yields several is packed into a ZIP. */
export async function exportFile(exporter: Exporter, derived: Derived): Promise<ExportedFile> {
  const { text, files, notes } = runExport(exporter, derived);
  const name = exporter.fileName(derived.design);
  if (text !== undefined) return { name, blob: new Blob([text], { type: `${exporter.mediaType};charset=utf-8` }), notes };
  if (files.length === 0) return { name, blob: undefined, notes };
  const { bundle } = await import("#lib/export/bundle.ts");
  return { name: `${name}.zip`, blob: zipped(bundle(inputOf(derived), [exporter]).bytes), notes };
}

/** How a picture in pixels is made. */
export interface Raster {
  readonly scale: 1 | 2 | 3;
  readonly dark: boolean;
}

/** The picture that goes along when everything is exported. */
export const EVERYTHING_RASTER: Raster = { scale: 2, dark: false };

/** Name of the file: `order-management.dark@2x.png`. */
export const pngName = (design: Design, { scale, dark }: Raster): string => fileNameOf(design, `${dark ? ".dark" : ""}${scale === 1 ? "" : `@${scale}x`}.png`);

/** The canvas as SVG on the ground that was chosen. */
export async function pictureOf(derived: Derived, { dark }: Raster): Promise<{ readonly text: string; readonly notes: readonly string[] }> {
  const { svg, svgDark } = await import("#lib/export/svg.ts");
  const { text = "", notes } = runExport(dark ? svgDark : svg, derived);
  return { text, notes };
}

/** The canvas as a PNG, painted by this browser. */
export async function exportPng(derived: Derived, raster: Raster): Promise<ExportedFile> {
  const [{ text, notes }, { rasterise }] = await Promise.all([pictureOf(derived, raster), import("#components/canvas/rasterise.ts")]);
  return { name: pngName(derived.design, raster), blob: await rasterise(text, raster.scale), notes };
}

/** Every format and a PNG in one ZIP. */
export async function exportEverything(exporters: readonly Exporter[], derived: Derived): Promise<ExportedFile> {
  const { bundle } = await import("#lib/export/bundle.ts");
  const png = await exportPng(derived, EVERYTHING_RASTER);
  const picture = png.blob ? [{ name: png.name, content: new Uint8Array(await png.blob.arrayBuffer()) }] : [];
  const { name, bytes, notes } = bundle(inputOf(derived), exporters, picture);
  return { name, blob: zipped(bytes), notes };
}

const zipped = (bytes: Uint8Array): Blob => new Blob([new Uint8Array(bytes)], { type: "application/zip" });

/** Hands a file to the browser to save. */
export function saveFile(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the address after the click; a minute is ample, and the memory comes back.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
