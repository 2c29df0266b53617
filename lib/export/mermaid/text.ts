/** Characters that mean something inside a quoted Mermaid text, or that its Markdown, icon and HTML steps would read. */
const SPECIAL = /["#<>&`*~\\[\]{}|]/gu;

const entity = (character: string): string => `#${character.codePointAt(0) ?? 32};`;

/**
 * A text as it stands between the quotes of a label. Characters become numeric entity codes (`#35;`), line ends become `<br/>`.
 * Beyond the grammar this hides words from steps that Mermaid runs over the source text: comments and directives (`%%`), `style …:…#…;`, icons (`:fa-`),
 * formulas (`$$`) and `direction TB` inside a label. https://github.com/mermaid-js/mermaid/blob/develop/packages/mermaid/src/utils.ts (encodeEntities)
 */
export function escaped(text: string): string {
  let safe = text
    .replaceAll(/\p{Cc}+/gu, (control) => (control.includes("\n") ? "\n" : " "))
    .trim()
    .replaceAll(SPECIAL, entity)
    .replaceAll("%%", "#37;#37;")
    .replaceAll("$$", "#36;#36;")
    .replaceAll(/(?<=direction)\s(?=\s*(?:TB|BT|TD|LR|RL))/gu, "#32;")
    .replace(/^(\d{1,9})\./u, "$1#46;")
    .replace(/^[-+=]/u, entity);
  if (/style|classDef|:fa-|fa[a-z]?:|:\/\//u.test(safe)) safe = safe.replaceAll(":", "#58;");
  return safe.replaceAll("\n", "<br/>");
}

/** Words that Mermaid's grammar reads as commands when an id begins with them. */
const RESERVED = new Set(
  "end graph flowchart flowchart-elk subgraph style linkstyle classdef class click href call default direction interpolate acctitle accdescr title tb bt td lr rl br".split(" "),
);

/** Whether an id can stand in a flowchart as it is. */
function isSafeId(id: string): boolean {
  if (!/^[A-Za-z_]\w*(?:[.-]\w+)*$/u.test(id)) return false;
  return !RESERVED.has(id.split(/[.-]/u, 1)[0]?.toLowerCase() ?? "");
}

/** Hands out ids that Mermaid can read: the own id where possible, otherwise one made from it; never the same twice. */
export class SafeIds {
  readonly #taken = new Set<string>();
  readonly #ids = new Map<string, string>();
  readonly #next = new Map<string, number>();

  /** The id for an element; `space` keeps collections apart whose members may share an id. */
  of(space: string, id: string): string {
    const key = `${space} ${id}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const base = isSafeId(id) ? id : `n_${id.replaceAll(/[^A-Za-z0-9]+/gu, "_")}`;
    let candidate = base;
    for (let number = this.#next.get(base) ?? 2; this.#taken.has(candidate); number += 1) {
      candidate = `${base}_${number}`;
      this.#next.set(base, number + 1);
    }
    this.#taken.add(candidate);
    this.#ids.set(key, candidate);
    return candidate;
  }
}
