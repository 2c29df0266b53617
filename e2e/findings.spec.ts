import { expect, middleOf, type Studio, test } from "./studio.ts";
import { fileURLToPath } from "node:url";

const AS_DRAWN = fileURLToPath(new URL("../examples/order-management/as-drawn.lintel.yaml", import.meta.url));

const group = (studio: Studio, title: string) => studio.findings.getByRole("treeitem", { level: 1 }).filter({ hasText: new RegExp(`^${title}\\d`, "u") });

test("a click on a finding shows its element and opens the property that it is about", async ({ studio }) => {
  await studio.openSample();
  await studio.finding(/Orders waits for Stock without a limit/u).click();
  await expect(studio.selected).toHaveText("Orders → Stock");
  await expect(studio.connection("Orders", "Stock")).toBeInViewport();
  await expect(studio.inspector.getByRole("textbox", { name: /^Timeout/u })).toBeFocused();
  await expect(studio.detail.getByRole("heading", { name: "Remote call without a timeout" })).toBeVisible();
  await expect(studio.detail.getByRole("heading", { name: "Why it matters" })).toBeVisible();
  await expect(studio.detail.getByRole("heading", { name: "What to do" })).toBeVisible();
  await expect(studio.detail.getByRole("link", { name: "resilience/missing-timeout" })).toHaveAttribute("href", "/rules/resilience/missing-timeout");
});

test("a badge on the canvas leads to the finding", async ({ studio }) => {
  await studio.openSample();
  await studio
    .card("Shop database")
    .getByRole("button", { name: /^Show \d+ findings?$/u })
    .click();
  await expect(studio.selected).toHaveText("Shop database");
  await expect(studio.finding(/Shop database is written by Orders/u)).toHaveAttribute("aria-selected", "true");
});

test("findings are filtered, searched and grouped", async ({ studio }) => {
  await studio.openSample();
  const shown = studio.findings.getByRole("group", { name: "Show" });
  await shown.getByRole("button", { name: /errors/u }).click();
  await expect(studio.finding(/Orders waits for Stock/u)).toHaveCount(0);
  await expect(studio.finding(/Catalogue puts into Product cache never expires/u)).toBeVisible();
  await shown.getByRole("button", { name: /errors/u }).click();

  const search = studio.findings.getByRole("searchbox", { name: "Search findings" });
  await search.fill("product cache");
  await expect(studio.finding()).toHaveCount(1);
  await search.fill("nothing is called that");
  await expect(studio.findings.getByText("No finding matches the search and filters.")).toBeVisible();
  await studio.findings.getByRole("button", { name: "Show all" }).click();
  await expect(studio.finding().first()).toBeVisible();

  await studio.findings.getByRole("combobox", { name: "Group by" }).selectOption({ label: "By element" });
  await expect(group(studio, "Orders → Stock")).toBeVisible();
  await group(studio, "Orders → Stock").getByRole("button").first().click();
  await expect(group(studio, "Orders → Stock")).toHaveAttribute("aria-expanded", "false");
  await expect(studio.finding(/Orders waits for Stock/u)).toHaveCount(0);
  await studio.findings.getByRole("combobox", { name: "Group by" }).selectOption({ label: "By category" });
  await expect(group(studio, "Resilience")).toBeVisible();
});

test("a fix is looked at before it is done, and taken back in one step", async ({ studio }) => {
  await studio.openSample();
  const waiting = studio.finding(/Orders waits for Stock without a limit/u);
  await waiting.click();
  await expect(studio.detail.getByText("Quick fix:")).toBeVisible();
  await expect(studio.detail.getByRole("listitem").filter({ hasText: "Timeout" })).toContainText("added");
  const before = await studio.count("error");
  await studio.detail.getByRole("button", { name: "Fix it" }).click();
  await expect(waiting).toHaveCount(0);
  await expect.poll(() => studio.count("error")).toBe(before - 1);
  await expect(studio.undoButton).toHaveAccessibleName("Undo: Fix: Remote call without a timeout");
  await studio.undoButton.click();
  await expect(waiting).toBeVisible();
  expect(await studio.count("error")).toBe(before);
});

