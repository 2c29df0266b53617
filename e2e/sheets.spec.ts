import type { Locator, Page } from "@playwright/test";
import { expect, type Studio, test } from "./studio.ts";

/** Opens a sheet by its name from the commands; answers with its grid, which has the focus. */
async function openSheet(page: Page, title: string): Promise<Locator> {
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("combobox", { name: "Commands" })).toBeFocused();
  await page.keyboard.type(`open sheet: ${title}`);
  await page.keyboard.press("Enter");
  const grid = page.getByRole("grid", { name: title, exact: true });
  await expect(grid.locator("[role='gridcell']:focus")).toBeVisible();
  return grid;
}

/** Pastes a table where the focus is, as it comes from a spreadsheet. */
async function paste(page: Page, rows: readonly (readonly string[])[]): Promise<void> {
  await page.evaluate((text) => navigator.clipboard.writeText(text), rows.map((row) => row.join("\t")).join("\r\n"));
  await page.keyboard.press("ControlOrMeta+v");
}

/** Rows of a sheet, without the titles and the empty one at the end that makes a new one. */
const rowsOf = (grid: Locator) => expect.poll(async () => Number(await grid.getAttribute("aria-rowcount")) - 2);

/** The cell of a row (counted from one) below a title. */
async function cellOf(grid: Locator, row: number, title: string): Promise<Locator> {
  const column = await grid.getByRole("columnheader", { name: title, exact: true }).getAttribute("aria-colindex");
  return grid.locator(`[role="row"][aria-rowindex="${row + 1}"] [role="gridcell"][aria-colindex="${column}"]`);
}

/** Walks to a cell with the arrow keys. */
async function walkTo({ page }: Studio, cell: Locator): Promise<void> {
  await page.keyboard.press("ControlOrMeta+Home");
  const row = Number(await cell.locator("xpath=..").getAttribute("aria-rowindex")) - 2;
  const column = Number(await cell.getAttribute("aria-colindex")) - 2;
  for (let step = 0; step < row; step += 1) await page.keyboard.press("ArrowDown");
  for (let step = 0; step < column; step += 1) await page.keyboard.press("ArrowRight");
  await expect(cell).toBeFocused();
}

test("a schema of 60 tables and 600 columns is pasted from a spreadsheet, undone, and kept", async ({ studio, page }) => {
  await studio.openBlank();
  await studio.add("Database", "Shop database");
  const tables = Array.from({ length: 60 }, (_, at) => `table_${at + 1}`);

  const sheet = await openSheet(page, "Tables");
  await paste(page, [["Database", "Name", "Rows expected", "Soft delete"], ...tables.map((name) => ["Shop database", name, "10k", "yes"])]);
  await rowsOf(sheet).toBe(60);
  await expect(page.getByRole("region", { name: "Sheets" }).getByText("240 cells entered. 60 tables added.")).toBeVisible();
  await expect(studio.undoButton).toHaveAccessibleName("Undo: Paste 240 cells");

  const columns = await openSheet(page, "Columns");
  await paste(page, [
    ["Table", "Name", "Type", "May be empty", "Database"],
    ...tables.flatMap((table) => Array.from({ length: 10 }, (_, at) => [table, `column_${at + 1}`, at === 0 ? "uuid" : "text", at === 0 ? "no" : "yes", "Shop database"])),
  ]);
  await rowsOf(columns).toBe(600);
  await expect(await cellOf(columns, 1, "Type")).toHaveText("uuid");
  await page.keyboard.press("ControlOrMeta+End");
  await expect(await cellOf(columns, 600, "Table")).toHaveText("table_60");

  await studio.undo();
  await rowsOf(columns).toBe(0);
  await studio.undo();
  await rowsOf(await openSheet(page, "Tables")).toBe(0);
  await expect(studio.undoButton, "each paste was one step").toHaveAccessibleName("Undo: Rename");
  await studio.redo();
  await studio.redo();
  await rowsOf(sheet).toBe(60);
  await studio.saved();

  await page.reload();
  await rowsOf(sheet).toBe(60);
  await rowsOf(await openSheet(page, "Columns")).toBe(600);
});

