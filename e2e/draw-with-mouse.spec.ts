import { boxOf, expect, middleOf, settled, Studio, test } from "./studio.ts";

test("components are dragged from the palette and connected from card to card", async ({ studio }) => {
  await studio.openBlank();
  await studio.dropOn("Service", { x: 200, y: 200 }, "Orders");
  await studio.dropOn("Database", { x: 560, y: 200 }, "Orders database");
  await studio.connect("Orders", "Orders database");
  await expect(studio.connection("Orders", "Orders database")).toBeVisible();
  await studio.expectTotals({ components: 2, connections: 1, boundaries: 0 });
});

test("a connection dropped on the empty canvas asks what it leads to", async ({ studio, page }) => {
  await studio.openBlank();
  await studio.dropOn("Service", { x: 200, y: 220 }, "Orders");
  const [card, place] = [await middleOf(studio.card("Orders")), await studio.at({ x: 200, y: 220 })];
  expect(Math.hypot(card.x - place.x, card.y - place.y), "the first one stays where it was dropped").toBeLessThan(8);
  await studio.drag(await studio.port("Orders"), await studio.at({ x: 560, y: 220 }));
  const kinds = page.getByRole("combobox", { name: /connect Orders to it/u });
  await expect(kinds).toBeFocused();
  await kinds.fill("cache");
  await page.keyboard.press("Enter");
  await studio.nameIt("Sessions");
  await expect(studio.connection("Orders", "Sessions")).toBeVisible();
  const [from, to] = [await boxOf(studio.card("Orders")), await boxOf(studio.card("Sessions"))];
  expect(to.x, "it stands where it was dropped, not on the other").toBeGreaterThan(from.x + from.width);
});

test("a name is changed in its place, and Escape keeps the old one", async ({ studio, page }) => {
  await studio.openBlank();
  await studio.dropOn("Service", { x: 300, y: 200 }, "Orders");
  await studio.card("Orders").dblclick();
  await studio.nameIt("Order service");
  await expect(studio.card("Order service")).toBeVisible();
  await studio.card("Order service").dblclick();
  await studio.nameField.fill("Never");
  await page.keyboard.press("Escape");
  await expect(studio.card("Order service")).toBeVisible();
  await expect(studio.card("Never")).toHaveCount(0);
  await expect(studio.selected).toHaveText("Order service");
});

test("several are selected with a frame or Shift, and move together", async ({ studio, page }) => {
  await studio.openBlank();
  await studio.dropOn("Service", { x: 160, y: 120 }, "Orders");
  await studio.dropOn("Service", { x: 160, y: 240 }, "Stock");
  await studio.dropOn("Queue", { x: 560, y: 180 }, "Events");
  await studio.drag(await studio.at({ x: 30, y: 40 }), await studio.at({ x: 330, y: 330 }));
  await expect(studio.inspector).toContainText("2 elements are selected");
  await studio.card("Events").click({ modifiers: ["Shift"] });
  await expect(studio.inspector).toContainText("3 elements are selected");
  await studio.card("Stock").click({ modifiers: ["Shift"] });
  await expect(studio.inspector).toContainText("2 elements are selected");

  const before = await Promise.all(["Orders", "Stock", "Events"].map((name) => boxOf(studio.card(name))));
  await studio.dragBy(studio.card("Orders"), { x: 64, y: 48 });
  await expect(studio.undoButton).toHaveAccessibleName("Undo: Move 2 elements");
  const after = await Promise.all(["Orders", "Stock", "Events"].map((name) => boxOf(studio.card(name))));
  const moved = after.map(({ x, y }, at) => ({ x: Math.round(x - (before[at]?.x ?? 0)), y: Math.round(y - (before[at]?.y ?? 0)) }));
  expect(moved[2], "both went the same way").toEqual(moved[0]);
  expect(moved[1], "what was taken out of the selection stayed").toEqual({ x: 0, y: 0 });
  // Cards snap to a grid of 8.
  expect(Math.abs((moved[0]?.x ?? 0) - 64)).toBeLessThanOrEqual(4);
  expect(Math.abs((moved[0]?.y ?? 0) - 48)).toBeLessThanOrEqual(4);
  await page.keyboard.press("Escape");
  await expect(studio.inspector).toContainText("3 components");
});

