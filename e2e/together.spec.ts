import type { Browser } from "@playwright/test";
import { boxOf, complaintsOf, expect, Studio, test } from "./studio.ts";

/** Another person: a browser of their own that knows nothing of the first. */
async function another(browser: Browser, address: string): Promise<Studio> {
  const context = await browser.newContext();
  const person = new Studio(await context.newPage());
  await person.page.goto(address);
  return person;
}

const peopleOf = (studio: Studio) => studio.page.getByRole("button", { name: /^People: / });

test("two people draw on one design and see each other's changes, names, pointers and selections", async ({ studio, page, browser }) => {
  await studio.openBlank();
  await studio.dropOn("Service", { x: 200, y: 200 }, "Orders");
  await studio.saved();
  const second = await another(browser, page.url());
  const complaints = complaintsOf(second.page);
  await expect(second.card("Orders")).toBeVisible();
  await expect(peopleOf(studio)).toHaveAccessibleName(/Guest 2 is here/);

  await peopleOf(second).click();
  await second.page.getByRole("textbox", { name: "Your name, as the others see it" }).fill("Ada");
  await second.page.keyboard.press("Enter");
  await second.page.keyboard.press("Escape");
  await expect(peopleOf(studio)).toHaveAccessibleName(/Ada is here/);

  await second.dropOn("Cache", { x: 660, y: 460 }, "Prices");
  // Without a reload and without turning to the tab.
  await expect(studio.card("Prices")).toBeVisible({ timeout: 3_000 });
  await studio.connect("Orders", "Prices");
  await expect(second.connection("Orders", "Prices")).toBeVisible({ timeout: 3_000 });
  await studio.saved();
  await second.saved();

  const place = await second.at({ x: 420, y: 330 });
  await second.page.mouse.move(place.x, place.y, { steps: 4 });
  const pointer = studio.canvas.locator("[data-person='Ada']");
  await expect(pointer).toBeVisible();
  await second.card("Orders").click();
  await peopleOf(studio).click();
  await expect(studio.page.getByRole("list", { name: "People" })).toContainText("looks at Orders");

  // Undo takes back one's own step, never somebody else's.
  await page.keyboard.press("Escape");
  await studio.drawing.focus();
  await studio.undo();
  await expect(second.connection("Orders", "Prices")).toHaveCount(0);
  await expect(second.card("Prices")).toBeVisible();
  expect(complaints).toEqual([]);
  await second.page.context().close();
  await expect(peopleOf(studio)).toHaveAccessibleName(/Nobody else is here/);
});

test("somebody follows another person's view until doing something", async ({ studio, page, browser }) => {
  await studio.openBlank();
  await studio.dropOn("Service", { x: 200, y: 200 }, "Orders");
  await studio.saved();
  const second = await another(browser, page.url());
  await expect(second.card("Orders")).toBeVisible();
  await peopleOf(studio).click();
  await studio.page.getByRole("button", { name: "Follow Guest 2" }).click();
  await expect(studio.page.getByRole("button", { name: "Stop following Guest 2" })).toBeVisible();
  await page.keyboard.press("Escape");
  const before = await boxOf(studio.card("Orders"));
  const middle = await second.at({ x: 400, y: 300 });
  await second.page.mouse.move(middle.x, middle.y);
  await second.page.mouse.wheel(0, 150);
  await expect.poll(async () => (await boxOf(studio.card("Orders"))).y).toBeLessThan(before.y - 50);
  // Any gesture of one's own ends it.
  const own = await studio.at({ x: 500, y: 350 });
  await page.mouse.move(own.x, own.y);
  await page.mouse.wheel(0, -40);
  await peopleOf(studio).click();
  await expect(studio.page.getByRole("button", { name: "Follow Guest 2" })).toBeVisible();
  await second.page.context().close();
});

