import MarkdownIt, { type Token } from "markdown-it";

/** A part of a document, from top to bottom. */
export type Part =
  | { readonly kind: "html"; /** Not cleaned yet. */ readonly html: string }
  | { readonly kind: "mermaid"; readonly text: string }
  | { readonly kind: "frontMatter"; readonly text: string };

/** A document ready to be shown. */
export interface ParsedDocument {
  readonly parts: readonly Part[];
  /** Titles of the sections (second level), in order. */
  readonly sections: readonly string[];
  /** How many things the document still asks for. */
  readonly open: number;
}

/** Class of what is still open in a document. */
const OPEN_CLASS = "document-open";
/** Other pages and parts of this one; everything else stays plain text. */
const ADDRESS = /^(?:https?:\/\/|mailto:|\/rules\/)/iu;

/* HTML stays text and images are not fetched: a document shows what the design says and loads nothing. */
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false }).disable("image");

// Line breaks in table cells, the one tag that documents use.
markdown.inline.ruler.before("autolink", "break", (state, silent) => {
  const found = /^<br ?\/?>/u.exec(state.src.slice(state.pos, state.pos + 6));
  if (!found) return false;
  if (!silent) state.push("hardbreak", "br", 0);
  state.pos += found[0].length;
  return true;
});

markdown.core.ruler.push("open", ({ tokens }) => {
  for (const { children } of tokens) {
    for (const [at, token] of (children ?? []).entries()) {
      if (token.type === "strong_open" && children?.[at + 1]?.content === "Open:") token.attrSet("class", OPEN_CLASS);
    }
  }
});

// A wide table scrolls by itself, so it must be reachable by keyboard.
markdown.core.ruler.push("tables", ({ tokens }) => {
  for (const token of tokens) if (token.type === "table_open") token.attrSet("tabindex", "0");
});

markdown.renderer.rules["link_open"] = (tokens, at, options, _environment, renderer) => {
  const token = tokens[at];
  if (!token) return "";
  const address = String(token.attrGet("href") ?? "");
  if (!ADDRESS.test(address)) token.attrs = null;
  else if (!address.startsWith("/")) {
    token.attrSet("target", "_blank");
    token.attrSet("rel", "noopener noreferrer nofollow");
  }
  return renderer.renderToken(tokens, at, options);
};

const FRONT_MATTER = /^---\n([\s\S]*?)\n---\n/u;

/** Reads Markdown: diagrams and front matter apart, the rest as HTML. */
export function parseMarkdown(source: string): ParsedDocument {
  const head = FRONT_MATTER.exec(source);
  const tokens = markdown.parse(head ? source.slice(head[0].length) : source, {});
  const parts: Part[] = head?.[1] ? [{ kind: "frontMatter", text: head[1] }] : [];
  let run: Token[] = [];
  const endRun = () => {
    if (run.length > 0) parts.push({ kind: "html", html: markdown.renderer.render(run, markdown.options, {}) });
    run = [];
  };
  for (const token of tokens) {
    if (token.type === "fence" && token.level === 0 && token.info.trim() === "mermaid") {
      endRun();
      parts.push({ kind: "mermaid", text: token.content });
    } else run.push(token);
  }
  endRun();
  return {
    parts,
    sections: tokens.flatMap((token, at) => (token.type === "heading_open" && token.tag === "h2" ? [plainText(tokens[at + 1])] : [])),
    open: tokens.reduce((sum, { children }) => sum + (children ?? []).filter((child) => child.attrGet("class") === OPEN_CLASS).length, 0),
  };
}

const plainText = (token: Token | undefined): string => (token?.children ?? []).map(({ content }) => content).join("");

/** Reads what somebody wrote in a few lines: a line break stays one, and a diagram stays text. */
export const messageHtml = (source: string): string => markdown.render(source.replaceAll(/(?<=\S)\n(?=\S)/gu, "  \n"));
