import { expect, test } from "./studio.ts";

test("designs are created, renamed, duplicated, deleted and brought back", async ({ studio, page }) => {
  await studio.openBlank();
  const name = `Warehouse ${Date.now()}`;
  await page.getByRole("heading", { level: 1 }).getByRole("button").click();
  await page.getByRole("textbox", { name: "Title of the design" }).fill(name);
  await page.keyboard.press("Enter");
  await studio.saved();

  await page.goto("/designs");
  const row = (title: string) => page.getByRole("listitem").filter({ has: page.getByRole("link", { name: new RegExp(`^${title}`, "u") }) });
  await expect(row(name)).toHaveCount(1);
  await row(name)
    .getByRole("button", { name: /^More for/u })
    .click();
  await page.getByRole("menuitem", { name: "Rename…" }).click();
  await page.getByRole("textbox", { name: "Title" }).fill(`${name} B`);
  await page.keyboard.press("Enter");
  await expect(row(`${name} B`)).toHaveCount(1);

  await row(`${name} B`)
    .getByRole("button", { name: /^More for/u })
    .click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await expect(row(`Copy of ${name} B`)).toHaveCount(1);

  await row(`Copy of ${name} B`)
    .getByRole("button", { name: /^More for/u })
    .click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(row(`Copy of ${name} B`)).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(`Copy of ${name} B`)).toHaveCount(1);

  await page.getByRole("link", { name: new RegExp(`^${name} B`, "u") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${name} B`);
});

test("a template opens without findings", async ({ page, studio }) => {
  await page.goto("/designs?new");
  await page.getByRole("button", { name: /^Order management/u }).click();
  await page.waitForURL(/\/d\//u);
  await expect(page.getByRole("button", { name: "Health: No findings" })).toBeVisible();
  await studio.saved();
});

test("a design that does not exist says so", async ({ page }) => {
  await page.goto("/d/nothing-here");
  await expect(page.getByRole("heading", { name: "This design cannot be opened" })).toBeVisible();
  await page.getByRole("link", { name: "All designs" }).click();
  await expect(page.getByRole("heading", { name: "Designs", level: 1 })).toBeVisible();
});
