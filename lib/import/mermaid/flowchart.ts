import type { DrawnEdge, DrawnFlowchart, DrawnGroup, DrawnNode } from "./diagram.ts";
import { plainText } from "./plain-text.ts";
import { DEPTH_LIMIT, LineCounter, Refusal, STATEMENT_LIMIT } from "./refusal.ts";
import { lineEnd, type Source, skipSpace } from "./source.ts";

/** Opening bracket, closings, and the outline that they mean; longer openings first. */
const BRACKETS: readonly (readonly [open: string, closes: readonly (readonly [close: string, shape: string])[]])[] = [
  ["(((", [[")))", "dbl-circ"]]],
  ["([", [["])", "stadium"]]],
  ["((", [["))", "circle"]]],
  ["(-", [["-)", "ellipse"]]],
  ["(", [[")", "rounded"]]],
  ["[[", [["]]", "subproc"]]],
  ["[(", [[")]", "cyl"]]],
  [
    "[/",
    [
      ["/]", "lean-r"],
      ["\\]", "trap-b"],
    ],
  ],
  [
    "[\\",
    [
      ["\\]", "lean-l"],
      ["/]", "trap-t"],
    ],
  ],
  ["[|", [["|]", "rect"]]],
  ["[", [["]", "rect"]]],
  ["{{", [["}}", "hex"]]],
  ["{", [["}", "diam"]]],
  [">", [["]", "odd"]]],
];

const STYLING = new Set(["classDef", "style", "linkStyle", "click", "href", "accDescr", "accTitle"]);
const DIRECTIONS = new Set(["TB", "TD", "BT", "LR", "RL"]);

interface Link {
  readonly stroke: DrawnEdge["stroke"];
  readonly heads: readonly [boolean, boolean];
  readonly text: string;
}

/**
 * Reads the flowchart grammar by hand, in one walk and with bounded look-ahead. More tolerant than Mermaid (unquoted brackets, `->`, a comment after a statement);
 * what it cannot read it refuses with the place.
 */
export function readFlowchart(source: Source): DrawnFlowchart {
  return new FlowchartReader(source).read();
}

class FlowchartReader {
  readonly #text: string;
  readonly #lines: LineCounter;
  readonly #nodes = new Map<string, DrawnNode>();
  readonly #edges: DrawnEdge[] = [];
  readonly #groups = new Set<DrawnGroup>();
  readonly #found = new Map<string, { readonly from: number; readonly at: number }>();
  readonly #open: DrawnGroup[] = [];
  readonly #groupsById = new Map<string, DrawnGroup>();
  readonly #classes: (readonly [ids: readonly string[], name: string])[] = [];
  readonly #ownIds = new Map<string, string>();
  readonly #ignored = new Map<string, number>();
  readonly #edgeIds = new Set<string>();
  readonly #settingsOnly = new Set<string>();
  #title: string | undefined;
  #told: DrawnEdge["told"];
  #statements = 0;
  #at: number;

  constructor(source: Source) {
    this.#text = source.text;
    this.#lines = new LineCounter(source.text);
    this.#at = source.at;
    this.#title = source.title;
  }

