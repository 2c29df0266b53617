import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./studio.ts";

/** What axe finds on the page as it stands, as far as it keeps people out: rule, and where. */
async function barriers(page: Page): Promise<readonly string[]> {
  // Colours on their way would be measured half way.
  await page.evaluate(async () => void (await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)))));
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) => nodes.map(({ target, any }) => `${id}: ${help}: ${target.join(" ")}: ${any.map(({ message }) => message).join(" ")}`));
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, reducedMotion: "reduce" });

    test(`nothing keeps anybody out of the studio (${colorScheme})`, async ({ studio, page }) => {
      await studio.openSample();
      expect(await barriers(page)).toEqual([]);
      await studio.finding(/Orders waits for Stock without a limit/u).click();
      await expect(studio.detail).toBeVisible();
      expect(await barriers(page)).toEqual([]);
    });

    test(`nothing keeps anybody out of the dialogs (${colorScheme})`, async ({ studio, page }) => {
      await studio.openSample();
      for (const [keys, name] of [
        ["?", "Shortcuts"],
        ["ControlOrMeta+k", "Commands"],
        ["ControlOrMeta+Shift+E", "Export"],
      ] as const) {
        await page.keyboard.press(keys);
        await expect(page.getByRole("dialog", { name })).toBeVisible();
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press("Escape");
      }
      await studio.openImport();
      expect(await barriers(page)).toEqual([]);
      await page.keyboard.press("Escape");
      for (const panel of ["Outline", "Decisions", "Documents"]) {
        await page.getByRole("navigation", { name: "Panels" }).getByRole("button", { name: panel }).click();
        await expect(page.getByRole("complementary", { name: panel })).toBeVisible();
        expect(await barriers(page)).toEqual([]);
      }
    });

    for (const address of ["/designs", "/designs?new", "/rules"]) {
      test(`nothing keeps anybody out of ${address} (${colorScheme})`, async ({ page }) => {
        await page.goto(address);
        await expect(page.getByRole("heading").first()).toBeVisible();
        expect(await barriers(page)).toEqual([]);
      });
    }
  });
}
