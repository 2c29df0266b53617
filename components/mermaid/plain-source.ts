/** A diagram's text without anything that configures the drawing. */
export interface PlainSource {
  readonly text: string;
  /** Line of the given text that a line of the result came from; both counted from 1. */
  lineOf(line: number): number;
}

const FRONT_MATTER = /^\s*---[^\S\n]*\n(?:[\s\S]*?\n)??\s*---[^\S\n]*(?:\n|$)/u;
const DIRECTIVE = /%%\{[\s\S]*?\}%%/gu;

/** Takes front matter, `%%{…}%%` directives and comments out of a Mermaid text; its lines can still be told apart afterwards. */
export function plainSource(source: string): PlainSource {
  const blank = (part: string) => part.replaceAll(/[^\n]/gu, " ");
  let text = source.replace(/^\uFEFF/u, "").replaceAll(/\r\n?/gu, "\n");
  for (let found = FRONT_MATTER.exec(text); found; found = FRONT_MATTER.exec(text)) text = blank(found[0]) + text.slice(found[0].length);
  // Blanks, not nothing: what stands around a directive must not become one.
  text = text.replaceAll(DIRECTIVE, blank);
  const kept: string[] = [];
  const numbers: number[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    if (/^\s*(?:%%.*)?$/u.test(line)) continue;
    kept.push(line.replaceAll("%%{", "%% "));
    numbers.push(at + 1);
  }
  return { text: kept.join("\n"), lineOf: (line) => numbers[Math.min(line, numbers.length) - 1] ?? line };
}