  read(): DrawnFlowchart {
    this.#skipBlanks();
    const direction = /^(?:TB|TD|BT|LR|RL|[<>^v])(?![\w-])/u.exec(this.#text.slice(this.#at, this.#at + 4))?.[0];
    if (direction) this.#at += direction.length;
    for (;;) {
      this.#at = this.#skipSeparators(this.#at);
      if (this.#at >= this.#text.length) break;
      if (!this.#comment()) this.#statement();
    }
    const left = this.#open.at(-1);
    if (left) throw new Refusal(`The subgraph "${left.title}" is not closed. Add a line with end.`, this.#text.length);
    this.#applyClasses();
    for (const id of this.#settingsOnly) if (this.#edgeIds.has(id)) this.#nodes.delete(id);
    return { nodes: this.#nodes, edges: this.#edges, groups: [...this.#groups], ownIds: this.#ownIds, ignored: this.#ignored, ...(this.#title ? { title: this.#title } : {}) };
  }

  /** A comment or directive; comments of our own exporter are heeded. */
  #comment(): boolean {
    const text = this.#text;
    if (!text.startsWith("%%", this.#at)) return false;
    if (text.startsWith("%%{", this.#at)) {
      const close = text.indexOf("}%%", this.#at);
      this.#at = close === -1 ? lineEnd(text, this.#at) : close + 3;
      return true;
    }
    const end = lineEnd(text, this.#at);
    const words = text
      .slice(this.#at + 2, Math.min(end, this.#at + 400))
      .trim()
      .split(" ");
    if (words.length === 3 && words[0] === "id") this.#ownIds.set(words[1] ?? "", words[2] ?? "");
    else if (words.length === 3 && words[0] === "connection") this.#told = { id: words[1] ?? "", kind: words[2] ?? "" };
    this.#at = end;
    return true;
  }

  #statement(): void {
    this.#statements += 1;
    if (this.#statements > STATEMENT_LIMIT)
      throw new Refusal(`The diagram has more than ${STATEMENT_LIMIT.toLocaleString("en")} statements. Split it into several diagrams.`, this.#at);
    const word = /^[A-Za-z]+/u.exec(this.#text.slice(this.#at, this.#at + 12))?.[0] ?? "";
    if (this.#keyword(word)) return;
    this.#chain();
    this.#endOfStatement();
  }

  #keyword(word: string): boolean {
    const after = this.#at + word.length;
    const next = this.#text[after];
    const apart = next === undefined || /[\s;:{]/u.test(next);
    if (!apart || word === "") return false;
    if (word === "subgraph") this.#subgraph(after);
    else if (word === "end" && next !== ":" && next !== "{") this.#endGroup(after);
    else if (word === "direction" && DIRECTIONS.has(this.#wordAt(after))) this.#at = this.#statementEnd(after);
    else if ((word === "class" || STYLING.has(word)) && !this.#arrowFollows(after)) this.#styling(word, after);
    else return false;
    return true;
  }

  #wordAt(from: number): string {
    return (
      this.#text
        .slice(from, from + 12)
        .trim()
        .split(/[\s;]/u, 1)[0] ?? ""
    );
  }

  #arrowFollows(from: number): boolean {
    return /^[ \t]*(?:[<xo]?(?:--|==|-\.)|~~~|&|@\{|:::|[[({])/u.test(this.#text.slice(from, from + 24));
  }

  #styling(word: string, after: number): void {
    const end = word === "accDescr" && this.#text[skipSpace(this.#text, after)] === "{" ? this.#closing("}", after) : this.#statementEnd(after);
    const rest = this.#text.slice(after, end).trim();
    if (word === "class") {
      const blank = rest.lastIndexOf(" ");
      if (blank > 0)
        this.#classes.push([
          rest
            .slice(0, blank)
            .split(",")
            .map((id) => id.trim()),
          rest.slice(blank + 1),
        ]);
    } else if (word === "accTitle") this.#title ??= plainText(rest.replace(/^:/u, ""));
    else if (word !== "accDescr") this.#ignored.set(word, (this.#ignored.get(word) ?? 0) + 1);
    this.#at = end;
  }

  #closing(character: string, from: number): number {
    const close = this.#find(character, from);
    return close === -1 ? this.#text.length : close + 1;
  }

  /** Like `indexOf`, but remembers the last answer for each needle, so that many short searches for something far away stay one walk. */
  #find(needle: string, from: number): number {
    const last = this.#found.get(needle);
    if (last && from >= last.from && (last.at === -1 || from <= last.at)) return last.at;
    const at = this.#text.indexOf(needle, from);
    this.#found.set(needle, { from, at });
    return at;
  }

  #lineEnd(from: number): number {
    const end = this.#find("\n", from);
    return end === -1 ? this.#text.length : end;
  }

  /** End of a statement of words: the line's end, or a semicolon outside quotes. */
  #statementEnd(from: number): number {
    const end = this.#lineEnd(from);
    let inQuotes = false;
    for (let at = from; at < end; at += 1) {
      const character = this.#text[at];
      if (character === '"') inQuotes = !inQuotes;
      else if (character === ";" && !inQuotes && !/#\w{1,8}$/u.test(this.#text.slice(Math.max(from, at - 9), at))) return at;
    }
    return end;
  }

  #subgraph(after: number): void {
    if (this.#open.length >= DEPTH_LIMIT) throw new Refusal(`Subgraphs are nested deeper than ${DEPTH_LIMIT}. Flatten the diagram.`, this.#at);
    const line = this.#lines.lineAt(this.#at);
    let start = after;
    while (this.#text[start] === " " || this.#text[start] === "\t") start += 1;
    this.#at = start;
    const named = /^[^\s[\]"();]+(?=[ \t]{0,8}\[)/u.exec(this.#text.slice(start, start + 200))?.[0];
    let id: string | undefined;
    let title: string;
    if (named !== undefined) {
      this.#at = start + named.length;
      this.#skipBlanks();
      id = named;
      title = plainText(this.#bracketed("[", [["]", "rect"]]).text) || named;
      this.#at = this.#statementEnd(this.#at);
    } else {
      const end = this.#statementEnd(start);
      const raw = this.#text
        .slice(start, end)
        .trim()
        .replace(/:::[\w-]+$/u, "");
      const quoted = raw.length > 1 && raw.startsWith('"') && raw.endsWith('"');
      title = plainText(quoted ? raw.slice(1, -1) : raw);
      id = raw !== "" && !quoted && !/\s/u.test(raw) ? raw : quoted && !/\s/u.test(title) && title !== "" ? title : undefined;
      this.#at = end;
    }
    const known = id === undefined ? undefined : this.#groupsById.get(id);
    const group: DrawnGroup = known ?? { id, title: title || "Group", classes: [], line, parent: this.#open.at(-1), mentions: new Set() };
    if (id !== undefined && !known) this.#groupsById.set(id, group);
    if (this.#open.includes(group)) throw new Refusal(`The subgraph "${group.title}" is inside itself. Give one of the two another id.`, start);
    this.#open.push(group);
  }

  #endGroup(after: number): void {
    const group = this.#open.pop();
    if (!group) throw new Refusal("There is an end without a subgraph. Remove it, or rename a node that is called end.", this.#at);
    this.#groups.add(group);
    this.#at = after;
  }

  /** `A & B --> C --> D`: every node of a step is linked with every node of the next. */
  #chain(): void {
    let left = this.#step();
    for (;;) {
      const link = this.#link();
      if (!link) return;
      this.#at = skipSpace(this.#text, this.#at);
      const right = this.#step();
      this.#connect(left, right, link);
      left = right;
    }
  }

  #connect(left: readonly string[], right: readonly string[], link: Link): void {
    if (this.#edges.length + left.length * right.length > STATEMENT_LIMIT) {
      throw new Refusal(`The diagram has more than ${STATEMENT_LIMIT.toLocaleString("en")} edges. Split it into several diagrams.`, this.#at);
    }
    const line = this.#lines.lineAt(this.#at);
    const told = this.#told;
    this.#told = undefined;
    for (const from of left) {
      for (const to of right) this.#edges.push({ from, to, text: link.text, stroke: link.stroke, heads: link.heads, line, ...(told ? { told } : {}) });
    }
  }

  #step(): string[] {
    const ids = [this.#node()];
    for (;;) {
      const from = this.#at;
      this.#at = skipSpace(this.#text, this.#at);
      if (this.#text[this.#at] !== "&") {
        this.#at = from;
        return ids;
      }
      this.#at = skipSpace(this.#text, this.#at + 1);
      ids.push(this.#node());
    }
  }

  #node(): string {
    const start = this.#at;
    const id = this.#id();
    if (id === "") throw this.#unexpected(start);
    let node = this.#nodes.get(id);
    if (!node) {
      if (this.#nodes.size >= STATEMENT_LIMIT) throw new Refusal(`The diagram has more than ${STATEMENT_LIMIT.toLocaleString("en")} nodes. Split it into several diagrams.`, start);
      node = { id, text: "", shape: "", classes: [], line: this.#lines.lineAt(start) };
      this.#nodes.set(id, node);
      if (this.#text.startsWith("@{", this.#at)) this.#settingsOnly.add(id);
    }
    this.#open.at(-1)?.mentions.add(id);
    this.#decorate(node);
    return id;
  }

  /** Brackets, `@{ … }` and `:::class` after an id, in any order. */
  #decorate(node: DrawnNode): void {
    for (;;) {
      const from = this.#at;
      if (this.#text.startsWith("@{", this.#at)) {
        this.#settings(node);
        continue;
      }
      this.#skipBlanks();
      if (this.#text.startsWith(":::", this.#at)) {
        this.#at += 3;
        const name = this.#id();
        if (name !== "") node.classes.push(name);
        continue;
      }
      this.#at = from;
      const brackets = BRACKETS.find(([open]) => this.#text.startsWith(open, from));
      if (!brackets) return;
      const { text, shape } = this.#bracketed(...brackets);
      node.text = plainText(text);
      node.shape = shape;
      this.#settingsOnly.delete(node.id);
    }
  }

  #bracketed(open: string, closes: readonly (readonly [string, string])[]): { text: string; shape: string } {
    const start = this.#at;
    const inner = skipSpace(this.#text, start + open.length);
    if (this.#text[inner] === '"') {
      const end = this.#text.indexOf('"', inner + 1);
      const after = end === -1 ? -1 : skipSpace(this.#text, end + 1);
      const close = after === -1 ? undefined : closes.find(([candidate]) => this.#text.startsWith(candidate, after));
      if (close) {
        this.#at = after + close[0].length;
        return { text: this.#text.slice(inner + 1, end), shape: close[1] };
      }
    }
    const found = closes.map(([close, shape]) => ({ close, shape, at: this.#find(close, start + open.length) })).filter(({ at }) => at !== -1);
    const nearest = found.toSorted((a, b) => a.at - b.at)[0];
    if (!nearest) throw new Refusal(`The label that begins with ${open} is not closed with ${closes[0]?.[0]}.`, start);
    const end = this.#closeOf(open, nearest.close, start + open.length, nearest.at);
    this.#at = end + nearest.close.length;
    return { text: unquoted(this.#text.slice(start + open.length, end)), shape: nearest.shape };
  }

  /** Place of the closing bracket of an unquoted label: quotes are skipped, and as many brackets as were opened inside on its line. */
  #closeOf(open: string, close: string, from: number, first: number): number {
    const inside = this.#text.slice(from, first);
    const end = this.#lineEnd(first);
    if (inside.split('"').length % 2 === 0) {
      const quote = this.#find('"', first);
      const beyond = quote === -1 || quote > end ? -1 : this.#find(close, quote);
      if (beyond !== -1 && beyond <= end) return beyond;
    }
    if (open.length !== 1 || open === ">") return first;
    let at = first;
    for (let depth = inside.split(open).length - 1; depth > 0; depth -= 1) {
      const next = this.#find(close, at + 1);
      if (next === -1 || next > end) break;
      depth += this.#text.slice(at, next).split(open).length - 1;
      at = next;
    }
    return at;
  }

  #settings(node: DrawnNode): void {
    const start = this.#at;
    let quote = "";
    let at = start + 2;
    for (; at < this.#text.length; at += 1) {
      const character = this.#text[at] ?? "";
      if (quote !== "") {
        if (character === quote) quote = "";
      } else if (character === '"') quote = character;
      else if (character === "}") break;
    }
    if (at >= this.#text.length) throw new Refusal("The settings that begin with @{ are not closed with }.", start);
    this.#at = at + 1;
    const settings = settingsOf(this.#text.slice(start + 2, at));
    const shape = settings.get("shape");
    const label = settings.get("label");
    if (shape !== undefined) node.shape = shape;
    if (label !== undefined) node.text = plainText(label);
    const isAboutEdge = shape === undefined && label === undefined && (settings.has("animate") || settings.has("animation") || settings.has("curve"));
    if (!isAboutEdge) this.#settingsOnly.delete(node.id);
  }

  /** Reads an id: everything up to a blank, a bracket or the beginning of a link. */
  #id(): string {
    const text = this.#text;
    const start = this.#at;
    let at = start;
    for (; at < text.length; at += 1) {
      const character = text[at] ?? "";
      const next = text[at + 1];
      if (/[\s[\](){}<>|&;,"~@]/u.test(character)) break;
      if (character === "-" && (next === undefined || next === "-" || next === ">" || next === "." || /\s/u.test(next))) break;
      if (character === "=" && next === "=") break;
      if (character === "%" && next === "%") break;
      if (character === ":" && text.startsWith(":::", at)) break;
    }
    this.#at = at;
    return text.slice(start, at);
  }

  /** A link with its text, or nothing when the chain ends here; then the place stays. */
  #link(): Link | undefined {
    const from = this.#at;
    this.#skipBlanks();
    const ownLine = this.#text[this.#at] === "\n" || this.#text[this.#at] === "\r";
    if (ownLine) this.#at = skipSpace(this.#text, this.#at);
    this.#edgeId();
    const link = this.#arrow(ownLine);
    if (!link) {
      this.#at = from;
      return undefined;
    }
    const bar = this.#barText();
    return bar === undefined ? link : { ...link, text: bar };
  }

  #edgeId(): void {
    const start = this.#at;
    const id = this.#id();
    if (id !== "" && /^@(?:[<xo]?(?:--|==|-\.)|~~~)/u.test(this.#text.slice(this.#at, this.#at + 4))) {
      this.#edgeIds.add(id);
      this.#at += 1;
    } else this.#at = start;
  }

  #arrow(ownLine: boolean): Link | undefined {
    const text = this.#text;
    let at = this.#at;
    let startHead = false;
    const first = text[at] ?? "";
    if (first === "<" || (!ownLine && (first === "x" || first === "o"))) {
      if (!/^(?:--|==|-\.)/u.test(text.slice(at + 1, at + 3))) return undefined;
      startHead = true;
      at += 1;
    }
    const run = (character: string, begin: number): number => {
      let end = begin;
      while (text[end] === character) end += 1;
      return end;
    };
    const two = text.slice(at, at + 2);
    if (text.startsWith("~~~", at)) {
      this.#at = run("~", at);
      return { stroke: "invisible", heads: [false, false], text: "" };
    }
    if (two === "->") {
      this.#at = at + 2;
      return { stroke: "normal", heads: [startHead, true], text: "" };
    }
    if (two === "-.") {
      const dots = run(".", at + 1);
      if (text[dots] === "-") return this.#headed("dotted", dots + 1, startHead, "");
      return this.#withText("dotted", dots, startHead);
    }
    if (two !== "--" && two !== "==") return undefined;
    const character = two[0] ?? "-";
    const stroke = character === "-" ? "normal" : "thick";
    const end = run(character, at);
    if (/[>xo]/u.test(text[end] ?? "")) return this.#headed(stroke, end, startHead, "");
    if (end - at >= 3) return this.#headed(stroke, end, startHead, "");
    return this.#withText(stroke, end, startHead);
  }

  #headed(stroke: DrawnEdge["stroke"], at: number, startHead: boolean, label: string): Link {
    const head = this.#text[at] ?? "";
    // A letter is a head only where Mermaid takes it as one: right behind the line.
    const isHead = head === ">" || head === "x" || head === "o";
    this.#at = isHead ? at + 1 : at;
    return { stroke, heads: [startHead, isHead], text: plainText(label) };
  }

  /** `-- text -->`, `== text ==>`, `-. text .->`. */
  #withText(stroke: "normal" | "dotted" | "thick", from: number, startHead: boolean): Link {
    const close = stroke === "normal" ? "--" : stroke === "thick" ? "==" : ".-";
    let begin = from;
    while (this.#text[begin] === " " || this.#text[begin] === "\t") begin += 1;
    let searchFrom = begin;
    if (this.#text[begin] === '"') {
      const quote = this.#find('"', begin + 1);
      if (quote !== -1) searchFrom = quote + 1;
    }
    const end = this.#find(close, searchFrom);
    if (end === -1) throw new Refusal(`The text on the link is not closed with ${close}${close === ".-" ? "" : close[0]} or an arrow.`, this.#at);
    let labelEnd = end;
    if (stroke === "dotted") while (labelEnd > begin && this.#text[labelEnd - 1] === ".") labelEnd -= 1;
    const label = unquoted(this.#text.slice(begin, labelEnd));
    let at = end + (stroke === "dotted" ? 2 : 0);
    if (stroke !== "dotted") while (this.#text[at] === close[0]) at += 1;
    return this.#headed(stroke, at, startHead, label);
  }

  /** `|text|` behind a link. */
  #barText(): string | undefined {
    const start = skipSpace(this.#text, this.#at);
    if (this.#text[start] !== "|") return undefined;
    const inner = skipSpace(this.#text, start + 1);
    const quote = this.#text[inner] === '"' ? this.#find('"', inner + 1) : -1;
    const end = this.#find("|", quote === -1 ? start + 1 : quote);
    if (end === -1) throw new Refusal("The text on the link is not closed with |.", start);
    this.#at = end + 1;
    return plainText(unquoted(this.#text.slice(start + 1, end)));
  }

  #endOfStatement(): void {
    this.#skipBlanks();
    const next = this.#text[this.#at];
    if (next === undefined || next === "\n" || next === "\r" || next === ";") return;
    if (this.#text.startsWith("%%", this.#at)) this.#at = lineEnd(this.#text, this.#at);
    else throw this.#unexpected(this.#at);
  }

  #unexpected(at: number): Refusal {
    const found = this.#text
      .slice(at, Math.min(lineEnd(this.#text, at), at + 20))
      .replace(/[\uD800-\uDBFF]$/u, "")
      .trim();
    return new Refusal(
      found === "" ? "A node is missing here: the line ends after a link." : `This cannot be read here: ${found}`,
      at,
      "Expected a node, a link such as -->, or the end of the statement.",
    );
  }

  #skipBlanks(): void {
    while (this.#text[this.#at] === " " || this.#text[this.#at] === "\t") this.#at += 1;
  }

  #skipSeparators(from: number): number {
    let at = skipSpace(this.#text, from);
    while (this.#text[at] === ";") at = skipSpace(this.#text, at + 1);
    return at;
  }

  #applyClasses(): void {
    for (const [ids, name] of this.#classes) {
      for (const id of ids) (this.#groupsById.get(id) ?? this.#nodes.get(id))?.classes.push(name);
    }
  }
}

/** A text without the quotes around it. */
function unquoted(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1) : trimmed;
}

/** The `key: value` pairs of `@{ … }`: separated by commas or lines, values quoted or bare. */
function settingsOf(text: string): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  let at = 0;
  while (at < text.length) {
    const colon = text.indexOf(":", at);
    if (colon === -1) break;
    const key = text.slice(at, colon).replaceAll(/[\s,]/gu, "");
    let begin = skipSpace(text, colon + 1);
    let end: number;
    if (text[begin] === '"') {
      begin += 1;
      end = text.indexOf('"', begin);
      if (end === -1) end = text.length;
      at = end + 1;
    } else {
      end = begin;
      while (end < text.length && text[end] !== "," && text[end] !== "\n") end += 1;
      at = end + 1;
    }
    settings.set(key, text.slice(begin, end).trim());
  }
  return settings;
}
