/**
 * Text from a design as it stands in Markdown: shown as it is, whatever it holds. It cannot begin a heading, list or block, break a table, or bring HTML, links or images.
 */
export function plain(text: string): string {
  // Most texts are plain words, and a large document has many thousands of them.
  if (/^[A-Za-z][A-Za-z0-9 ,.()/-]*$/u.test(text)) return text.trimEnd();
  return text
    .replaceAll(/\p{Cc}+/gu, (control) => (control.includes("\n") ? "\n" : " "))
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_[\]|~$]/gu, String.raw`\$&`)
    .replaceAll(/(?<=https?|mailto|ftp):/gu, "&#58;")
    .split("\n")
    .map((line) =>
      line
        .trim()
        .replace(/^(?=[#+=-])/u, "\\")
        .replace(/^(\d{1,9})(?=[.)])/u, "$1\\")
        .replaceAll("@", "&#64;"),
    )
    .join("\n")
    .trim();
}

/** Text on one line: for tables, headings and list items. */
export const inline = (text: string | undefined): string => plain(text ?? "").replaceAll("\n", " ");

/** Paragraphs of a free text. */
export const paragraphs = (text: string): string =>
  plain(text)
    .split("\n")
    .filter((line) => line !== "")
    .join("\n\n");

/** A table; cells are given ready escaped, empty ones become a dash. Nothing when there are no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => (cell === "" ? "–" : cell.replaceAll("\n", "<br>"))).join(" | ")} |`;
  return [line(head), `| ${head.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}

/** A list; items are given ready escaped. */
export const bullets = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");

/** A code span that its text cannot leave. */
export const code = (text: string): string => (text === "" ? "" : `\`${text.replaceAll(/[`|\p{Cc}]/gu, " ")}\``);

/** Something that the design does not say yet. */
export const open = (what: string): string => `**Open:** ${what}`;
