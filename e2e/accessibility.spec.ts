import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./studio.ts";

const THEMES = ["light", "dark"] as const;

/** What axe finds on the page as it stands, as far as it keeps people out: rule, and where. Between the themes only colours differ, so only those are measured again. */
async function barriers(page: Page, theme: (typeof THEMES)[number]): Promise<readonly string[]> {
  // Colours on their way would be measured half way.
  await page.evaluate(async () => {
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  });
  const axe = new AxeBuilder({ page });
  const { violations } = await (theme === "dark" ? axe.withRules(["color-contrast"]) : axe).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) => nodes.map(({ target, any }) => `${id}: ${help}: ${target.join(" ")}: ${any.map(({ message }) => message).join(" ")}`));
}

for (const theme of THEMES) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme, contextOptions: { reducedMotion: "reduce" } });

    test(`nothing keeps anybody out of the studio, ${theme}`, async ({ studio, page }) => {
      await studio.openSample();
      await studio.finding(/Orders waits for Stock without a limit/u).click();
      await expect(studio.detail).toBeVisible();
      expect(await barriers(page, theme)).toEqual([]);
      for (const panel of ["Outline", "Flows", "Decisions", "Documents"]) {
        await page.getByRole("navigation", { name: "Panels" }).getByRole("button", { name: panel }).click();
        await expect(page.getByRole("complementary", { name: panel })).toBeVisible();
        expect(await barriers(page, theme)).toEqual([]);
      }
    });

    test(`nothing keeps anybody out of the dialogs, ${theme}`, async ({ studio, page }) => {
      await studio.openSample();
      for (const [keys, name] of [
        ["?", "Shortcuts"],
        ["ControlOrMeta+k", "Commands"],
        ["ControlOrMeta+Shift+E", "Export"],
      ] as const) {
        await page.keyboard.press(keys);
        await expect(page.getByRole("dialog", { name })).toBeVisible();
        expect(await barriers(page, theme)).toEqual([]);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toHaveCount(0);
      }
      await studio.openImport();
      expect(await barriers(page, theme)).toEqual([]);
    });

    for (const address of ["/designs", "/designs?new", "/rules", "/rules/resilience/missing-timeout"]) {
      test(`nothing keeps anybody out of ${address}, ${theme}`, async ({ page }) => {
        await page.goto(address);
        await expect(page.getByRole("heading").first()).toBeVisible();
        expect(await barriers(page, theme)).toEqual([]);
      });
    }
  });
}
