import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "@playwright/test";
import { type OwnServer, startOwnServer } from "./own-server.ts";
import { expect, test as base } from "./studio.ts";

// Accounts change who may do what on the whole server.
const test = base.extend<{ server: OwnServer }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern which fixtures are wanted: none.
    async ({}, use) => {
      const server = await startOwnServer({ LINTEL_ACCOUNTS: "1" });
      await use(server);
      await server.stop();
    },
    { timeout: 60_000 },
  ],
});

const PASSWORD = "orange kettle quietly";

/** What keeps somebody out of the page as it stands. */
async function barriers(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

/** Somebody else's browser. Every breach of the content policy is kept. */
async function another(browser: Browser, breaches: string[]): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  watch(page, breaches);
  return page;
}

function watch(page: Page, breaches: string[]): void {
  page.on("console", (message) => {
    if (/content security policy/iu.test(message.text())) breaches.push(message.text());
  });
}

async function aboutMyself(page: Page, name: string, email: string): Promise<void> {
  await page.getByRole("textbox", { name: "Your name" }).fill(name);
  await page.getByRole("textbox", { name: "E-mail" }).fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
}

test("the first administrator invites somebody, who may look as a viewer and is out at once when shut out", async ({ server, page, browser }) => {
  test.setTimeout(240_000);
  const breaches: string[] = [];
  watch(page, breaches);
  const link = /http\S+\/setup#\S+/u.exec(server.said())?.[0];
  if (link === undefined) throw new Error(`The server printed no link to set up:\n${server.said()}`);

  await page.goto(server.url);
  await expect(page, "nobody is let in before").toHaveURL(/\/setup$/u);
  await page.goto(link);
  expect(await barriers(page)).toEqual([]);
  await page.getByRole("textbox", { name: "Name of the workspace" }).fill("Shop");
  await aboutMyself(page, "Ada", "ada@example.org");
  await page.getByLabel("Password").fill("password12");
  await page.getByRole("button", { name: "Make the administrator" }).click();
  await expect(page.locator("form").getByRole("alert")).toContainText("tried first");
  await expect(page.getByLabel("Password")).toBeFocused();
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Make the administrator" }).click();
  await expect(page).toHaveURL(/\/designs$/u);

  await page.goto(`${server.url}/designs?new`);
  await page.getByRole("button", { name: /^Order management/u }).click();
  await page.waitForURL(/\/d\//u);
  await expect(page.getByRole("banner").getByRole("status")).toHaveText(/saved/iu);
  const design = page.url();

  await page.goto(`${server.url}/workspace`);
  await expect(page.getByRole("heading", { name: "Shop", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByRole("combobox", { name: "Role" }).last().selectOption("viewer");
  await page.getByRole("button", { name: "Make the link" }).click();
  const invitation = await page.getByRole("textbox", { name: "Link of the invitation" }).inputValue();
  expect(new URL(invitation).hash.length).toBeGreaterThan(24);
  await page.keyboard.press("Escape");
  expect(await barriers(page)).toEqual([]);

  const grace = await another(browser, breaches);
  await grace.goto(invitation);
  await expect(grace.getByRole("heading", { name: "Join Shop" })).toBeVisible();
  await expect(grace.getByText("You are invited as: Viewer.")).toBeVisible();
  expect(await barriers(grace)).toEqual([]);
  await aboutMyself(grace, "Grace", "grace@example.org");
  await grace.getByRole("button", { name: "Make the account" }).click();
  await expect(grace).toHaveURL(/\/designs$/u);
  await grace.goto(design);
  await expect(grace.getByRole("banner").getByRole("status")).toHaveText("View only");
  expect((await grace.request.patch(`${server.url}/api/v1/designs/${new URL(design).pathname.split("/")[2]}`, { data: { title: "Mine" } })).status()).toBe(403);
  await page.getByRole("button", { name: "Set the rules…" }).click();
  const rules = page.getByRole("dialog", { name: "Rules of the workspace" });
  await rules.getByRole("combobox", { name: "Preset" }).selectOption("tight");
  await expect(rules.getByRole("status").last(), "what it would mean is shown on the sample").toContainText("more than before");
  expect(await barriers(page)).toEqual([]);
  await expect(grace.getByRole("treeitem", { name: /waits up to 5s/u })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(rules.getByRole("alert")).toContainText("not saved yet");
  await rules.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Set for every design: the preset Tight.")).toBeVisible();
  await expect(grace.getByRole("treeitem", { name: /waits up to 5s/u }), "her open studio follows").toBeVisible();
  await grace.goto(`${server.url}/workspace`);
  await expect(grace.getByRole("button", { name: "Look at the rules…" })).toBeVisible();
  await expect(grace.getByText("Ada", { exact: false }).first()).toBeVisible();
  await expect(grace.getByRole("button", { name: "Invite" })).toHaveCount(0);
  await grace.goto(`${server.url}/account`);
  await expect(grace.getByText("This browser")).toBeVisible();
  expect(await barriers(grace)).toEqual([]);

  await page.reload();
  await page.getByRole("button", { name: "New team" }).click();
  const team = page.getByRole("dialog", { name: "New team" });
  await team.getByRole("checkbox", { name: "Grace" }).check();
  await team.getByRole("textbox", { name: "Name" }).fill("Checkout");
  await page.keyboard.press("Enter");
  const checkout = page.getByRole("main").getByRole("listitem").filter({ hasText: "Checkout" });
  await expect(checkout).toContainText("Grace");
  await page.getByRole("button", { name: "Change Checkout" }).click();
  await page.getByRole("dialog").getByRole("checkbox", { name: "Grace" }).uncheck();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(checkout).toContainText("Nobody yet");
  await page.getByRole("button", { name: "Dissolve Checkout" }).click();
  await expect(checkout).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(checkout).toBeVisible();

  await page.getByRole("button", { name: "More for Grace" }).click();
  await page.getByRole("menuitem", { name: "Shut out" }).click();
  await expect(page.getByText("shut out")).toBeVisible();
  expect((await grace.request.get(`${server.url}/api/v1/designs`)).status()).toBe(401);
  await grace.goto(design);
  await expect(grace).toHaveURL(/\/sign-in\?next=%2Fd%2F/u);
  await grace.getByRole("textbox", { name: "E-mail" }).fill("grace@example.org");
  await grace.getByLabel("Password").fill(PASSWORD);
  await grace.getByRole("button", { name: "Sign in" }).click();
  await expect(grace.locator("form").getByRole("alert")).toContainText("do not belong together");
  expect(await barriers(grace)).toEqual([]);

  await page.getByRole("button", { name: "More for Grace" }).click();
  await page.getByRole("menuitem", { name: "Let in again" }).click();
  await expect(page.getByText("shut out")).toHaveCount(0);
  await grace.getByRole("button", { name: "Sign in" }).click();
  await expect(grace, "back to where it was wanted").toHaveURL(design);

  await page.getByRole("combobox", { name: "Role of Grace" }).selectOption("PM");
  await expect(page.getByRole("combobox", { name: "Role of Grace" })).toHaveValue("PM");
  await grace.goto(design);
  await expect(grace.getByRole("banner").getByRole("status"), "a product manager writes requirements").toHaveText(/saved/iu);
  const goal = grace.getByRole("complementary", { name: "Inspector" }).getByRole("textbox", { name: "Goal" });
  await goal.fill("Nobody waits for an order.");
  await goal.blur();
  await expect(grace.getByRole("button", { name: /^Undo: /u })).toBeVisible();
  await expect(grace.getByRole("banner").getByRole("status")).toHaveText(/^saved$/iu);
  await expect(grace.getByRole("button", { name: "Components", exact: true }), "and draws nothing").toHaveCount(0);
  await grace.reload();
  await expect(goal).toHaveValue("Nobody waits for an order.");

  await page.getByRole("button", { name: "More for Grace" }).click();
  await page.getByRole("menuitem", { name: "Link for a new password…" }).click();
  const reset = await page.getByRole("textbox", { name: "Link for a new password" }).inputValue();
  await grace.goto(reset);
  await grace.getByLabel("New password").fill("purple anchor melody");
  await grace.getByRole("button", { name: "Set the password" }).click();
  await expect(grace.getByText("Your password is set")).toBeVisible();

  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Workspace: Shop" }).click();
  await page.getByRole("menuitem", { name: "New workspace…" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Lab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Lab", level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: "Delete Lab…" })).toBeVisible();
  await page.getByRole("link", { name: "Designs" }).click();
  await expect(page.getByText("No designs yet")).toBeVisible();
  await page.goto(design);
  await expect(page.getByRole("banner").getByRole("status"), "a design of the other workspace is open to her as before").toHaveText(/saved/iu);
  await page.goto(`${server.url}/designs`);
  await page.getByRole("button", { name: "Workspace: Lab" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Shop" }).click();
  await expect(page.getByRole("link", { name: /Order management/u })).toBeVisible();
  await page.getByRole("button", { name: "Ada", exact: true }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/u);
  await page.goto(`${server.url}/designs`);
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fdesigns$/u);
  expect(breaches).toEqual([]);
  await grace.context().close();
});