test("all findings of a rule are fixed at once", async ({ studio, page }) => {
  await studio.openSample();
  const heading = group(studio, "Call without a circuit breaker");
  await expect(heading).toBeVisible();
  const before = await studio.count("error");
  await studio.findings
    .getByRole("button", { name: /^Fix all 2\b/u })
    .first()
    .click();
  await expect(page.getByText("Fixed 2 findings")).toBeVisible();
  await expect(heading).toHaveCount(0);
  expect(await studio.count("error")).toBe(before - 2);
  await page
    .getByRole("region", { name: /Notifications/u })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(heading).toBeVisible();
  expect(await studio.count("error")).toBe(before);
});

test("a risk is accepted with reason, owner and day, and reopened", async ({ studio, page }) => {
  await studio.openSample();
  const finding = studio.finding(/Nobody has decided what Orders answers when Stock is down/u);
  await studio.findings.getByRole("searchbox", { name: "Search findings" }).fill("Nobody has decided");
  await finding.click();
  await studio.detail.getByRole("button", { name: "Accept the risk…" }).click();
  const dialog = page.getByRole("dialog", { name: "Accept the risk" });
  const accept = dialog.getByRole("button", { name: "Accept until then" });
  await accept.click();
  await expect(dialog.getByRole("textbox", { name: "Reason" })).toHaveAccessibleDescription("Say in a sentence why this is acceptable.");
  await expect(dialog.getByRole("textbox", { name: "Owner" })).toHaveAccessibleDescription("Name who answers for it.");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Stock has never been down for more than a minute.");
  await dialog.getByRole("textbox", { name: "Owner" }).fill("Ada");
  await dialog.getByLabel("Looked at again on").fill("2001-01-01");
  await accept.click();
  await expect(dialog.getByLabel("Looked at again on")).toHaveAccessibleDescription("Choose a day in the future.");
  await dialog.getByLabel("Looked at again on").fill("2099-12-31");
  await accept.click();
  await expect(dialog).toBeHidden();
  await expect(finding).toHaveCount(0);

  await studio.findings.getByRole("group", { name: "Show" }).getByRole("button", { name: "1 accepted" }).click();
  await finding.click();
  await expect(studio.detail).toContainText("Accepted by Ada until 2099-12-31");
  await studio.detail.getByRole("button", { name: "Reopen" }).click();
  await expect(studio.detail.getByRole("button", { name: "Accept the risk…" })).toBeVisible();
  await expect(studio.undoButton).toHaveAccessibleName("Undo: Reopen");
});

test("a connection that nobody configured is one card with one cure", async ({ studio, page }) => {
  await studio.openSample();
  const { x, y } = await middleOf(studio.connection("Orders", "Stock"));
  await page.mouse.click(x - 12, y);
  await expect(studio.selected).toHaveText("Orders → Stock");
  const card = studio.inspector.getByRole("region", { name: "Findings of this element" });
  await expect(card.getByText("Not configured")).toBeVisible();
  await card.getByText(/^\d+ rules say so$/u).click();
  await expect(card.getByRole("button", { name: /Orders waits for Stock without a limit/u })).toBeVisible();
  await card.getByRole("button", { name: "Apply the resilient preset" }).click();
  await expect(card.getByText("Not configured")).toHaveCount(0);
  await expect(studio.finding(/Orders waits for Stock/u)).toHaveCount(0);
  await expect(studio.undoButton).toHaveAccessibleName("Undo: Apply the resilient preset");
  await studio.undo();
  await expect(card.getByText("Not configured")).toBeVisible();
});

test("an undecided rule asks for its number in place and decides", async ({ studio }) => {
  await studio.openBlank();
  await studio.importFile(AS_DRAWN);
  const before = await studio.count("undecided");
  expect(before).toBeGreaterThan(0);
  await studio.findings.getByRole("searchbox", { name: "Search findings" }).fill("premature-microservices");
  await studio.finding().first().click();
  const number = studio.detail.getByRole("textbox", { name: /engineers/iu });
  await number.fill("many");
  await studio.detail.getByRole("button", { name: "Set" }).click();
  await expect(number).toHaveAccessibleDescription(/\S/u);
  expect(await studio.count("undecided")).toBe(before);
  await number.fill("12");
  await studio.detail.getByRole("button", { name: "Set" }).click();
  await expect.poll(() => studio.count("undecided")).toBe(before - 1);
});
