import type { Locator } from "@playwright/test";
import { expect, type Studio, test } from "./studio.ts";

const SHOP = `lintel: 1
id: shop
title: Shop
components:
  - { id: web, kind: client, name: Web }
  - { id: orders, kind: service, name: Orders, p99Ms: 40ms, availability: 99.95% }
  - { id: stock, kind: service, name: Stock, p99Ms: 20ms, availability: 99.95% }
  - { id: payments, kind: service, name: Payments, p99Ms: 80ms, availability: 99.9% }
  - { id: orders-db, kind: database, name: Orders database, p99Ms: 5ms, availability: 99.99%, owner: orders }
  - { id: stock-db, kind: database, name: Stock database, owner: stock }
  - { id: payments-db, kind: database, name: Payments database, owner: payments }
connections:
  - { id: web-orders, kind: call, from: web, to: orders }
  - { id: orders-stock, kind: call, from: orders, to: stock }
  - { id: orders-payments, kind: call, from: orders, to: payments }
  - { id: orders-payments-again, kind: call, from: orders, to: payments, label: refund }
  - { id: orders-data, kind: data, mode: rw, from: orders, to: orders-db }
  - { id: stock-data, kind: data, mode: rw, from: stock, to: stock-db }
  - { id: payments-data, kind: data, mode: rw, from: payments, to: payments-db }
layout:
  components:
    web: { x: 0, y: 96 }
    orders: { x: 320, y: 96 }
    stock: { x: 640, y: 0 }
    payments: { x: 640, y: 192 }
    orders-db: { x: 320, y: 320 }
    stock-db: { x: 960, y: 0 }
    payments-db: { x: 960, y: 192 }
`;
const FLOW = `flows:
  - id: buy
    name: Buy
    entry: web
    criticality: critical
    connections: [web-orders, orders-data, orders-stock, orders-payments]
    slo: { p99Ms: 200ms, availability: 99.5% }
`;

/** A studio with the shop in it. */
async function openShop(studio: Studio, text = SHOP): Promise<void> {
  await studio.openBlank();
  await studio.importText(text);
  await expect(studio.card("Orders")).toBeVisible();
  await studio.drawing.focus();
  await studio.page.keyboard.press("1");
}

const panelOf = ({ page }: Studio): Locator => page.getByRole("complementary", { name: "Flows" });
const banner = ({ canvas }: Studio): Locator => canvas.getByRole("region", { name: "Recording a flow" });
/** Steps of the flow that is open, in their order. */
const stepsOf = (studio: Studio): Locator =>
  panelOf(studio)
    .getByRole("list", { name: /^Steps/u })
    .getByRole("listitem");

/** Opens the panel of the flows from the rail. */
async function openFlows(studio: Studio): Promise<Locator> {
  await studio.page.getByRole("navigation", { name: "Panels" }).getByRole("button", { name: "Flows" }).click();
  const panel = panelOf(studio);
  await expect(panel.getByRole("heading", { name: "Flows", exact: true })).toBeVisible();
  return panel;
}

/** Goes on with Tab until an element is chosen on the canvas. */
async function choose({ page, selected }: Studio, name: string): Promise<void> {
  for (let pressed = 0; pressed < 30 && (await selected.innerText()) !== name; pressed += 1) await page.keyboard.press("Tab");
  await expect(selected).toHaveText(name);
}

