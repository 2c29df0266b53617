import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./studio.ts";

test("a reader finds a rule, goes to the decision table behind it and follows a row back to another rule", async ({ page }) => {
  await page.goto("/rules");
  await expect(page.getByRole("status").first()).toHaveText(/^\d{3} rules$/u);
  await page.getByRole("searchbox", { name: "Search rules" }).fill("very few services");
  await page.getByRole("link", { name: /Mesh for very few services/u }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mesh for very few services" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Where the sources disagree" })).toBeVisible();

  await page.getByRole("link", { name: "Service mesh: use or avoid" }).click();
  const table = page.getByRole("region", { name: "Service mesh: use or avoid" });
  await expect(table.getByRole("row", { name: /Fewer than 5 services/u })).toBeInViewport();
  await table.getByRole("link", { name: "Mesh in an early-stage product" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mesh in an early-stage product" })).toBeVisible();
});

test("an example shows beside its drawing what the rule found in the table", async ({ page }) => {
  await page.goto("/rules/database/float-money");
  const example = page.getByRole("figure").first();
  await expect(example.getByRole("listitem").filter({ hasText: "tables · orders" }).getByRole("img", { name: "Found here" })).toBeVisible();
  await expect(example.getByText("DOUBLE PRECISION").first()).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the reference can be read by everybody in the ${colorScheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto("/rules/reference");
    await expect(page.getByRole("heading", { level: 1, name: "Reference" })).toBeVisible();
    // One table stands for all: they differ in their words only.
    expect((await new AxeBuilder({ page }).include("nav").include("#service-mesh").include("#glossary").analyze()).violations).toEqual([]);
  });
}

test("an engineer turns a rule down for one design, tightens a threshold and adds a rule of their own", async ({ page, studio }) => {
  await studio.openSample();
  await studio.finding(/keeps calling Stock while it fails/u).click();
  await studio.detail.getByRole("button", { name: "Change the rule here…" }).click();
  const settings = page.getByRole("dialog", { name: "Rules of this design" });
  const severity = settings.getByRole("combobox", { name: "Severity of Call without a circuit breaker" });
  await expect(severity).toBeFocused();
  await severity.selectOption("off");
  await expect(settings.getByRole("status").last()).toContainText("fewer than before");
  await expect(studio.finding(/keeps calling Stock while it fails/u)).toHaveCount(0);

  await settings.getByRole("tab", { name: "Thresholds" }).click();
  const timeout = settings.getByRole("textbox", { name: "Longest timeout of an ordinary call." });
  await timeout.fill("soon");
  await timeout.press("Enter");
  await expect(settings.getByRole("alert")).toContainText("Write a duration");
  await timeout.press("Escape");
  await timeout.fill("1 s");
  await timeout.press("Enter");
  await expect(timeout).toHaveValue("1s");

  await settings.getByRole("tab", { name: "Own rules" }).click();
  await settings.getByRole("button", { name: "Add an own rule" }).click();
  await settings.getByRole("textbox", { name: "Title" }).fill("Fewer than three instances");
  const property = settings.getByRole("group", { name: "All of these must hold" });
  await property.getByRole("combobox", { name: "Property" }).fill("instances.min");
  await property.getByRole("combobox", { name: "Test" }).selectOption("is at least");
  await property.getByRole("combobox", { name: "Value" }).fill("3");
  await property.getByRole("combobox", { name: "Value" }).press("Enter");
  await expect(settings.getByRole("region", { name: "Preview" })).toContainText(/Finds \d elements now/u);
  await page.keyboard.press("Escape");
  await expect(settings.getByRole("alert")).toContainText("not kept yet");
  await settings.getByRole("button", { name: "Add the rule" }).click();
  await expect(settings.getByText("own/fewer-than-three-instances")).toBeVisible();
  expect((await new AxeBuilder({ page }).include("[role=dialog]").analyze()).violations).toEqual([]);
  await settings.getByRole("button", { name: "Done" }).click();
  await studio.findings.getByRole("searchbox", { name: "Search findings" }).fill("fewer-than-three");
  await expect(studio.finding().first()).toBeVisible();
  await studio.finding().first().click();
  await expect(studio.detail.getByRole("heading", { name: "Fewer than three instances" })).toBeVisible();
});