test("a component is dragged into a boundary, which then takes its content along", async ({ studio }) => {
  await studio.openBlank();
  await studio.dropOn("Service", { x: 180, y: 180 }, "Orders");
  await studio.palette.getByRole("button", { name: "Bounded context" }).click();
  await studio.nameIt("Ordering");
  await studio.dropOn("Database", { x: 560, y: 300 }, "Orders database");
  await expect(studio.boundary("Ordering")).toHaveAccessibleName(/, 1 component\b/u);

  const frame = await boxOf(studio.boundary("Ordering"));
  await studio.drag(await middleOf(studio.card("Orders database")), { x: frame.x + frame.width - 20, y: frame.y + frame.height - 20 });
  await expect(studio.boundary("Ordering")).toHaveAccessibleName(/, 2 components/u);

  const before = await Promise.all([boxOf(studio.card("Orders")), boxOf(studio.card("Orders database"))]);
  const { x, y } = await boxOf(studio.boundary("Ordering"));
  await studio.drag({ x: x + 40, y: y + 12 }, { x: x + 120, y: y + 60 });
  await expect(studio.undoButton).toHaveAccessibleName("Undo: Move");
  const after = await Promise.all([boxOf(studio.card("Orders")), boxOf(studio.card("Orders database"))]);
  const [first, second] = after.map((box, at) => ({ x: Math.round(box.x - (before[at]?.x ?? 0)), y: Math.round(box.y - (before[at]?.y ?? 0)) }));
  expect(first?.x).toBeGreaterThan(70);
  expect(second, "the content keeps its order").toEqual(first);

  await studio.drag(await middleOf(studio.card("Orders database")), await studio.at({ x: 640, y: 60 }));
  await expect(studio.boundary("Ordering")).toHaveAccessibleName(/, 1 component\b/u);
});

test("a selection is duplicated, copied, pasted here and into another design, and deleted", async ({ studio, page, context }) => {
  await studio.openBlank();
  await studio.dropOn("Service", { x: 160, y: 160 }, "Orders");
  await studio.dropOn("Database", { x: 520, y: 160 }, "Orders database");
  await studio.connect("Orders", "Orders database");
  await studio.card("Orders").click();
  await studio.card("Orders database").click({ modifiers: ["Shift"] });
  await page.keyboard.press("ControlOrMeta+d");
  await studio.expectTotals({ components: 4, connections: 2, boundaries: 0 });
  await studio.undo();
  await studio.expectTotals({ components: 2, connections: 1, boundaries: 0 });

  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("ControlOrMeta+c");
  await page.keyboard.press("ControlOrMeta+v");
  await page.keyboard.press("ControlOrMeta+v");
  await studio.expectTotals({ components: 6, connections: 3, boundaries: 0 });
  const places = await Promise.all((await studio.card("Orders").all()).map(async (card) => JSON.stringify(await boxOf(card))));
  expect(new Set(places).size, "no copy lies on another").toBe(3);

  const other = new Studio(await context.newPage());
  await other.openBlank();
  await other.drawing.focus();
  await other.page.keyboard.press("ControlOrMeta+v");
  await expect(other.card("Orders database")).toBeVisible();
  await expect(other.connection("Orders", "Orders database")).toBeVisible();
  await other.expectTotals({ components: 2, connections: 1, boundaries: 0 });
  await other.page.close();

  await page.bringToFront();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await studio.expectTotals({ components: 0, connections: 0, boundaries: 0 });
});

