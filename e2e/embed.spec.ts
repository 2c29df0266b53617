import { once } from "node:events";
import { createServer } from "node:http";
import type { Page } from "@playwright/test";
import { expect, test } from "./studio.ts";

/** Shows a frame in a page of another origin, as a wiki would. */
async function framed(page: Page, port: number, address: string): Promise<() => Promise<void>> {
  const wiki = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(`<!doctype html><title>Wiki</title><h1>Our shop</h1><iframe title="Design" width="900" height="600" src="${address}"></iframe>`);
  });
  wiki.listen(port, "127.0.0.1");
  await once(wiki, "listening");
  await page.goto(`http://127.0.0.1:${port}/`);
  return async () => {
    wiki.closeAllConnections();
    wiki.close();
    await once(wiki, "close");
  };
}

test("a page of a listed origin shows a design, live, to look at; a page of another origin shows nothing of it", async ({ studio, page, browser, baseURL }) => {
  const base = new URL(baseURL ?? "");
  await studio.openBlank();
  await studio.dropOn("Service", { x: 200, y: 160 }, "Orders");
  await studio.dropOn("Database", { x: 560, y: 160 }, "Ledger");
  await studio.connect("Orders", "Ledger");
  await studio.saved();
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("button", { name: "Create link and copy it" }).click();
  await dialog.getByText("Show it in another page").click();
  const code = await dialog.getByRole("textbox", { name: "Code of the frame" }).inputValue();
  const [, secret] = /<iframe src="[^"]*\/embed#(ltl_[^"]+)"/u.exec(code) ?? [];
  await page.keyboard.press("Escape");
  // Another site than that of the page around: no cookie reaches it.
  const address = `http://localhost:${base.port}/embed#${secret}`;

  const reader = await (await browser.newContext()).newPage();
  const close = await framed(reader, Number(base.port) + 1, address);
  const frame = reader.frameLocator("iframe");
  const card = frame.getByRole("button", { name: /^Orders, / }).or(frame.getByRole("group", { name: /^Orders, / }));
  await expect(frame.getByRole("heading", { name: "Untitled design" })).toBeVisible();
  await expect(card.first()).toBeVisible();
  await expect(frame.getByRole("button", { name: /^Show \d+ finding/u }).first()).toBeVisible();
  await frame.getByRole("button", { name: "Findings", exact: true }).click();
  await expect(frame.getByRole("button", { name: /^Show \d+ finding/u })).toHaveCount(0);
  await expect(frame.getByRole("link", { name: "Open in Lintel" })).toHaveAttribute("href", `/s#${secret}`);
  await expect(frame.getByRole("button", { name: "Share" })).toHaveCount(0);
  expect(await reader.context().cookies()).toEqual([]);
  await studio.dropOn("Cache", { x: 560, y: 420 }, "Prices");
  await expect(frame.locator("[data-id]").filter({ hasText: "Prices" }).first()).toBeVisible({ timeout: 3_000 });

  await page.getByRole("button", { name: "Share", exact: true }).click();
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await expect(frame.getByText("This link opens nothing")).toBeVisible({ timeout: 3_000 });
  await close();

  const closeOther = await framed(reader, Number(base.port) + 2, address);
  await expect.poll(() => reader.frames().map((one) => one.url())).toContain("chrome-error://chromewebdata/");
  await closeOther();
  await reader.context().close();
});
