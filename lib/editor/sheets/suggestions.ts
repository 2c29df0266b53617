import { suggestionsFor } from "#lib/catalog/suggestions.ts";
import type { Design } from "#lib/model/design.ts";
import { referenceNames } from "./reference-names.ts";
import { ownersOf, type RowTexts, type Sheet, type SheetColumn, type SheetRow, textAt } from "./sheet.ts";

/** What a cell can be filled with while it is edited. */
export interface CellSuggestions {
  readonly items: readonly { readonly text: string; readonly detail?: string }[];
  /** Nothing else is understood. */
  readonly closed: boolean;
  /** The text is a list; what is picked becomes its last entry. */
  readonly many: boolean;
}

const NOTHING: CellSuggestions = { items: [], closed: false, many: false };
/** Most values of a column that are offered again. */
const MOST = 200;

/** What a cell of a row (or of one that is being made, with these texts so far) can be filled with. */
export function suggestionsAt(sheet: Sheet, design: Design, row: SheetRow | undefined, texts: RowTexts, column: SheetColumn): CellSuggestions {
  if (column.role === "owner") return ownerSuggestions(sheet, design, texts, column);
  const descriptor = (row && sheet.cell(row, column)) ?? column.descriptor;
  const names = referenceNames(design, sheet.owner);
  const references = () => names.options(descriptor.path).map(({ id, detail }) => ({ text: names.textOf(descriptor.path, id), detail }));
  switch (descriptor.control) {
    case "flag":
      return { items: [{ text: "Yes" }, { text: "No" }], closed: true, many: false };
    case "choice":
      return { items: (descriptor.options ?? []).map(({ title }) => ({ text: title })), closed: true, many: false };
    case "choices":
      return { items: (descriptor.options ?? []).map(({ title }) => ({ text: title })), closed: true, many: true };
    case "reference":
      return { items: references(), closed: true, many: false };
    case "references":
      return { items: references(), closed: true, many: true };
    case "text":
      // Names are each other's opposite: what another row is called is not what this one is called.
      return descriptor.required ? NOTHING : { items: written(sheet, design, row, column), closed: false, many: false };
    case "lines":
    case "linesOrAll":
      return { items: written(sheet, design, row, column), closed: false, many: true };
    default:
      return NOTHING;
  }
}

function ownerSuggestions(sheet: Sheet, design: Design, texts: RowTexts, column: SheetColumn): CellSuggestions {
  const columns = ownersOf(sheet);
  const level = columns.indexOf(column);
  const above = columns.slice(0, level).map(({ key }) => texts.get(key)?.trim().toLowerCase() ?? "");
  const fitting = (sheet.owners?.(design) ?? []).filter((labels) => above.every((text, at) => text === "" || labels[at]?.toLowerCase() === text));
  const items = [...new Set(fitting.flatMap((labels) => labels[level] ?? []))].map((text) => ({ text }));
  return { items, closed: level === 0, many: false };
}

/** What people often write there, and what stands in the column already, the most frequent first. */
function written(sheet: Sheet, design: Design, row: SheetRow | undefined, column: SheetColumn): readonly { readonly text: string }[] {
  const component = sheet.owner === "component" ? design.components.find(({ id }) => id === row?.element) : undefined;
  const counts = new Map<string, number>();
  for (const other of sheet.rows(design)) {
    const text = textAt(sheet, design, other, column);
    if (text !== "" && other.key !== row?.key) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const frequent = [...counts].toSorted(([, a], [, b]) => b - a).map(([text]) => text);
  const usual = suggestionsFor(component?.kind ?? "service", column.descriptor.path);
  return [...new Set([...frequent, ...usual])].slice(0, MOST).map((text) => ({ text }));
}