test("an endpoint is edited from the keyboard alone, and what cannot be read is not lost", async ({ studio, page }) => {
  const { keyboard } = page;
  await studio.openSample();
  await keyboard.press("ControlOrMeta+Shift+S");
  const grid = page.getByRole("grid", { name: "Endpoints", exact: true });
  await expect(grid.locator("[role='gridcell']:focus")).toBeVisible();

  const duration = await cellOf(grid, 1, "Expected duration");
  await walkTo(studio, duration);
  await keyboard.type("soon");
  await keyboard.press("Enter");
  await expect(duration).toHaveText("soon");
  await expect(duration).toHaveAttribute("aria-invalid", "true");
  await expect(await cellOf(grid, 2, "Expected duration"), "Enter goes down").toBeFocused();
  await expect(studio.undoButton, "nothing was written").toHaveAccessibleName("Nothing to undo");
  await keyboard.press("ArrowUp");
  await expect(page.getByRole("region", { name: "Sheets" }).getByText("Write a duration such as 300ms, 5s, 2min or 7d.")).toBeVisible();

  await keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Expected duration, row 1" })).toHaveValue("soon");
  await keyboard.press("ControlOrMeta+a");
  await keyboard.type("5s");
  await keyboard.press("Tab");
  await expect(duration).toHaveText("5s");
  await expect(duration).not.toHaveAttribute("aria-invalid");
  await expect(studio.undoButton).toHaveAccessibleName("Undo: Edit expected duration");

  // A choice by its first letters, a range copied below, and undo.
  const effect = await cellOf(grid, 1, "Effect");
  await walkTo(studio, effect);
  await keyboard.type("act");
  await expect(page.getByRole("option", { name: "Action" })).toBeVisible();
  await keyboard.press("Enter");
  await expect(effect).toHaveText("Action");
  await keyboard.press("ArrowUp");
  await keyboard.press("ControlOrMeta+c");
  await keyboard.press("ArrowDown");
  await keyboard.press("Shift+ArrowDown");
  await keyboard.press("ControlOrMeta+v");
  await expect(await cellOf(grid, 2, "Effect")).toHaveText("Action");
  await expect(await cellOf(grid, 3, "Effect")).toHaveText("Action");
  await studio.undo();
  await expect(await cellOf(grid, 2, "Effect")).not.toHaveText("Action");
  await expect(effect).toHaveText("Action");

  // A new row for another API, then the way out.
  const before = Number(await grid.getAttribute("aria-rowcount"));
  await keyboard.press("ControlOrMeta+Enter");
  await keyboard.type("cancelOrder");
  await keyboard.press("Tab");
  await expect(grid).toHaveAttribute("aria-rowcount", String(before + 1));
  await keyboard.type("post");
  await keyboard.press("Tab");
  await keyboard.press("ControlOrMeta+Backspace");
  await expect(grid).toHaveAttribute("aria-rowcount", String(before));
  await keyboard.press("Escape");
  await keyboard.press("Tab");
  await expect(grid.locator(":focus")).toHaveCount(0);
});

test("the twelve edge cases are answered one under the other", async ({ studio, page }) => {
  const { keyboard } = page;
  await studio.openBlank();
  const grid = await openSheet(page, "Edge cases");
  await walkTo(studio, await cellOf(grid, 1, "Answer"));
  for (let row = 1; row <= 12; row += 1) {
    await keyboard.type(`Answer ${row}`);
    await keyboard.press("Enter");
  }
  await expect(page.getByRole("navigation", { name: "Sheets" }).getByRole("button", { name: "Edge cases 12/12" })).toBeVisible();
  await studio.saved();
  await page.reload();
  await expect(await cellOf(grid, 12, "Answer"), "the sheet is open again, with what was written").toHaveText("Answer 12");

  const maximise = page.getByRole("button", { name: "Maximise the drawer" });
  await maximise.click();
  await expect(studio.canvas).toHaveAttribute("inert");
  await (await cellOf(grid, 1, "Answer")).click();
  await keyboard.press("Escape");
  await expect(maximise).toBeVisible();
  await page.getByRole("tab", { name: "Findings" }).click();
  await expect(studio.findings).toBeVisible();
});
