const NAMED = new Map<string, string>([
  ["amp", "&"],
  ["apos", "'"],
  ["ast", "*"],
  ["colon", ":"],
  ["comma", ","],
  ["commat", "@"],
  ["copy", "©"],
  ["deg", "°"],
  ["dollar", "$"],
  ["equals", "="],
  ["excl", "!"],
  ["grave", "`"],
  ["gt", ">"],
  ["harr", "↔"],
  ["hash", "#"],
  ["hellip", "…"],
  ["infin", "∞"],
  ["larr", "←"],
  ["lbrace", "{"],
  ["lbrack", "["],
  ["lpar", "("],
  ["lt", "<"],
  ["mdash", "—"],
  ["middot", "·"],
  ["nbsp", " "],
  ["ndash", "–"],
  ["num", "#"],
  ["percnt", "%"],
  ["period", "."],
  ["plus", "+"],
  ["quest", "?"],
  ["quot", '"'],
  ["rarr", "→"],
  ["rbrace", "}"],
  ["rbrack", "]"],
  ["reg", "®"],
  ["rpar", ")"],
  ["semi", ";"],
  ["sol", "/"],
  ["times", "×"],
  ["verbar", "|"],
]);

function decoded(name: string): string | undefined {
  if (!/^\d{1,7}$/u.test(name)) return /^x[\da-f]{1,6}$/iu.test(name) ? fromCode(Number.parseInt(name.slice(1), 16)) : NAMED.get(name);
  return fromCode(Number(name));
}

const fromCode = (code: number): string | undefined => (code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : undefined);

/** Entity codes as Mermaid writes them (`#35;`, `#quot;`), as HTML does (`&amp;`, `&#40;`), also without the semicolon after a number, as people do. */
const ENTITY = /&#(x[\dA-Fa-f]{1,6}|\d{1,7});?|[&#]([A-Za-z]{2,8}|\d{1,7});/gu;
const BREAK = /^<br\s{0,4}\/?>/iu;

/**
 * The text that a label shows: HTML tags and icons gone, entities decoded, `<br>` as a line end, every other white space as one blank.
 * One pass: what an entity stands for is never read again.
 */
export function plainText(raw: string): string {
  const trimmed = raw.trim();
  const isMarkdown = trimmed.length > 1 && trimmed.startsWith("`") && trimmed.endsWith("`");
  const source = isMarkdown ? trimmed.slice(1, -1).replaceAll(/\*\*|__|(?<=^|\s)[*_](?=\S)|(?<=\S)[*_](?=$|\s)/gu, "") : raw;
  let text = "";
  let from = 0;
  for (let open = source.indexOf("<"); open !== -1; open = source.indexOf("<", from)) {
    text += entities(spaced(source.slice(from, open)));
    const isTag = /^<[/!]?[A-Za-z]/u.test(source.slice(open, open + 3));
    const close = isTag ? source.indexOf(">", open) : -1;
    if (close === -1) {
      text += "<";
      from = open + 1;
      // No tag can be closed any more, so the rest is text.
      if (isTag) break;
      continue;
    }
    if (BREAK.test(source.slice(open, open + 12))) text += "\n";
    from = close + 1;
  }
  text += entities(spaced(source.slice(from)));
  return text
    .replaceAll(/\bfa[a-z]?:fa-[\w-]{1,60}\s?/gu, "")
    .split("\n")
    .map((line) => line.replaceAll(/[ \u00A0]+/gu, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
}

const spaced = (text: string): string => text.replaceAll(/\s/gu, " ");
const entities = (text: string): string => text.replaceAll(ENTITY, (whole, number: string | undefined, name: string | undefined) => decoded(number ?? name ?? "") ?? whole);
