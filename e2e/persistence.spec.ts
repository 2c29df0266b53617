import type { WebSocketRoute } from "@playwright/test";
import { boxOf, complaintsOf, expect, middleOf, Studio, test } from "./studio.ts";

test("an edit is there after a reload right behind it", async ({ studio, page }) => {
  // The browser asks whether to leave while something is on its way; this person leaves.
  page.on("dialog", (dialog) => void dialog.accept());
  await studio.openBlank();
  await studio.dropOn("Service", { x: 200, y: 200 }, "Orders");
  await studio.card("Orders").dblclick();
  await studio.nameField.fill("Order service");
  await page.keyboard.press("Enter");
  await page.reload();
  await expect(studio.card("Order service")).toBeVisible();
  await studio.saved();
});

test("edits made while the server is away are kept, and saved once it is back", async ({ studio, page, browser }) => {
  page.on("dialog", (dialog) => void dialog.accept());
  const sockets: WebSocketRoute[] = [];
  let isAway = false;
  await page.routeWebSocket(/realtime/u, (socket) => {
    if (isAway) void socket.close();
    else {
      socket.connectToServer();
      sockets.push(socket);
    }
  });
  await studio.openBlank();
  const address = page.url();
  let answers = 0;
  isAway = true;
  await page.route("**/api/**", (route) => {
    answers += 1;
    return answers % 2 === 0 ? route.fulfill({ status: 503, contentType: "application/json", body: "{}" }) : route.abort("connectionrefused");
  });
  for (const socket of sockets) await socket.close();
  await studio.dropOn("Service", { x: 200, y: 200 }, "Orders");
  await expect(studio.state).toHaveText("Offline");
  await studio.dropOn("Cache", { x: 520, y: 200 }, "Prices");
  await studio.connect("Orders", "Prices");
  await page.reload();
  await expect(studio.connection("Orders", "Prices")).toBeVisible();
  await expect(studio.state).toHaveText("Offline");
  await studio.state.focus();
  await expect(page.getByRole("tooltip")).toContainText("Your changes are kept in this browser");

  isAway = false;
  await page.unroute("**/api/**");
  await expect(studio.state).toHaveText("Saved", { timeout: 30_000 });
  const elsewhere = new Studio(await (await browser.newContext()).newPage());
  await elsewhere.page.goto(address);
  await expect(elsewhere.connection("Orders", "Prices")).toBeVisible();
  await elsewhere.page.context().close();
});

test("the sample becomes a design of one's own even when the server comes late", async ({ studio, page }) => {
  page.on("dialog", (dialog) => void dialog.accept());
  await studio.openSample();
  await page.route("**/api/**", (route) => route.abort("connectionrefused"));
  await studio.add("Service", "Loyalty");
  await expect(studio.state).toHaveText("Offline");
  await page.unroute("**/api/**");
  await expect(studio.state).toHaveText("Saved", { timeout: 30_000 });
  await expect(page).toHaveURL(/\/d\/[\w-]+$/u);
  await page.reload();
  await expect(studio.card("Loyalty")).toBeVisible();
});

test("two tabs of one design see each other's changes", async ({ studio, page, context }) => {
  await studio.openBlank();
  await studio.dropOn("Service", { x: 200, y: 200 }, "Orders");
  await studio.saved();
  const second = new Studio(await context.newPage());
  const complaints = complaintsOf(second.page);
  await second.page.goto(page.url());
  await expect(second.card("Orders")).toBeVisible();
  await second.saved();
  await second.dropOn("Cache", { x: 660, y: 460 }, "Prices");
  await second.saved();

  await turnTo(page);
  await expect(studio.card("Prices")).toBeVisible();
  await studio.connect("Orders", "Prices");
  await studio.saved();
  await turnTo(second.page);
  await expect(second.connection("Orders", "Prices")).toBeVisible();
  await second.expectTotals({ components: 2, connections: 1, boundaries: 0 });
  expect(complaints).toEqual([]);
});

test("somebody with a view-only link can change nothing", async ({ studio, page, browser }) => {
  await studio.openBlank();
  await studio.dropOn("Service", { x: 200, y: 200 }, "Orders");
  await studio.dropOn("Cache", { x: 560, y: 200 }, "Prices");
  await studio.connect("Orders", "Prices");
  await studio.saved();
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("button", { name: "Create link and copy it" }).click();
  const link = await dialog.getByRole("textbox", { name: "View-only link" }).inputValue();

  const guest = new Studio(await (await browser.newContext()).newPage());
  const sent: string[] = [];
  guest.page.on("request", (request) => {
    // What lets somebody look changes nothing.
    if (request.method() !== "GET" && !/\/(shares\/exchange|realtime-tickets)$/u.test(request.url())) sent.push(`${request.method()} ${request.url()}`);
  });
  await guest.page.goto(link);
  await expect(guest.card("Orders")).toBeVisible();
  await expect(guest.state).toHaveText("View only");
  await expect(guest.palette).toHaveCount(0);
  for (const name of ["Import", "Share"]) await expect(guest.page.getByRole("button", { name, exact: true })).toHaveCount(0);
  await expect(guest.undoButton).toHaveCount(0);

  const before = await boxOf(guest.card("Orders"));
  await guest.dragBy(guest.card("Orders"), { x: 80, y: 80 });
  await guest.drag(await guest.port("Orders"), await middleOf(guest.card("Prices")));
  await guest.card("Orders").dblclick();
  await expect(guest.nameField).toHaveCount(0);
  await guest.card("Orders").click();
  await expect(guest.inspector.getByRole("button", { name: "Delete" })).toHaveCount(0);
  for (const field of await guest.inspector.getByRole("textbox").all()) await expect(field).not.toBeEditable();
  for (const key of ["Delete", "ControlOrMeta+d", "n", "c", "Enter", "Alt+ArrowDown", "ControlOrMeta+x", "ControlOrMeta+v", "ControlOrMeta+z", "ControlOrMeta+Shift+l"])
    await guest.page.keyboard.press(key);
  await expect(guest.page.getByRole("combobox", { name: /Add a component/u })).toHaveCount(0);
  expect(await boxOf(guest.card("Orders"))).toEqual(before);
  await guest.expectTotals({ components: 2, connections: 1, boundaries: 0 });
  await guest.page.keyboard.press("ControlOrMeta+k");
  for (const name of ["Undo", "Import", "Add service", "Tidy up the layout"]) await expect(guest.page.getByRole("option", { name, exact: true })).toHaveCount(0);
  expect(sent).toEqual([]);
  await guest.page.context().close();
});

/** Comes back to a tab. A browser without a window shows all tabs at once, so the tab is told what a window would tell it. */
async function turnTo(page: Studio["page"]): Promise<void> {
  await page.bringToFront();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
}
