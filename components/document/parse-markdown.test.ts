import { expect, test } from "vitest";
import { parseMarkdown } from "./parse-markdown.ts";

const html = (source: string): string =>
  parseMarkdown(source)
    .parts.map((part) => (part.kind === "html" ? part.html : `[${part.kind}]`))
    .join("");

test("tags and images of the source stay text", () => {
  const shown = html("<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> ![x](https://example.org/x.png)");
  expect(shown).not.toMatch(/<(?:script|img)/u);
  expect(shown).toContain("&lt;script&gt;");
});

test("links lead to the web or to a rule, nowhere else", () => {
  expect(html("[a](https://example.org)")).toContain('<a href="https://example.org" target="_blank" rel="noopener noreferrer nofollow">a</a>');
  expect(html("[a](/rules/resilience/missing-timeout)")).toContain('<a href="/rules/resilience/missing-timeout">a</a>');
  for (const address of ["javascript:alert(1)", "data:text/html,x", "0001-use-kafka.md", "//example.org", "/api/v1/designs"]) expect(html(`[a](${address})`)).not.toContain("href");
});

test("line breaks work in tables", () => {
  expect(html("| a |\n| --- |\n| b<br>c |")).toMatch(/<td>b<br>\s*c<\/td>/u);
});

test("tables can be scrolled by keyboard", () => {
  expect(html("| a |\n| --- |\n| b |")).toContain('<table tabindex="0">');
});

test("diagrams and front matter are parts of their own, and sections have names", () => {
  const parsed = parseMarkdown("---\nstatus: accepted\n---\n# Title\n\n## One `x`\n\n```mermaid\nflowchart LR\n```\n\n## Two\n\n```yaml\na: 1\n```\n");
  expect(parsed.parts.map(({ kind }) => kind)).toEqual(["frontMatter", "html", "mermaid", "html"]);
  expect(parsed.parts[2]).toEqual({ kind: "mermaid", text: "flowchart LR\n" });
  expect(parsed.sections).toEqual(["One x", "Two"]);
});

test("what is open is marked and counted", () => {
  const parsed = parseMarkdown("**Open:** the owner.\n\n| a |\n| --- |\n| **Open:** timeout |\n\n**Openly** said.");
  expect(parsed.open).toBe(2);
  expect(parsed.parts.flatMap((part) => (part.kind === "html" ? (part.html.match(/class="document-open"/gu) ?? []) : []))).toHaveLength(2);
});
