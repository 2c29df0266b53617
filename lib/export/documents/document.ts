import { plain } from "../markdown-text.ts";

/** One numbered section of a document; its body is Markdown. */
export interface Section {
  readonly title: string;
  readonly body: string;
}

/** Puts a document together: title, numbered sections, one blank line between all parts. */
export function assemble(title: string, sections: readonly Section[]): string {
  const parts = [`# ${plain(title).replaceAll("\n", " ")}`, ...sections.flatMap((section, at) => [`## ${at + 1}. ${section.title}`, section.body])];
  return `${parts.join("\n\n")}\n`;
}

/** Parts of a section with a blank line between; empty ones are left out. */
export const joined = (...parts: readonly (string | undefined)[]): string => parts.filter((part) => part !== undefined && part !== "").join("\n\n");

/** A fenced block that its text cannot leave. */
export function fenced(language: string, text: string): string {
  let fence = "```";
  while (text.includes(fence)) fence += "`";
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}
