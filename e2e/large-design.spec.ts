import { generateDesign } from "../bench/designs.ts";
import { writeLintelFile } from "#lib/export/lintel-file.ts";
import type { Design } from "#lib/model/design.ts";
import { updateComponent } from "#lib/model/edit.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import type { Page } from "@playwright/test";
import { expect, middleOf, test } from "./studio.ts";

/** A thousand components on a grid, two thousand connections. */
function large(): Design {
  const design = generateDesign(1_000, "noisy");
  const components = Object.fromEntries(design.components.map(({ id }, at) => [id, { x: (at % 40) * 260, y: Math.floor(at / 40) * 140 }]));
  return { ...design, layout: { components } };
}

/** Somebody else who has the same design open, without a screen. */
async function somebodyElse(page: Page) {
  const address = `/api/v1/designs/${/\/d\/([^/?]+)/u.exec(page.url())?.[1] ?? ""}`;
  const { state, generation } = (await (await page.request.get(`${address}/state`)).json()) as { readonly state: string; readonly generation: number };
  const shared = new SharedDesign();
  shared.apply(Buffer.from(state, "base64"), "server");
  return async (change: (design: Design) => Design) => {
    const made: Uint8Array[] = [];
    const keep = (update: Uint8Array) => void made.push(update);
    shared.document.on("update", keep);
    shared.write(change(shared.design), "me");
    shared.document.off("update", keep);
    for (const update of made) {
      const answer = await page.request.post(`${address}/updates`, { data: { updateId: crypto.randomUUID(), update: Buffer.from(update).toString("base64"), generation } });
      expect(answer.ok()).toBe(true);
    }
  };
}

/** Counts the slices in which designs are checked; `take` answers with their lengths in milliseconds since it was last asked. */
async function watchChecks(page: Page) {
  const slices = await page.evaluateHandle(() => {
    const lengths: number[] = [];
    new PerformanceObserver((list) => lengths.push(...list.getEntriesByName("lintel: check").map(({ duration }) => duration))).observe({ type: "measure" });
    return lengths;
  });
  return { count: () => slices.evaluate(({ length }) => length), take: () => slices.evaluate((lengths) => lengths.splice(0)) };
}

/** Measures how long frames take while something is done. */
async function frames(page: Page, what: string, act: () => Promise<void>): Promise<void> {
  const measured = await page.evaluateHandle(() => {
    const times: number[] = [];
    let last = performance.now();
    let running = true;
    const step = (now: number) => {
      times.push(now - last);
      last = now;
      if (running) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
    return { stop: () => ((running = false), times.toSorted((a, b) => a - b)) };
  });
  await act();
  const times = await measured.evaluate(({ stop }) => stop());
  const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
  test.info().annotations.push({ type: `frames: ${what}`, description: `${times.length} frames, half within ${at(0.5)} ms, 95 % within ${at(0.95)} ms, longest ${at(1)} ms` });
}

test("a design of 1,000 components is imported, moved about and changed", async ({ studio, page }) => {
  test.setTimeout(120_000);
  await studio.openBlank();
  const design = large();
  const started = Date.now();
  const dialog = await studio.openImport();
  await dialog.getByLabel("File to import").setInputFiles({ name: "large.lintel.json", mimeType: "application/json", buffer: Buffer.from(writeLintelFile(design, "json")) });
  await expect(dialog.getByText(`1000 components, 2000 connections, ${design.boundaries.length} boundaries.`)).toBeVisible({ timeout: 30_000 });
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("button", { name: /^Health: \d+ errors?/u })).toBeVisible({ timeout: 30_000 });
  test.info().annotations.push({ type: "imported and linted", description: `${Date.now() - started} ms` });
  expect(await studio.count("error")).toBeGreaterThan(100);
  await studio.expectTotals({ components: 1_000, connections: 2_000, boundaries: design.boundaries.length });
  await studio.saved();

  // From afar everything is painted; the outline knows it all the same.
  await studio.drawing.hover();
  await frames(page, "panning over everything", async () => {
    for (let step = 0; step < 20; step += 1) await page.mouse.wheel(20, 12);
  });
  const [first] = design.components;
  const name = first?.name ?? "";
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type(`go to ${name}`);
  await page.keyboard.press("Enter");
  await expect(studio.card(name)).toBeInViewport();
  await expect(studio.selected).toHaveText(name);

  const { x, y } = await middleOf(studio.card(name));
  await frames(page, "dragging a card", () => studio.drag({ x, y }, { x: x + 160, y: y - 80 }));
  await expect(studio.undoButton).toHaveAccessibleName("Undo: Move");
  await expect.poll(async () => Math.round((await middleOf(studio.card(name))).x - x)).toBeGreaterThan(140);
  await studio.undo();
  await expect.poll(async () => Math.abs(Math.round((await middleOf(studio.card(name))).x - x))).toBeLessThan(2);

  // Typing checks nothing. What is entered, here or by somebody else, is checked in slices between frames.
  await page.keyboard.press("Escape");
  const checks = await watchChecks(page);
  // What was moved and taken back is checked before the first key is pressed.
  await expect.poll(async () => (await page.waitForTimeout(500), (await checks.take()).length)).toBe(0);
  const description = studio.inspector.getByRole("textbox", { name: "Description" });
  await frames(page, "typing", () => description.pressSequentially("What customers order, pay and receive, from the first click to the parcel. "));
  expect(await checks.take()).toEqual([]);
  await frames(page, "entering", async () => {
    await description.blur();
    await expect(studio.undoButton).toHaveAccessibleName("Undo: Edit");
    await expect.poll(checks.count).toBeGreaterThanOrEqual(3);
  });
  const others = await somebodyElse(page);
  await frames(page, "typing while somebody else draws", async () => {
    const typing = description.pressSequentially("And everything that may go wrong on the way. ", { delay: 40 });
    for (const component of design.components.slice(1, 9)) await others((before) => updateComponent(before, component.id, { purpose: "Changed by somebody else" }));
    await typing;
    await expect.poll(checks.count).toBeGreaterThanOrEqual(6);
  });
  const slices = (await checks.take()).toSorted((a, b) => a - b);
  test.info().annotations.push({
    type: "slices of checking",
    description: `${slices.length}, half within ${slices[slices.length >> 1]?.toFixed(1)} ms, longest ${slices.at(-1)?.toFixed(1)} ms`,
  });
  await description.blur();
  await expect(description).toHaveValue(/first click.+on the way/su);

  await frames(page, "panning near by", async () => {
    for (let step = 0; step < 20; step += 1) await page.mouse.wheel(40, 30);
  });
  await studio.findings.getByRole("searchbox", { name: "Search findings" }).fill(name);
  await expect(studio.finding().first()).toBeVisible();
  await studio.finding().first().click();
  await expect(studio.detail).toBeVisible();

  await studio.saved();
  await page.reload();
  await studio.expectTotals({ components: 1_000, connections: 2_000, boundaries: design.boundaries.length });
});
