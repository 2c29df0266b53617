import { strToU8, zipSync } from "fflate";
import type { Exporter, ExportFile, ExportInput } from "./exporter.ts";
import { slug } from "./file-name.ts";

/** A ZIP file and what its parts could not express. */
export interface Bundle {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly notes: readonly string[];
}

/** First moment that ZIP can express, in local time as ZIP wants it; a fixed one makes the same input give the same bytes. */
const MOMENT = "1980-01-01T00:00:00";

/** Names inside the ZIP: relative, without a step upwards, never twice. */
function safeName(name: string, taken: ReadonlySet<string>): string {
  const steps = name.split(/[/\\]/u).filter((step) => step !== "" && step !== "." && step !== "..");
  const plain = steps.join("/") || "file";
  const dot = plain.lastIndexOf(".");
  const [stem, ending] = dot > plain.lastIndexOf("/") + 1 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ""];
  let candidate = plain;
  for (let number = 2; taken.has(candidate.toLowerCase()); number += 1) candidate = `${stem}-${number}${ending}`;
  return candidate;
}

/** Packs everything that the exporters yield for a design, with further files such as a rasterised picture, into one ZIP. */
export function bundle(input: ExportInput, exporters: readonly Exporter[], more: readonly ExportFile[] = []): Bundle {
  const files: ExportFile[] = [];
  const notes: string[] = [];
  for (const exporter of exporters) {
    const output = exporter.render(input);
    const name = exporter.fileName(input.design);
    if (output.text === undefined) files.push(...output.files.map((file) => ({ name: `${name}/${file.name}`, content: file.content })));
    else files.push({ name, content: output.text });
    notes.push(...output.notes.map((note) => `${exporter.title}: ${note}`));
  }
  const taken = new Set<string>();
  const entries: Record<string, Uint8Array> = {};
  for (const { name, content } of [...files, ...more].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))) {
    const safe = safeName(name, taken);
    taken.add(safe.toLowerCase());
    entries[safe] = typeof content === "string" ? strToU8(content) : content;
  }
  return { name: `${slug(input.design.title)}.zip`, bytes: zipSync(entries, { mtime: MOMENT, level: 9 }), notes };
}
