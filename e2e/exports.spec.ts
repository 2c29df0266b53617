import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";

async function openExport(page: Page): Promise<void> {
  await page.goto("/sample");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await expect(page.getByPlaceholder("Search formats")).toBeFocused();
}

const enter = async (page: Page) => {
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  return download;
};

test("a person finds a format by typing and downloads it with Enter", async ({ page }) => {
  await openExport(page);
  await page.keyboard.type("sarif");
  const download = await enter(page);
  expect(download.suggestedFilename()).toBe("order-system.sarif");
  const report: unknown = JSON.parse(await readFile(await download.path(), "utf8"));
  expect(report).toHaveProperty("version", "2.1.0");
  await expect(page.getByRole("dialog").getByRole("status")).toContainText("order-system.sarif was saved");
});

test("arrows choose, and what the format could not express is said", async ({ page }) => {
  await openExport(page);
  await page.keyboard.type("mermaid");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("heading", { name: "Mermaid flowchart" })).toBeVisible();
  await enter(page);
  await expect(dialog.getByRole("status").getByRole("listitem").first()).toContainText("flowchart");
  await page.getByPlaceholder("Search formats").fill("");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("heading", { name: "Checkpoint 1 proposal" })).toBeVisible();
});

test("the canvas becomes a PNG of the chosen size and ground", async ({ page }) => {
  await openExport(page);
  await page.keyboard.type("png");
  const widths: number[] = [];
  for (const scale of ["1×", "3×"]) {
    await page.getByLabel("Size").selectOption(scale);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download" }).click();
    const bytes = await readFile(await (await download).path());
    expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
    widths.push(bytes.readUInt32BE(16));
  }
  expect(widths[1]).toBe(3 * (widths[0] ?? 0));
  await page.getByLabel("Ground").selectOption("Dark");
  await expect(page.getByText("order-system.dark@3x.png", { exact: true })).toBeVisible();
});

test("everything comes in one ZIP", async ({ page }) => {
  await openExport(page);
  await page.keyboard.type("everything");
  const download = await enter(page);
  expect(download.suggestedFilename()).toBe("order-system.zip");
  const text = (await readFile(await download.path())).toString("latin1");
  for (const name of ["order-system.architecture.md", "order-system.lintel.yaml", "order-system.svg", "order-system@2x.png"]) expect(text).toContain(name);
});

test("the documents beside the canvas follow the design", async ({ page }) => {
  await page.goto("/sample");
  await page.getByRole("button", { name: "Documents", exact: true }).click();
  const panel = page.getByRole("complementary", { name: "Documents" });
  await expect(panel.getByRole("heading", { level: 1 })).toHaveText("System Architecture Design: Order system");
  await expect(panel.getByRole("img", { name: /^Diagram/u }).first()).toBeVisible();
  const open = panel.getByText(/^\d+ open$/u);
  await expect(open).toBeVisible();
  const description = page.getByRole("complementary", { name: "Inspector" }).getByLabel("Description");
  await description.fill("A shop that sells <b>hats</b>.");
  await description.blur();
  await expect(panel.getByText("A shop that sells <b>hats</b>.")).toBeVisible();
  await panel.getByRole("combobox", { name: "Document", exact: true }).selectOption("Findings (Markdown)");
  await expect(panel.getByRole("heading", { level: 2, name: /^Errors/u })).toBeVisible();
  await panel.getByRole("tab", { name: "Text" }).click();
  await expect(panel.getByText("# Findings: Order system")).toBeVisible();
  await panel.getByRole("button", { name: "Read in a wide view" }).click();
  await expect(page.getByRole("dialog").getByText("# Findings: Order system")).toBeVisible();
});
