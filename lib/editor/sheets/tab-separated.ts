import Papa from "papaparse";

/** Rows of cells as spreadsheets write them to the clipboard: tabs between cells, quotes around cells with tabs, quotes or line breaks. */
export function readTabSeparated(text: string): string[][] {
  const parsed = Papa.parse<string[]>(text.replace(/\r\n?/gu, "\n"), { delimiter: "\t", newline: "\n" });
  // A quote that nothing closes is a letter (5" pipe): it must not swallow the rest of the table.
  const broken = parsed.errors.some(({ type }) => type === "Quotes");
  const rows = broken ? text.split(/\r\n?|\n/u).map((line) => line.split("\t")) : parsed.data;
  const last = rows.at(-1);
  return last?.length === 1 && last[0] === "" && rows.length > 1 ? rows.slice(0, -1) : rows;
}

/** Rows of cells as spreadsheets read them from the clipboard. */
export const writeTabSeparated = (rows: readonly (readonly string[])[]): string =>
  Papa.unparse(
    rows.map((row) => [...row]),
    { delimiter: "\t", newline: "\n" },
  );
