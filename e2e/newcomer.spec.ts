import { type OwnServer, startOwnServer } from "./own-server.ts";
import { expect, test } from "./studio.ts";

// What the first address shows depends on there being no design yet.
const testOnNew = test.extend<{ server: OwnServer }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern which fixtures are wanted: none.
    async ({}, use) => {
      const server = await startOwnServer();
      await use(server);
      await server.stop();
    },
    { timeout: 60_000 },
  ],
});

testOnNew("a newcomer sees findings, fixes one, draws an own one, shares and reloads", async ({ server, studio, page, browser }) => {
  const opened = Date.now();
  await page.goto(server.url);
  await expect(studio.finding().first()).toBeVisible({ timeout: 5_000 });
  test.info().annotations.push({ type: "first finding visible", description: `${Date.now() - opened} ms` });
  await expect(page).toHaveURL(/\/sample$/u);

  const before = await studio.count("error");
  expect(before).toBeGreaterThan(3);
  await page.getByRole("complementary", { name: "Start here" }).getByRole("button", { name: "Fix it" }).click();
  await expect.poll(() => studio.count("error")).toBeLessThan(before);
  await expect(page).toHaveURL(/\/d\/[\w-]+$/u);
  await studio.saved();

  await studio.add("Service", "Loyalty");
  await studio.findings.getByRole("searchbox", { name: "Search findings" }).fill("Loyalty");
  await expect(studio.finding(/Loyalty/u).first()).toBeVisible();
  await studio.saved();

  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("button", { name: "Create link and copy it" }).click();
  const link = await dialog.getByRole("textbox", { name: "View-only link" }).inputValue();
  expect(new URL(link).hash.length).toBeGreaterThan(24);
  await page.keyboard.press("Escape");

  const guest = await (await browser.newContext()).newPage();
  await guest.goto(link);
  await expect(guest.getByRole("group", { name: /^Loyalty,/u })).toBeVisible();
  await expect(guest.getByRole("banner").getByRole("status")).toHaveText("View only");
  await expect(guest.getByRole("button", { name: "Share", exact: true })).toHaveCount(0);
  await guest.context().close();

  await page.reload();
  await expect(studio.card("Loyalty")).toBeVisible();
  expect(await studio.count("error")).toBeGreaterThan(0);
  await studio.saved();
  await page.goto(server.url);
  await expect(page, "somebody who has designs finds them").toHaveURL(/\/designs$/u);
});

test("a link with everything inside opens without a stored design, and as a copy", async ({ studio, page, browser }) => {
  await studio.openSample();
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("button", { name: "Copy link with everything inside" }).click();
  const link = await dialog.getByRole("textbox", { name: "Link with everything inside" }).inputValue();
  const guest = await (await browser.newContext()).newPage();
  await guest.goto(link);
  await expect(guest.getByRole("banner").getByRole("status")).toHaveText("View only");
  await guest.getByRole("button", { name: "Make a copy" }).click();
  await guest.waitForURL(/\/d\//u);
  await expect(guest.getByRole("banner").getByRole("status")).toHaveText("Saved");
  await guest.context().close();
});

test("a revoked link opens nothing, and a broken one says so", async ({ studio, page, browser }) => {
  await studio.openBlank();
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("button", { name: "Create link and copy it" }).click();
  const link = await dialog.getByRole("textbox", { name: "View-only link" }).inputValue();
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await expect(dialog.getByRole("textbox", { name: "View-only link" })).toHaveCount(0);
  const guest = await (await browser.newContext()).newPage();
  for (const address of [link, link.slice(0, -6), link.replace(/#.*/u, "#"), link.replace(/\/s#.*/u, "/view#1.notadesign")]) {
    await guest.goto("about:blank");
    await guest.goto(address);
    await expect(guest.getByRole("alert").getByRole("heading", { name: "This design cannot be opened" })).toBeVisible();
  }
  await guest.context().close();
});
