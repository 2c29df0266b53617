import type { Design } from "#lib/model/design.ts";
import type { Control } from "#lib/model/describe.ts";
import { type Sheet, type SheetColumn, textAt } from "#lib/editor/sheets/sheet.ts";

/** Widths of empty columns, px: what their values usually need. */
const USUAL: Partial<Record<Control, number>> = { flag: 64, quantity: 76, date: 96, multiline: 260, text: 112 };
/** Widest that a column of such values gets, px. */
const MOST: Partial<Record<Control, number>> = { multiline: 360, flag: 110 };
/** Paths and keys of texts that are as long as sentences. */
const SENTENCES: ReadonlySet<string> = new Set(["failureModes.mode", "failureModes.effect", "failureModes.mitigation", "action", "evidence", "meaning", "value"]);
/** Rows that are looked at. */
const SAMPLE = 300;
/** Width of a letter, in cells and in headers, px. */
const LETTER = 6.9;
const HEADER_LETTER = 6.6;
const PADDING = 20;

/** How wide a column is: as wide as nearly all of its texts, and its title. */
export function columnWidth(sheet: Sheet, design: Design, column: SheetColumn): number {
  const { title, about, descriptor, key } = column;
  const own = about === undefined ? title : title.slice(about.length + 2);
  const lengths = sheet
    .rows(design)
    .slice(0, SAMPLE)
    .map((row) => textAt(sheet, design, row, column).length)
    .filter((length) => length > 0)
    .toSorted((a, b) => a - b);
  const long = SENTENCES.has(descriptor.path || key);
  const usual = long ? 220 : (USUAL[descriptor.control] ?? 112);
  const texts = Math.ceil((lengths[Math.floor(lengths.length * 0.97)] ?? lengths.at(-1) ?? 0) * LETTER) + PADDING;
  const heading = Math.ceil(Math.max(own.length, (about?.length ?? 0) * 0.6) * HEADER_LETTER) + PADDING;
  return Math.max(heading, Math.min(Math.max(texts, lengths.length > 0 && !long ? 0 : usual), MOST[descriptor.control] ?? (long ? 360 : 240)));
}
