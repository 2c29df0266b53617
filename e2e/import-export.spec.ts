import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { strFromU8, unzipSync } from "fflate";
import { expect, type Studio, test } from "./studio.ts";

const example = (path: string): string => fileURLToPath(new URL(`../examples/${path}`, import.meta.url));
const AS_DRAWN = example("order-management/as-drawn.lintel.yaml");

/** Headings of a Markdown text at one level. */
const headings = (markdown: string, level: number): readonly string[] => [...markdown.matchAll(new RegExp(`^#{${level}} (.+)$`, "gmu"))].map(([, title]) => title ?? "");

async function openExample(studio: Studio): Promise<void> {
  await studio.openBlank();
  await studio.importFile(AS_DRAWN);
  await expect(studio.finding().first()).toBeVisible();
}

test("the design file comes back as it was, in YAML and in JSON", async ({ studio }) => {
  await openExample(studio);
  const before = await studio.totals();
  expect(before.components).toBeGreaterThan(5);
  const [yaml, json] = [await studio.download("Lintel YAML"), await studio.download("Lintel JSON")];
  expect(yaml.name).toMatch(/\.lintel\.yaml$/u);
  expect(json.name).toMatch(/\.lintel\.json$/u);
  expect(JSON.parse(json.content.toString())).toMatchObject({ lintel: 1 });
  for (const { name, content } of [yaml, json]) {
    await studio.openBlank();
    await studio.importFile({ name, mimeType: "text/plain", buffer: content });
    await studio.expectTotals(before);
    expect((await studio.download("Lintel YAML")).content.toString(), "and is written the same way again").toBe(yaml.content.toString());
  }
});

test("the Mermaid flowchart is read again with every component and connection", async ({ studio }) => {
  await openExample(studio);
  const before = await studio.totals();
  const { name, content } = await studio.download("Mermaid flowchart");
  expect(name).toMatch(/\.mmd$/u);
  await studio.openBlank();
  await studio.importText(content.toString());
  const after = await studio.totals();
  expect({ components: after.components, connections: after.connections }).toEqual({ components: before.components, connections: before.connections });
});

test("findings are exported as SARIF, JSON, JUnit and Markdown", async ({ studio }) => {
  await openExample(studio);
  const errors = await studio.count("error");
  const sarif = JSON.parse((await studio.download("Findings (SARIF 2.1.0)")).content.toString()) as { version: string; runs: { results: { level: string }[] }[] };
  expect(sarif.version).toBe("2.1.0");
  expect(sarif.runs[0]?.results.filter(({ level }) => level === "error")).toHaveLength(errors);
  const json = JSON.parse((await studio.download("Findings (JSON)")).content.toString()) as { findings: { severity: string }[] };
  expect(json.findings.filter(({ severity }) => severity === "error")).toHaveLength(errors);
  expect((await studio.download("Findings (JUnit XML)")).content.toString()).toMatch(/^<\?xml[^>]*>\s*<testsuites\b[\s\S]*<\/testsuites>\s*$/u);
  const markdown = (await studio.download("Findings (Markdown)")).content.toString();
  expect(headings(markdown, 2)).toContain(`Errors (${errors})`);
});

test("the documents have their sections", async ({ studio }) => {
  await openExample(studio);
  const design = (await studio.download("System Architecture Design")).content.toString();
  expect(headings(design, 2).map((title) => title.replace(/^\d+\.\s*/u, ""))).toEqual(
    expect.arrayContaining([
      "Executive Summary",
      "Architecture Overview",
      "Service Definitions",
      "API Specifications",
      "Database Schema",
      "Event Flow",
      "Resilience",
      "Security Considerations",
      "Architecture Decision Records",
    ]),
  );
  expect(design).toContain("```mermaid");
  const proposal = (await studio.download("Checkpoint 1 proposal")).content.toString();
  expect(headings(proposal, 2)).toHaveLength(19);
  expect(headings(proposal, 2).map((title) => title.replace(/^\d+\.\s*/u, ""))).toEqual(
    expect.arrayContaining(["Goal and Requirements", "Service Boundaries", "Alternatives and Decisions", "Linter Report"]),
  );
});

