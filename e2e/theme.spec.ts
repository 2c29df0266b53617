import { expect, test } from "./studio.ts";

test("the dark theme is kept, from the first byte on", async ({ studio, page }) => {
  await studio.openSample();
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Dark" }).click();
  const dark = await background();
  expect(dark).not.toBe(light);
  const response = await page.reload();
  expect(await response?.text()).toContain('data-theme="dark"');
  expect(await background()).toBe(dark);
});

test("without a choice the theme follows the device", async ({ studio, page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await studio.openSample();
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe(dark);
});
