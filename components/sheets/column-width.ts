import type { Control } from "#lib/model/describe.ts";
import type { SheetColumn } from "#lib/editor/sheets/sheet.ts";

const WIDTHS: Partial<Record<Control, number>> = { flag: 76, quantity: 92, date: 104, choice: 128, reference: 150, numbers: 110, multiline: 280, text: 150 };
/** Properties whose texts are as long as sentences. */
const LONG: ReadonlySet<string> = new Set(["effect", "mitigation", "mode", "fallback", "action", "expr", "evidence", "Requirement", "meaning"]);
/** Width of a letter of a header. */
const LETTER = 6.4;

/** How wide a column is: as wide as its sort of value usually needs, and its title. */
export function columnWidth({ key, title, about, descriptor }: SheetColumn): number {
  const own = about === undefined ? title : title.slice(about.length + 2);
  const usual = LONG.has(descriptor.key) || LONG.has(title) ? 260 : key === "value" ? 240 : (WIDTHS[descriptor.control] ?? 170);
  return Math.max(usual, Math.ceil(own.length * LETTER) + 20);
}