test("decisions are exported as one file each, or it is said that there are none", async ({ studio, page }) => {
  await studio.openBlank();
  await page.getByRole("navigation", { name: "Panels" }).getByRole("button", { name: "Decisions" }).click();
  const panel = page.getByRole("complementary", { name: "Decisions" });
  const dialog = await studio.openExport();
  await dialog.getByRole("option", { name: "Decisions (MADR 4)" }).click();
  await dialog.getByRole("button", { name: "Download", exact: true }).click();
  await expect(dialog.getByRole("status")).toContainText("There is nothing to write yet, so no file was saved.");
  await page.keyboard.press("Escape");
  await panel.getByRole("button", { name: "New decision" }).click();
  await panel.getByRole("textbox", { name: "Title" }).fill("Orders own their database");
  await panel.getByRole("textbox", { name: "Title" }).press("Enter");
  for (const [title, heading] of [
    ["Decisions (MADR 4)", "# Orders own their database"],
    ["Decisions (Nygard)", "# 1. Orders own their database"],
  ] as const) {
    const files = unzipSync((await studio.download(title)).content);
    expect(Object.keys(files)).toHaveLength(1);
    expect(Object.values(files).map((bytes) => strFromU8(bytes))[0]).toContain(heading);
  }
});

test("pictures are pictures, and everything comes in one ZIP", async ({ studio }) => {
  await openExample(studio);
  for (const title of ["Picture (SVG)", "Picture, dark (SVG)"]) {
    const svg = (await studio.download(title)).content.toString();
    expect(svg).toMatch(/^(<\?xml[^>]*>\s*)?<svg\b/u);
    expect(svg).toContain("</svg>");
    expect(svg).not.toMatch(/<script|<foreignObject|\son\w+=/iu);
  }
  expect([...(await studio.download("Picture (PNG)")).content.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const files = unzipSync((await studio.download("Everything (ZIP)")).content);
  for (const ending of [
    ".architecture.md",
    ".proposal.md",
    ".findings.md",
    ".findings.json",
    ".sarif",
    ".junit.xml",
    ".mmd",
    ".svg",
    ".dark.svg",
    "@2x.png",
    ".lintel.yaml",
    ".lintel.json",
  ]) {
    const [name] = Object.keys(files).filter((candidate) => candidate.endsWith(ending));
    expect(name, `a file that ends with ${ending}`).toBeDefined();
    expect(files[name ?? ""]?.length).toBeGreaterThan(100);
  }
});

test("a diagram is pasted, placed, and its guesses are named", async ({ studio }) => {
  await studio.openBlank();
  const dialog = await studio.openImport();
  await dialog
    .getByRole("textbox", { name: "Or paste the text" })
    .fill('flowchart LR\n  web[Web shop] -->|REST| orders(Order service)\n  subgraph ordering [Ordering]\n    orders --> db[("PostgreSQL")]\n  end\n');
  await dialog.getByRole("button", { name: "Read the text" }).click();
  await expect(dialog.getByText("3 components, 2 connections, 1 boundary.")).toBeVisible();
  await dialog.getByText(/notes? on what was guessed or left out/u).click();
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect(studio.connection("Web shop", "Order service")).toBeVisible();
  await expect(studio.card("PostgreSQL")).toHaveAccessibleName(/^PostgreSQL, database/u);
  await expect(studio.boundary("Ordering")).toHaveAccessibleName(/2 components/u);
  await studio.undo();
  await studio.expectTotals({ components: 0, connections: 0, boundaries: 0 });
});

test("an import into a full canvas replaces it, comes into view, and is undone in one step", async ({ studio, page }) => {
  await studio.openSample();
  await studio.importFile({ name: "far.lintel.yaml", mimeType: "text/yaml", buffer: Buffer.from(FAR_AWAY) }, "Replace this design");
  await expect(studio.card("Alpha")).toBeInViewport();
  await expect(studio.card("Omega")).toBeInViewport();
  await expect(page.getByText("Imported “Far away”")).toBeVisible();
  await studio.drawing.focus();
  await studio.undo();
  await expect(studio.card("Orders")).toBeInViewport();
  await expect(studio.undoButton).toHaveAccessibleName("Nothing to undo");
});

test("an import becomes a new design from the list", async ({ studio, page }) => {
  await page.goto("/designs");
  const dialog = await studio.openImport();
  await dialog.getByLabel("File to import").setInputFiles(AS_DRAWN);
  await dialog.getByRole("button", { name: "Open as a new design" }).click();
  await page.waitForURL(/\/d\//u);
  await studio.saved();
  expect((await studio.totals()).components).toBeGreaterThan(5);
});

const FAR_AWAY = `lintel: 1
title: Far away
components:
  - { id: alpha, kind: service, name: Alpha }
  - { id: omega, kind: service, name: Omega }
layout:
  components:
    alpha: { x: 90000, y: 90000 }
    omega: { x: 90400, y: 90000 }
`;
const NAMES = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
/** Every name stands for nine of the one before. */
const BOMB = NAMES.map(
  (name, at) =>
    `${name}: &${name} [${Array(9)
      .fill(at === 0 ? "x" : `*${NAMES[at - 1]}`)
      .join(",")}]\n`,
).join("");

/** Files that cannot be imported, and what is said about them. */
const BAD: readonly (readonly [what: string, name: string, content: string | Buffer, said: readonly RegExp[]])[] = [
  ["broken YAML", "broken.lintel.yaml", "lintel: 1\ntitle: [a\n", [/line 3, column 1/u, /not readable as YAML/u]],
  ["broken JSON", "broken.lintel.json", '{\n  "lintel": 1\n  "title": "Shop"\n}\n', [/line 2, column \d+/u, /not readable/u]],
  ["values of the wrong type", "types.lintel.yaml", "lintel: 1\ntitle: 5\ncomponents: none\n", [/line 2, column 1.*must be a text/u, /line 3, column 1.*must be a list/u]],
  [
    "a duration in words",
    "soon.lintel.yaml",
    "lintel: 1\ntitle: x\ncomponents:\n  - id: a\n    kind: service\nconnections:\n  - { kind: call, from: a, to: a, timeoutMs: soon }\n",
    [/line 7, column \d+/u, /Write a duration such as 300ms/u],
  ],
  ["YAML that is nested too deep", "deep.lintel.yaml", `lintel: 1\ntitle: ${"[".repeat(200_000)}`, [/nested more than 100 levels/u]],
  ["a bomb of aliases", "bomb.lintel.yaml", BOMB, [/more than (?:120,000 values|100 aliases)/u]],
  [
    "a Mermaid text of open brackets",
    "hostile.mmd",
    `flowchart LR\n  a["<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"] --> b\n  c${"[".repeat(100_000)}`,
    [/line 3, column \d+/u],
  ],
  [
    "a picture that is called YAML",
    "picture.yaml",
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0xff, 0xfe, 0, 1]),
    [/line 1/u],
  ],
  ["nothing at all", "empty.lintel.yaml", "", [/empty/u]],
];

test("what cannot be imported is refused with line, column and reason, and the design stays", async ({ studio, page }) => {
  await studio.openSample();
  const before = await studio.totals();
  const dialog = await studio.openImport();
  for (const [what, name, content, said] of BAD) {
    await test.step(what, async () => {
      await dialog.getByLabel("File to import").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
      const message = dialog.getByRole("alert");
      await expect(message).toContainText(`${name} cannot be imported. Nothing was changed.`, { timeout: 15_000 });
      for (const words of said) await expect(message).toContainText(words);
      await expect(dialog.getByRole("button", { name: "Replace this design" })).toHaveCount(0);
    });
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await studio.expectTotals(before);
  await expect(studio.undoButton).toHaveAccessibleName("Nothing to undo");
  await studio.card("Stock").click();
  await expect(studio.selected).toHaveText("Stock");
});

test("a file of 50 MB is not even opened", async ({ studio, page }, info) => {
  await studio.openSample();
  const file = info.outputPath("huge.lintel.yaml");
  await writeFile(file, Buffer.alloc(50_000_000, "a"));
  const dialog = await studio.openImport();
  await dialog.getByLabel("File to import").setInputFiles(file);
  await expect(dialog.getByRole("alert")).toContainText("huge.lintel.yaml has 47.7 MiB; the most that can be imported is 2 MiB.");
  await page.keyboard.press("Escape");
  await studio.card("Stock").click();
  await expect(studio.selected).toHaveText("Stock");
});

test("scripts in a diagram stay text", async ({ studio, page }) => {
  await studio.openBlank();
  const nasty = "<img src=x onerror='window.hacked=1'>";
  await studio.importText(`flowchart LR\n  a["${nasty}"] -->|"<script>window.hacked=1</script>"| b["javascript:alert(1)"]\n  click b "javascript:window.hacked=1"\n`);
  await studio.expectTotals({ components: 2, connections: 1, boundaries: 0 });
  expect((await studio.download("Picture (SVG)")).content.toString()).not.toMatch(/<img|<script/iu);
  await page.getByRole("navigation", { name: "Panels" }).getByRole("button", { name: "Documents" }).click();
  await expect(page.getByRole("complementary", { name: "Documents" }).getByRole("heading", { level: 1 })).toBeVisible();
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
});

test("pasted text is read like a file", async ({ studio }) => {
  await studio.openBlank();
  const dialog = await studio.openImport();
  const field = dialog.getByRole("textbox", { name: "Or paste the text" });
  await field.fill("good morning");
  await dialog.getByRole("button", { name: "Read the text" }).click();
  await expect(dialog.getByRole("alert")).toContainText("This is neither a Lintel file nor a Mermaid diagram.");
  await field.fill(await readFile(AS_DRAWN, "utf8"));
  await dialog.getByRole("button", { name: "Read the text" }).click();
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  expect((await studio.totals()).components).toBeGreaterThan(5);
});