test("every step is undone back to the empty canvas and done again", async ({ studio, page }) => {
  await studio.openBlank();
  await studio.dropOn("Service", { x: 160, y: 160 }, "Orders");
  await studio.dropOn("Cache", { x: 520, y: 160 }, "Prices");
  await studio.connect("Orders", "Prices");
  await studio.dragBy(studio.card("Prices"), { x: 0, y: 120 });
  await studio.card("Orders").click();
  await page.keyboard.press("Delete");
  await studio.expectTotals({ components: 1, connections: 0, boundaries: 0 });
  const end = await boxOf(studio.card("Prices"));

  const undone: string[] = [];
  while (await studio.undoButton.isEnabled()) {
    const step = (await studio.undoButton.getAttribute("aria-label")) ?? "";
    undone.push(step.replace("Undo: ", ""));
    await studio.undo();
    await expect(studio.redoButton).toHaveAccessibleName(step.replace("Undo", "Redo"));
  }
  expect(undone).toEqual(["Delete Orders", "Move", "Connect Orders to Prices", "Rename", "Add cache", "Rename", "Add service"]);
  await studio.expectTotals({ components: 0, connections: 0, boundaries: 0 });

  for (const step of undone.toReversed()) {
    await expect(studio.redoButton).toHaveAccessibleName(`Redo: ${step}`);
    await studio.redo();
  }
  await expect(studio.redoButton).toHaveAccessibleName("Nothing to redo");
  await studio.expectTotals({ components: 1, connections: 0, boundaries: 0 });
  expect(await boxOf(studio.card("Prices"))).toEqual(end);
});

test("tidying up the layout is one step that undo takes back", async ({ studio, page }) => {
  await studio.openBlank();
  await studio.dropOn("Service", { x: 500, y: 320 }, "Orders");
  await studio.dropOn("Cache", { x: 200, y: 100 }, "Prices");
  await studio.connect("Orders", "Prices");
  const before = await boxOf(studio.card("Orders"));
  await page.getByRole("button", { name: "Tidy up the layout" }).click();
  // The program that lays out is fetched when it is first wanted.
  await expect(studio.undoButton).toHaveAccessibleName("Undo: Tidy up", { timeout: 30_000 });
  await settled(studio.card("Orders"));
  const [from, to] = [await boxOf(studio.card("Orders")), await boxOf(studio.card("Prices"))];
  expect(to.x, "what is called stands right of what calls").toBeGreaterThan(from.x + from.width);
  await studio.undo();
  await expect(studio.undoButton).toHaveAccessibleName("Undo: Connect Orders to Prices");
  await page.getByRole("button", { name: "Fit everything" }).click();
  await settled(studio.card("Orders"));
  const back = await boxOf(studio.card("Orders"));
  expect(Math.round(back.width)).toBe(Math.round(before.width));
  expect(back.x, "it stands right of the other again").toBeGreaterThan((await boxOf(studio.card("Prices"))).x);
});

test("the view is zoomed and fitted", async ({ studio, page }) => {
  await studio.openBlank();
  await studio.dropOn("Service", { x: 300, y: 200 }, "Orders");
  const zoom = page.getByRole("button", { name: /^Zoom \d+ percent/u });
  const start = await boxOf(studio.card("Orders"));
  await expect(zoom).toHaveText("100%");
  await page.getByRole("button", { name: "Zoom in" }).click();
  await expect(zoom).toHaveText("125%");
  await expect.poll(async () => Math.round((await boxOf(studio.card("Orders"))).width)).toBe(Math.round(start.width * 1.25));
  await page.getByRole("button", { name: "Zoom out" }).click();
  await expect(zoom).toHaveText("100%");
  await studio.drawing.hover();
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, 400);
  await page.keyboard.up("Control");
  await expect(zoom).not.toHaveText("100%");
  await zoom.click();
  await expect(zoom).toHaveText("100%");

  await studio.drawing.hover();
  await page.mouse.wheel(4_000, 4_000);
  await expect(studio.card("Orders")).not.toBeInViewport();
  await page.getByRole("button", { name: "Fit everything" }).click();
  await expect(studio.card("Orders")).toBeInViewport();
  await settled(studio.card("Orders"));
  const [card, canvas] = [await middleOf(studio.card("Orders")), await middleOf(studio.canvas)];
  expect(Math.hypot(card.x - canvas.x, card.y - canvas.y), "it stands in the middle").toBeLessThan(4);
});
