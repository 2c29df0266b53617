/*
 * Lists as one writes them into a cell: `id, price, "a, b"`. Groups of names are apart by semicolons: `tenant_id, id; email`.
 */

const NEEDS_QUOTES = /[",;\n\r]|^\s|\s$|^$/u;

const quoted = (item: string): string => (NEEDS_QUOTES.test(item) ? `"${item.replaceAll('"', '""')}"` : item);

/** A list as the text of a cell. */
export const listText = (items: readonly string[]): string => items.map(quoted).join(", ");

/** A list of groups as the text of a cell. */
export const groupsText = (groups: readonly (readonly string[])[]): string => groups.map(listText).join("; ");

/** The items that a text of a cell lists; lines part them as well. */
export const readList = (text: string): readonly string[] => readGroups(text.includes('"') ? text : text.replaceAll(";", ",")).flat();

/** The groups of items that a text of a cell lists; empty ones are left out. */
export function readGroups(text: string): readonly (readonly string[])[] {
  const groups: string[][] = [[]];
  let item = "";
  let wasQuoted = false;
  const close = () => {
    const written = wasQuoted ? item : item.trim();
    if (wasQuoted || written !== "") groups.at(-1)?.push(written);
    item = "";
    wasQuoted = false;
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === '"' && item.trim() === "" && !wasQuoted) {
      const end = closingQuote(text, at + 1);
      item = text.slice(at + 1, end).replaceAll('""', '"');
      wasQuoted = true;
      at = end;
    } else if (letter === "," || letter === "\n") close();
    else if (letter === ";") {
      close();
      groups.push([]);
    } else if (!wasQuoted) item += letter;
  }
  close();
  return groups.filter((group) => group.length > 0);
}

/** Place of the quote that closes one opened before `from`; a doubled one is a letter. The end of the text closes what nothing else does. */
function closingQuote(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text.charAt(at) !== '"') continue;
    if (text.charAt(at + 1) !== '"') return at;
    at += 1;
  }
  return text.length;
}
