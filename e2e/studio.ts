import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page, test as base } from "@playwright/test";

/** Drives the studio as a person does: by what is read and heard, never by class names. */
export class Studio {
  readonly page: Page;
  readonly canvas: Locator;
  readonly findings: Locator;
  readonly inspector: Locator;

  constructor(page: Page) {
    this.page = page;
    this.canvas = page.getByRole("main", { name: "Canvas" });
    this.findings = page.getByRole("region", { name: "Findings" });
    this.inspector = page.getByRole("complementary", { name: "Inspector" });
  }

  /** Opens the sample and waits until its findings are lit. */
  async openSample(): Promise<void> {
    await this.page.goto("/sample");
    await expect(this.finding().first()).toBeVisible();
  }
  /** Makes a blank design and waits until it can be drawn on. */
  async openBlank(): Promise<void> {
    await this.page.goto("/designs?new");
    await this.page.getByRole("button", { name: /^Blank/u }).click();
    await this.page.waitForURL(/\/d\//u);
    await this.saved();
  }
  /** The card of a component. */
  card(name: string): Locator {
    return this.canvas.getByRole("group", { name: new RegExp(`^${escaped(name)},`, "u") });
  }
  /** The findings in the list; those that say something, when a text is given. */
  finding(text?: RegExp): Locator {
    const rows = this.findings.getByRole("listbox", { name: "List of findings" }).getByRole("option");
    return text ? rows.filter({ hasText: text }) : rows;
  }
  /** Adds a component from the palette and gives it a name. */
  async add(kind: string, name: string): Promise<void> {
    await this.page.getByRole("complementary", { name: "Components" }).getByRole("button", { name: kind, exact: true }).click();
    await this.page.getByRole("textbox", { name: /^Name of/u }).fill(name);
    await this.page.keyboard.press("Enter");
    await expect(this.card(name)).toBeVisible();
  }
  /** Number of findings of one sort as the top bar shows it. */
  async count(sort: "error" | "warning" | "advice" | "undecided"): Promise<number> {
    const health = await this.page.getByRole("button", { name: /^Health/u }).getAttribute("aria-label");
    return Number(new RegExp(`(\\d+) ${sort}`, "u").exec(health ?? "")?.[1] ?? 0);
  }
  /** Waits until everything is stored by the server. */
  async saved(): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: "Saved" })).toBeVisible({ timeout: 15_000 });
  }
  async undo(): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+z");
  }
  /** Opens the import dialog, reads a text, and answers with one of its buttons. */
  async importText(text: string, answer: "Replace this design" | "Import" = "Import"): Promise<void> {
    await this.page.getByRole("button", { name: "Import", exact: true }).first().click();
    const dialog = this.page.getByRole("dialog", { name: "Import" });
    await dialog.getByRole("textbox", { name: "Or paste the text" }).fill(text);
    await dialog.getByRole("button", { name: "Read the text" }).click();
    await dialog.getByRole("button", { name: answer, exact: true }).click();
    await expect(dialog).toBeHidden();
  }
  /** Downloads one format through the export dialog; answers with the file's name and content. */
  async download(title: string): Promise<{ readonly name: string; readonly content: Buffer }> {
    await this.page.keyboard.press("ControlOrMeta+Shift+E");
    const dialog = this.page.getByRole("dialog", { name: "Export" });
    const started = this.page.waitForEvent("download");
    await dialog.getByRole("button", { name: `Download ${title}`, exact: true }).click();
    const download = await started;
    const content = await readFile(await download.path());
    await this.page.keyboard.press("Escape");
    return { name: download.suggestedFilename(), content };
  }
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);

/** A test with a studio at hand; it fails when the page logs an error or breaks its own content policy. */
export const test = base.extend<{ studio: Studio }>({
  studio: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(`${error.name}: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" && !/Failed to load resource/u.test(message.text())) complaints.push(message.text());
    });
    await use(new Studio(page));
    expect(complaints).toEqual([]);
  },
});

export { expect };