test("a flow is recorded by clicking, named, undone, and kept", async ({ studio, page }) => {
  await openShop(studio);
  const panel = await openFlows(studio);
  await panel.getByRole("button", { name: "Record a flow" }).click();
  await expect(banner(studio)).toContainText("0 steps");

  await studio.card("Web").click();
  await expect(banner(studio)).toContainText("Starts at Web.");
  await studio.card("Orders").click();
  await studio.card("Stock").click();
  await studio.card("Payments").click();
  await expect(banner(studio)).toContainText("Several connections lead from Orders to Payments. Which one?");
  await banner(studio).getByRole("group", { name: "Which connection?" }).getByRole("button").first().click();
  await expect(banner(studio)).toContainText("3 steps");
  await expect(banner(studio)).toContainText("Goes on from Orders");
  await studio.card("Payments database").click();
  await studio.card("Web").click();
  await expect(banner(studio), "what cannot be reached is not taken, and the reason is said").toContainText("The walk has been at Web already");
  await expect(banner(studio)).toContainText("4 steps");
  await banner(studio).getByRole("button", { name: "Undo last" }).click();
  await expect(banner(studio)).toContainText("3 steps");
  await banner(studio).getByRole("button", { name: "Done" }).click();

  const name = panel.getByRole("textbox", { name: "Name", exact: true });
  await expect(name).toBeFocused();
  await expect(name).toHaveValue("Web → Payments");
  await name.fill("Buy");
  await name.press("Enter");
  await expect(panel.getByRole("heading", { level: 2, name: "Buy" })).toBeVisible();
  await expect(stepsOf(studio)).toHaveText([/1\s*Web → Orders/u, /2\s*Orders → Stock/u, /3\s*Orders → Payments/u]);
  await expect(studio.canvas.getByText("start", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Undo: Edit flow" }).click();
  await expect(page.getByRole("button", { name: "Undo: Record a flow" })).toBeVisible();
  await studio.undoButton.click();
  await expect(panel.getByRole("heading", { name: "Flows", exact: true })).toBeVisible();
  await expect(panel.getByText("A flow is one use case")).toBeVisible();
  await expect(studio.canvas.getByText("start", { exact: true })).toHaveCount(0);
  await studio.redoButton.click();
  await studio.redoButton.click();
  await studio.saved();

  await page.reload();
  const again = await openFlows(studio);
  await again.getByRole("button", { name: /^Buy 3 steps/u }).click();
  await expect(stepsOf(studio)).toHaveCount(3);
});

test("a flow is recorded, extended and put in order from the keyboard alone", async ({ studio, page }) => {
  const { keyboard } = page;
  await openShop(studio);
  await keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("combobox", { name: "Commands" })).toBeFocused();
  await keyboard.type("record a flow");
  await keyboard.press("Enter");
  await expect(banner(studio)).toBeVisible();
  await expect(studio.drawing).toBeFocused();

  await choose(studio, "Web");
  await keyboard.press("Enter");
  await expect(banner(studio)).toContainText("Starts at Web.");
  await choose(studio, "Orders");
  await keyboard.press("Enter");
  await expect(banner(studio)).toContainText("1 step");
  await choose(studio, "Orders → Orders database");
  await keyboard.press("Space");
  await expect(banner(studio)).toContainText("2 steps");
  await keyboard.press("Backspace");
  await expect(banner(studio)).toContainText("1 step");
  await keyboard.press("Space");
  await expect(banner(studio)).toContainText("2 steps");
  await keyboard.press("Enter");
  await expect(banner(studio), "Enter on what was picked last finishes").toBeHidden();

  const panel = panelOf(studio);
  await expect(panel.getByRole("textbox", { name: "Name", exact: true })).toBeFocused();
  await keyboard.type("Look");
  await keyboard.press("Enter");
  await expect(panel.getByRole("heading", { level: 2, name: "Look" })).toBeVisible();
  await expect(stepsOf(studio)).toHaveText([/Web → Orders/u, /Orders → Orders database/u]);

  // One more step between the two, given up once and taken up again.
  await studio.keyTo(panel.getByRole("button", { name: "Record steps after step 1" }));
  await keyboard.press("Enter");
  await expect(studio.drawing).toBeFocused();
  await choose(studio, "Stock");
  await keyboard.press("Enter");
  await expect(banner(studio)).toContainText("3 steps");
  await keyboard.press("Escape");
  await expect(banner(studio)).toBeHidden();
  await expect(stepsOf(studio)).toHaveCount(2);
  await page.getByRole("button", { name: "Take it up again" }).press("Enter");
  await expect(banner(studio)).toContainText("3 steps");
  await expect(studio.drawing).toBeFocused();
  await keyboard.press("ControlOrMeta+Enter");
  await expect(stepsOf(studio)).toHaveText([/Web → Orders/u, /Orders → Stock/u, /Orders → Orders database/u]);

  await expect(
    stepsOf(studio)
      .nth(1)
      .getByRole("button", { name: /Orders → Stock/u }),
    "the keys go on at the new step",
  ).toBeFocused();
  await keyboard.press("ArrowDown");
  await keyboard.press("Alt+ArrowUp");
  await expect(stepsOf(studio)).toHaveText([/Web → Orders/u, /Orders → Orders database/u, /Orders → Stock/u]);
  await expect(
    stepsOf(studio)
      .nth(1)
      .getByRole("button", { name: /Orders → Orders database/u }),
    "the focus goes with the step",
  ).toBeFocused();
  await keyboard.press("Delete");
  await expect(stepsOf(studio)).toHaveText([/Web → Orders/u, /Orders → Stock/u]);
  await expect(studio.undoButton).toHaveAccessibleName("Undo: Remove step");
});

test("a flow shows what it promises and leads to the whole calculation", async ({ studio, page }) => {
  await openShop(studio, SHOP + FLOW);
  const panel = await openFlows(studio);
  await panel.getByRole("button", { name: /^Buy 4 steps · critical/u }).click();
  await expect(panel).toContainText("145 ms of 200 ms");
  await expect(panel).toContainText("99.79% of 99.5%");
  await panel.getByRole("button", { name: "Open the latency budget" }).click();
  const analyses = page.getByRole("complementary", { name: "Analyses" });
  await expect(analyses.getByRole("heading", { name: "Latency budget" })).toBeVisible();
  await expect(analyses.getByText("Buy", { exact: true })).toBeVisible();
});

test("a saga is made of a flow, and a failing step sends its compensations back in reverse", async ({ studio, page }) => {
  await openShop(studio, SHOP + FLOW);
  const panel = await openFlows(studio);
  await panel.getByRole("button", { name: /^Buy 4 steps/u }).click();
  await panel.getByRole("button", { name: "Make a saga of this flow" }).click();
  await expect(panel.getByRole("heading", { level: 2, name: "Buy saga" })).toBeVisible();
  await expect(studio.undoButton).toHaveAccessibleName("Undo: Make a saga of Buy");
  const field = (title: string, step: number) =>
    panel.getByRole("textbox", { name: `${title}, step ${step}`, exact: true }).or(panel.getByRole("combobox", { name: `${title}, step ${step}`, exact: true }));
  await expect(field("Id", 1)).toHaveValue("orders");
  await expect(panel.getByRole("combobox", { name: "Orchestrator" })).toHaveText("Orders");

  // The writing of the flow itself makes the first step; the others are added from the keyboard.
  await field("Id", 1).press("ControlOrMeta+Enter");
  await expect(field("Id", 2)).toBeFocused();
  await page.keyboard.type("reserve");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(field("Id", 2)).toHaveValue("reserve");
  await expect(field("Id", 3)).toBeFocused();
  await page.keyboard.type("charge");
  await page.keyboard.press("Enter");
  await expect(field("Id", 3)).toHaveValue("charge");
  for (const [step, action] of [
    [1, "Cancel the order"],
    [2, "Release the stock"],
  ] as const) {
    await field("Compensation", step).fill(action);
    await field("Compensation", step).press("Enter");
  }
  await field("Event on failure", 3).fill("PaymentRefused");
  await field("Event on failure", 3).press("Enter");
  await field("Runs on", 3).click();
  await page.getByRole("option", { name: /Payments/u }).click();
  await expect(field("Runs on", 3)).toHaveText("Payments");

  await expect(panel.getByText("Whichever step fails, there is a way back.")).toBeVisible();
  await panel.getByRole("combobox", { name: "When" }).selectOption("step 3 fails: charge");
  const moments = panel.getByRole("list", { name: "Moments" }).getByRole("listitem");
  await expect(moments).toHaveText([
    /orders on Orders runs/u,
    /reserve runs/u,
    /charge on Payments fails\s*→ PaymentRefused/u,
    /reserve is taken back: Release the stock/u,
    /orders on Orders is taken back: Cancel the order/u,
  ]);
  await expect(panel.getByText("In the end everything is taken back.")).toBeVisible();
  await expect(studio.canvas.getByText("failed", { exact: true })).toBeVisible();
  await expect(studio.canvas.getByText("undone", { exact: true })).toBeVisible();
  await panel.getByRole("button", { name: "One moment back" }).click();
  await expect(panel.getByText("Moment 4 of 5")).toBeVisible();
  await expect(studio.canvas.getByText("ran", { exact: true })).toBeVisible();

  // Without its compensation there is no way back.
  await field("Compensation", 2).fill("");
  await field("Compensation", 2).press("Enter");
  await expect(panel.getByText("There is no way back: reserve stays done although the saga has failed.")).toBeVisible();
  await field("Id", 3).press("Alt+ArrowUp");
  await expect(field("Id", 2)).toHaveValue("charge");
  await expect(field("Id", 2), "the focus goes with the step").toBeFocused();
  await studio.saved();
  await page.reload();
  await openFlows(studio);
  await panel.getByRole("button", { name: /^Buy saga 3 steps/u }).click();
  await expect(field("Id", 3)).toHaveValue("reserve");
});

test("a shared design shows its flows and sagas and changes nothing", async ({ studio, page, browser }) => {
  await openShop(
    studio,
    `${SHOP}${FLOW}sagas:\n  - { id: s, name: Buying, style: orchestration, steps: [{ id: place, component: orders }, { id: charge, component: payments }] }\n`,
  );
  await studio.saved();
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("button", { name: "Create link and copy it" }).click();
  const link = await dialog.getByRole("textbox", { name: "View-only link" }).inputValue();
  const guest = await (await browser.newContext()).newPage();
  await guest.goto(link);
  await guest.getByRole("navigation", { name: "Panels" }).getByRole("button", { name: "Flows" }).click();
  const panel = guest.getByRole("complementary", { name: "Flows" });
  await panel.getByRole("button", { name: /^Buying 2 steps/u }).click();
  await expect(panel.getByText("1 of 2 failures leaves something done that nothing takes back.")).toBeVisible();
  await expect(panel.getByRole("textbox", { name: "Id, step 1" })).not.toBeEditable();
  await panel.getByRole("button", { name: "All flows and sagas" }).click();
  await panel.getByRole("button", { name: /^Buy 4 steps/u }).click();
  await expect(panel.getByRole("listitem")).not.toHaveCount(0);
  for (const name of ["Record a flow", "Record more steps", "New saga", "Make a saga of this flow", "Delete this flow", "Remove step 1"])
    await expect(panel.getByRole("button", { name })).toHaveCount(0);
  await guest.context().close();
});