test("somebody goes offline, draws on, comes back: both end with everything", async ({ studio, page, browser }) => {
  page.on("dialog", (dialog) => void dialog.accept());
  await studio.openBlank();
  await studio.dropOn("Service", { x: 200, y: 200 }, "Orders");
  await studio.saved();
  const second = await another(browser, page.url());
  await expect(second.card("Orders")).toBeVisible();
  await second.saved();

  await second.page.context().setOffline(true);
  await expect(second.state).toHaveText("Offline");
  await second.dropOn("Cache", { x: 660, y: 460 }, "Prices");
  await expect(second.page.getByRole("note", { name: "Offline" })).toContainText("your changes are kept in this browser");
  await studio.dropOn("Queue", { x: 300, y: 460 }, "Jobs");
  await studio.saved();
  await expect(studio.card("Prices")).toHaveCount(0);
  await expect(second.card("Jobs")).toHaveCount(0);

  await second.page.context().setOffline(false);
  await second.saved();
  for (const person of [studio, second]) {
    await expect(person.card("Prices")).toBeVisible();
    await expect(person.card("Jobs")).toBeVisible();
    await person.expectTotals({ components: 3, connections: 0, boundaries: 0 });
  }
  await second.page.context().close();
});

test("somebody restores a version while another draws: everybody sees it, what was not sent is kept as a copy, and it can be undone", async ({ studio, page, browser }) => {
  await studio.openBlank();
  await studio.dropOn("Service", { x: 200, y: 200 }, "Orders");
  await studio.saved();
  const panels = page.getByRole("navigation", { name: "Panels" });
  const versions = page.getByRole("complementary", { name: "Versions" });
  await panels.getByRole("button", { name: "Versions" }).click();
  await expect(versions.getByText("Nothing is kept yet.")).toBeVisible();
  await versions.getByRole("button", { name: "Name this version" }).click();
  await versions.getByRole("textbox", { name: "Name of the version" }).fill("As drawn");
  await page.keyboard.press("Enter");
  const asDrawn = versions.getByRole("button", { name: /As drawn/u });
  await expect(asDrawn).toBeVisible();

  const second = await another(browser, page.url());
  second.page.on("dialog", (dialog) => void dialog.accept());
  await expect(second.card("Orders")).toBeVisible();
  await second.dropOn("Cache", { x: 660, y: 460 }, "Prices");
  await second.saved();
  await expect(studio.card("Prices")).toBeVisible();
  await second.page.context().setOffline(true);
  await expect(second.state).toHaveText("Offline");
  await second.dropOn("Queue", { x: 300, y: 460 }, "Jobs");

  // The version on the canvas, then beside the design as it is.
  await asDrawn.click();
  const shown = page.getByRole("region", { name: "Version", exact: true });
  await expect(shown.getByText("Version “As drawn”")).toBeVisible();
  await expect(studio.card("Orders")).toBeVisible();
  await expect(studio.card("Prices")).toHaveCount(0);
  await versions.getByRole("combobox", { name: "Compare with" }).selectOption({ label: "the design as it is now" });
  await expect(shown.getByRole("list", { name: "Legend" })).toBeVisible();
  await expect(versions.getByRole("region", { name: "Changed in meaning" })).toContainText("added: Prices");
  await expect(studio.card("Prices")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(shown).toHaveCount(0);

  await asDrawn.click();
  await versions.getByRole("button", { name: "Restore" }).click();
  await page.getByRole("dialog", { name: "Restore “As drawn”?" }).getByRole("button", { name: "Restore for everybody" }).click();
  await expect(page.getByText("Restored “As drawn”").first()).toBeVisible();
  await expect(studio.card("Orders")).toBeVisible();
  await expect(studio.card("Prices")).toHaveCount(0);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(studio.card("Prices")).toBeVisible();
  await studio.saved();

  await second.page.context().setOffline(false);
  const told = second.page.getByRole("dialog", { name: "An older version took the place of this design" });
  await told.getByRole("button", { name: "Keep mine as a copy" }).click();
  await second.page.waitForURL((url) => url.href !== page.url());
  for (const name of ["Orders", "Prices", "Jobs"]) await expect(second.card(name)).toBeVisible();
  await expect(studio.card("Jobs")).toHaveCount(0);
  await second.page.context().close();
});

test("a browser that lets no live connection through still saves and sees the others, a little later", async ({ studio, page, browser }) => {
  await studio.openBlank();
  await studio.dropOn("Service", { x: 200, y: 200 }, "Orders");
  await studio.saved();
  const context = await browser.newContext();
  const blocked = new Studio(await context.newPage());
  await blocked.page.routeWebSocket(/realtime/u, (socket) => void socket.close());
  await blocked.page.goto(page.url());
  await expect(blocked.card("Orders")).toBeVisible();
  await blocked.saved();
  await blocked.dropOn("Cache", { x: 660, y: 460 }, "Prices");
  await blocked.saved();
  await expect(studio.card("Prices")).toBeVisible();
  await studio.dropOn("Queue", { x: 300, y: 460 }, "Jobs");
  await expect(blocked.card("Jobs")).toBeVisible({ timeout: 15_000 });
  await context.close();
});

test("somebody with a link sees changes as they are made, and nothing any more once the link is revoked", async ({ studio, page, browser }) => {
  await studio.openBlank();
  await studio.dropOn("Service", { x: 200, y: 200 }, "Orders");
  await studio.saved();
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("button", { name: "Create link and copy it" }).click();
  const link = await dialog.getByRole("textbox", { name: "View-only link" }).inputValue();
  const viewer = await another(browser, link);
  await expect(viewer.card("Orders")).toBeVisible();
  await expect(viewer.state).toHaveText("View only");
  await page.keyboard.press("Escape");
  await studio.dropOn("Cache", { x: 660, y: 460 }, "Prices");
  await expect(viewer.card("Prices")).toBeVisible({ timeout: 3_000 });

  await page.getByRole("button", { name: "Share", exact: true }).click();
  await dialog
    .getByRole("button", { name: /^Revoke/u })
    .first()
    .click();
  await expect(viewer.page.getByText("This link opens nothing")).toBeVisible({ timeout: 3_000 });
  await expect(viewer.card("Orders")).toHaveCount(0);
  await viewer.page.context().close();
});

test("somebody with a link to edit and its password draws along, until the link is revoked", async ({ studio, page, browser }) => {
  await studio.openBlank();
  await studio.dropOn("Service", { x: 200, y: 200 }, "Orders");
  await studio.saved();
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await expect(dialog.getByText("No link opens this design.")).toBeVisible();
  await dialog.getByRole("combobox", { name: "Whoever has the link" }).selectOption("Can edit");
  await dialog.getByRole("combobox", { name: "The link", exact: true }).selectOption("Ends in a week");
  await dialog.getByRole("checkbox", { name: "Ask for a password" }).check();
  await dialog.getByRole("textbox", { name: "Password of the link" }).fill("orange kettle");
  await page.keyboard.press("Enter");
  const field = dialog.getByRole("textbox", { name: "Link to edit" });
  const link = await field.inputValue();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await expect(dialog.getByRole("list", { name: "Links of this design" })).toContainText("never used · ends in 7 days");
  await page.keyboard.press("Escape");

  const guest = await another(browser, link);
  const password = guest.page.getByRole("textbox", { name: "Password of the link" });
  await password.fill("kettle orange");
  await guest.page.keyboard.press("Enter");
  await expect(guest.page.getByText("This is not the password of this link.")).toBeVisible();
  await expect(guest.card("Orders")).toHaveCount(0);
  await password.fill("orange kettle");
  await guest.page.keyboard.press("Enter");
  await expect(guest.card("Orders")).toBeVisible();
  await expect(guest.page.getByRole("button", { name: "Share", exact: true })).toHaveCount(0);
  await guest.dropOn("Cache", { x: 660, y: 460 }, "Prices");
  await guest.saved();
  await expect(studio.card("Prices")).toBeVisible({ timeout: 3_000 });
  // The browser that was let in is not asked again.
  await guest.page.reload();
  await expect(guest.card("Prices")).toBeVisible();

  await page.getByRole("button", { name: "Share", exact: true }).click();
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await expect(guest.page.getByText("This link opens nothing")).toBeVisible({ timeout: 3_000 });
  await dialog.getByText("1 link that has ended").click();
  await expect(dialog.getByRole("list", { name: "Links that have ended" })).toContainText("revoked just now");
  await guest.page.context().close();
});

test("somebody with a link to comment takes part in a conversation about a component, and changes nothing else", async ({ studio, page, browser }) => {
  await studio.openBlank();
  await studio.dropOn("Service", { x: 200, y: 160 }, "Orders");
  await studio.saved();
  await studio.card("Orders").click();
  await page.keyboard.press("m");
  const said = page.getByRole("textbox", { name: "Say something" });
  await expect(said).toBeFocused();
  await said.fill("Why **one** instance?\n<img src=x onerror=alert(1)> [safe](https://example.org) [not](javascript:alert(1))");
  await page.keyboard.press("Control+Enter");
  const conversation = page.getByRole("region", { name: "Conversation" });
  await expect(conversation.getByRole("button", { name: "Orders" })).toBeVisible();

  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("combobox", { name: "Whoever has the link" }).selectOption("Can comment");
  await dialog.getByRole("button", { name: "Create link and copy it" }).click();
  const guest = await another(browser, await dialog.getByRole("textbox", { name: "Link to comment" }).inputValue());
  const complaints = complaintsOf(guest.page);
  await page.keyboard.press("Escape");
  await expect(guest.state).toHaveText("Comments only");
  await expect(guest.page.getByRole("tab", { name: "Comments 1 unread" })).toBeVisible();
  await guest.card("Orders").getByRole("button", { name: "Show 1 conversation" }).click();
  const theirs = guest.page.getByRole("region", { name: "Conversation" });
  await expect(theirs.getByText("<img src=x onerror=alert(1)>")).toBeVisible();
  await expect(theirs.getByRole("strong")).toHaveText("one");
  await expect(theirs.getByRole("link")).toHaveText(["safe"]);
  await expect(theirs.locator("img, script")).toHaveCount(0);
  await expect(theirs.getByRole("button", { name: "More for this message" })).toHaveCount(0);

  await theirs.getByRole("textbox", { name: "Your name, as the others see it" }).fill("Ada");
  await theirs.getByRole("textbox", { name: "Answer" }).fill("It is a *start*.");
  await theirs.getByRole("button", { name: "Answer" }).click();
  const answer = conversation.getByRole("article", { name: "Message of Ada" });
  await expect(answer).toContainText("guest", { timeout: 3_000 });
  await conversation.getByRole("button", { name: "Resolve" }).click();
  await expect(theirs.getByText(/^Resolved by /u)).toBeVisible({ timeout: 3_000 });
  await expect(guest.card("Orders").getByRole("button", { name: /conversation/u })).toHaveCount(0);
  // Their own words are theirs to change.
  await theirs.getByRole("button", { name: "More for this message" }).click();
  await guest.page.getByRole("menuitem", { name: "Edit" }).click();
  await theirs.getByRole("textbox", { name: "Change the message" }).fill("It is a start.");
  await guest.page.keyboard.press("Control+Enter");
  await expect(answer).toContainText("edited", { timeout: 3_000 });
  await guest.page.reload();
  await guest.page.getByRole("combobox", { name: "Which conversations" }).selectOption("Resolved 1");
  await expect(guest.page.getByRole("list", { name: "Conversations" })).toContainText("Ada: It is a start.");
  expect(complaints).toEqual([]);
  await guest.page.context().close();
});
