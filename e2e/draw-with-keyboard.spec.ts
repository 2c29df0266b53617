import { expect, type Studio, test } from "./studio.ts";

/** Goes to a component by its name, as one does who does not want to count arrow keys. */
async function goTo({ page, drawing, selected }: Studio, name: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("combobox", { name: "Commands" })).toBeFocused();
  await page.keyboard.type(`go to ${name}`);
  await page.keyboard.press("Enter");
  await expect(selected).toHaveText(name);
  await expect(drawing).toBeFocused();
}

test("a design is drawn, configured and put right without touching the mouse", async ({ studio, page }) => {
  const { keyboard } = page;
  await page.goto("/designs?new");
  await studio.keyTo(page.getByRole("button", { name: /^Blank/u }));
  await keyboard.press("Enter");
  await page.waitForURL(/\/d\//u);
  await studio.saved();

  // Three components: from the command palette, with N, and with C and + beside the one that it is connected to.
  await keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("combobox", { name: "Commands" })).toBeFocused();
  await keyboard.type("add service");
  await keyboard.press("Enter");
  await expect(studio.nameField).toBeFocused();
  await keyboard.type("Orders");
  await keyboard.press("Enter");
  await expect(studio.drawing).toBeFocused();
  await keyboard.press("n");
  await expect(page.getByRole("combobox", { name: "Add a component" })).toBeFocused();
  await keyboard.type("database");
  await keyboard.press("Enter");
  await expect(studio.nameField).toBeFocused();
  await keyboard.type("Orders database");
  await keyboard.press("Enter");
  await goTo(studio, "Orders");
  await keyboard.press("c");
  await keyboard.press("+");
  await expect(page.getByRole("combobox", { name: /connect Orders to it/u })).toBeFocused();
  await keyboard.type("service");
  await keyboard.press("Enter");
  await expect(studio.nameField).toBeFocused();
  await keyboard.type("Payments");
  await keyboard.press("Enter");
  for (const name of ["Orders", "Orders database", "Payments"]) await expect(studio.card(name)).toBeInViewport();

  // A connection between two that are there already.
  await goTo(studio, "Orders");
  await keyboard.press("c");
  const banner = page.getByRole("region", { name: "Connecting" });
  await expect(banner).toContainText("Connect Orders to … arrow keys or a name");
  await keyboard.press("Enter");
  await expect(banner, "nothing is connected without a target").toBeVisible();
  await keyboard.type("nowhere");
  await expect(banner).toContainText("no component is called so");
  for (let left = "nowhere".length; left > 0; left -= 1) await keyboard.press("Backspace");
  await keyboard.type("pay");
  await expect(studio.selected).toHaveText("Payments");
  for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]) {
    if ((await studio.selected.textContent()) === "Orders database") break;
    await keyboard.press(key);
  }
  await expect(studio.selected).toHaveText("Orders database");
  await keyboard.press("Enter");
  await expect(studio.selected).toHaveText("Orders → Orders database");

  // A timeout: what cannot be read stays as typed, with the reason beside it, and the value is kept.
  await keyboard.press("i");
  const timeout = studio.inspector.getByRole("textbox", { name: /^Timeout/u });
  await studio.keyTo(timeout);
  await keyboard.type("5s");
  await keyboard.press("Enter");
  await expect(timeout).toHaveValue("5s");
  await expect(studio.connection("Orders", "Orders database")).toContainText("5s");
  await keyboard.press("ControlOrMeta+a");
  await keyboard.type("soon");
  await keyboard.press("Enter");
  await expect(timeout).toHaveValue("soon");
  await expect(timeout).toHaveAccessibleDescription("Write a duration such as 300ms, 5s, 2min or 7d.");
  await expect(studio.connection("Orders", "Orders database")).toContainText("5s");
  await keyboard.press("Escape");
  await expect(timeout).toHaveValue("5s");

  // The findings, one by one; the fix of the chosen one, and undo.
  const list = studio.findings.getByRole("tree", { name: "List of findings" });
  await studio.keyTo(list, "Shift+Tab");
  const chosen = list.getByRole("treeitem", { selected: true });
  await keyboard.press("ArrowDown");
  const first = await chosen.textContent();
  await keyboard.press("ArrowDown");
  await expect(chosen).not.toHaveText(first ?? "");
  await keyboard.press("ArrowUp");
  await expect(chosen).toHaveText(first ?? "");
  await expect(list).toBeFocused();
  const warnings = await studio.count("warning");
  const fix = studio.detail.getByRole("button", { name: "Fix it" });
  await studio.keyTo(fix);
  await keyboard.press("Enter");
  await expect.poll(() => studio.count("warning")).toBeLessThan(warnings);
  await expect(studio.undoButton).toHaveAccessibleName(/^Undo: Fix: /u);
  await studio.undo();
  await expect.poll(() => studio.count("warning")).toBe(warnings);

  await keyboard.press("ControlOrMeta+k");
  await keyboard.type("tidy");
  await keyboard.press("Enter");
  await expect(studio.undoButton).toHaveAccessibleName("Undo: Tidy up", { timeout: 30_000 });
  await studio.saved();
});

test("a question mark shows every shortcut", async ({ studio, page }) => {
  await studio.openSample();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Shortcuts" });
  await expect(help.getByText("All commands")).toBeVisible();
  await expect(help.getByText("Connect from here", { exact: false })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
});

test("Escape steps back once, and Tab then leaves the canvas", async ({ studio, page }) => {
  await studio.openSample();
  await studio.drawing.focus();
  await page.keyboard.press("Tab");
  await expect(studio.selected).not.toHaveText("Order system");
  const from = (await studio.selected.textContent()) ?? "";
  await page.keyboard.press("c");
  await page.keyboard.press("ArrowRight");
  await expect(studio.selected).not.toHaveText(from);
  await page.keyboard.press("Escape");
  await expect(studio.selected, "connecting is given up, the selection is back").toHaveText(from);
  await page.keyboard.press("Enter");
  await expect(studio.nameField).toBeFocused();
  await page.keyboard.type("Something else");
  await page.keyboard.press("Escape");
  await expect(studio.nameField).toBeHidden();
  await expect(studio.selected).toHaveText(from);
  await page.keyboard.press("Escape");
  await expect(studio.selected).toHaveText("Order system");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(studio.drawing).not.toBeFocused();
  await expect(studio.undoButton, "nothing was changed").toHaveAccessibleName("Nothing to undo");
});

test("arrow keys with Alt move what is selected", async ({ studio, page }) => {
  await studio.openSample();
  await studio.drawing.focus();
  await page.keyboard.press("Tab");
  const name = (await studio.selected.textContent()) ?? "";
  const before = await studio.card(name).boundingBox();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(async () => (await studio.card(name).boundingBox())?.y).toBeGreaterThan((before?.y ?? 0) + 10);
  await expect(studio.undoButton).toHaveAccessibleName("Undo: Move");
});

test("the layout is tidied up with its shortcut", async ({ studio, page }) => {
  await studio.openSample();
  await studio.drawing.focus();
  await page.keyboard.press("ControlOrMeta+Shift+l");
  await expect(studio.undoButton).toHaveAccessibleName("Undo: Tidy up", { timeout: 30_000 });
});
