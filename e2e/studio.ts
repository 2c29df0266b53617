import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page, test as base } from "@playwright/test";
import { counted } from "#lib/model/sentence.ts";

/** A place on the screen. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** How much is drawn. */
export interface Totals {
  readonly components: number;
  readonly connections: number;
  readonly boundaries: number;
}

const BOUNDARY = String.raw`(bounded context|team|trust zone|region), \d+ components?`;

/** Drives the studio as a person does: by what is read and heard, never by class names. */
export class Studio {
  readonly page: Page;
  /** The part of the window that is drawn on. */
  readonly canvas: Locator;
  /** What takes the keys there. */
  readonly drawing: Locator;
  readonly findings: Locator;
  readonly inspector: Locator;
  readonly palette: Locator;
  /** The field in which an element is renamed in its place. */
  readonly nameField: Locator;
  /** The state of the work: saved, saving, offline … */
  readonly state: Locator;
  /** The answer to a selection of the wrong kind, or to nothing selected, is the design itself: its heading says so. */
  readonly selected: Locator;
  readonly undoButton: Locator;
  readonly redoButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.canvas = page.getByRole("main", { name: "Canvas" });
    this.drawing = page.getByRole("application", { name: "Canvas" });
    this.findings = page.getByRole("region", { name: "Findings", exact: true });
    this.inspector = page.getByRole("complementary", { name: "Inspector" });
    this.palette = page.getByRole("complementary", { name: "Components" });
    this.nameField = this.canvas.getByRole("textbox", { name: /^(Name|Label of the connection)$/u });
    this.state = page.getByRole("banner").getByRole("status");
    this.selected = this.inspector.getByRole("heading", { level: 2 });
    this.undoButton = page.getByRole("button", { name: /^(Undo: .*|Nothing to undo)$/u });
    this.redoButton = page.getByRole("button", { name: /^(Redo: .*|Nothing to redo)$/u });
  }

  /** Opens the sample and waits until its findings are lit. */
  async openSample(): Promise<void> {
    await this.page.goto("/sample");
    await expect(this.finding().first()).toBeVisible();
    await expect(this.card("Orders")).toBeVisible();
  }
  /** Makes a blank design and waits until it can be drawn on. */
  async openBlank(): Promise<void> {
    await this.page.goto("/designs?new");
    await this.page.getByRole("button", { name: /^Blank/u }).click();
    await this.page.waitForURL(/\/d\//u);
    await expect(this.canvas.getByText("Draw the first component")).toBeVisible();
    await this.saved();
  }

  /** What is drawn under a name; the description of the selection for screen readers has the name as well, but nothing to see. */
  #drawn(name: RegExp): Locator {
    return this.canvas.getByRole("group", { name }).filter({ hasText: /\S/u });
  }
  /** The card of a component. */
  card(name: string): Locator {
    return this.#drawn(new RegExp(`^${escaped(name)}, (?!${BOUNDARY})`, "u"));
  }
  /** The frame of a boundary. */
  boundary(name: string): Locator {
    return this.#drawn(new RegExp(`^${escaped(name)}, ${BOUNDARY}`, "u"));
  }
  /** The label of the connection between two components. */
  connection(from: string, to: string): Locator {
    return this.canvas.getByRole("group", { name: new RegExp(`^${escaped(from)} \\S.* ${escaped(to)}(,|$)`, "u") }).filter({ has: this.page.locator("*") });
  }
  /** The findings in the list; those that say something, when a text is given. */
  finding(text?: RegExp): Locator {
    const rows = this.findings.getByRole("tree", { name: "List of findings" }).getByRole("treeitem", { level: 2 });
    return text ? rows.filter({ hasText: text }) : rows;
  }
  /** The chosen finding in full. */
  get detail(): Locator {
    return this.findings.getByRole("article");
  }

  /** Adds a component from the palette with a click and gives it a name. */
  async add(kind: string, name: string): Promise<void> {
    await this.palette.getByRole("button", { name: kind, exact: true }).click();
    await this.nameIt(name);
  }
  /** Drags a kind from the palette to a place of the canvas, counted from its upper left corner, and gives it a name. */
  async dropOn(kind: string, targetPosition: Place, name: string): Promise<void> {
    await this.palette.getByRole("button", { name: kind, exact: true }).dragTo(this.canvas, { targetPosition });
    await this.nameIt(name);
  }
  /** Answers the field that asks for a name in the element's place. */
  async nameIt(name: string): Promise<void> {
    await expect(this.nameField).toBeFocused();
    await this.nameField.fill(name);
    await this.nameField.press("Enter");
    await expect(this.nameField).toBeHidden();
  }

  /** Presses, moves and lets go as a hand does: in steps. */
  async drag(from: Place, to: Place): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 });
    await mouse.move(to.x, to.y, { steps: 5 });
    await mouse.up();
  }
  /** Moves something by so many pixels, held in its middle. */
  async dragBy(what: Locator, by: Place): Promise<void> {
    const from = await middleOf(what);
    await this.drag(from, { x: from.x + by.x, y: from.y + by.y });
  }
  /** Connects two components by dragging from the right side of one to the other. */
  async connect(from: string, to: string): Promise<void> {
    const start = await this.port(from);
    await this.drag(start, await middleOf(this.card(to)));
    await expect(this.selected).toHaveText(`${from} → ${to}`);
  }
  /** Where a connection is pulled from: the middle of the right side, once the pointer is on the card. */
  async port(name: string): Promise<Place> {
    const card = this.card(name);
    await card.hover();
    const { x, y, width, height } = await boxOf(card);
    return { x: x + width, y: y + height / 2 };
  }
  /** A place of the canvas on the screen, counted from its upper left corner. */
  async at({ x, y }: Place): Promise<Place> {
    const box = await boxOf(this.canvas);
    return { x: box.x + x, y: box.y + y };
  }

  /** Lets go of everything that is selected, from the keyboard. */
  async deselect(): Promise<void> {
    await this.drawing.focus();
    // One step back for each: what is lit, then what is selected.
    await this.page.keyboard.press("Escape");
    await this.page.keyboard.press("Escape");
  }
  /** Checks how much is drawn, as the inspector counts it. */
  async expectTotals({ components, connections, boundaries }: Totals): Promise<void> {
    await this.deselect();
    const text = `${counted(components, "component")} · ${counted(connections, "connection")} · ${counted(boundaries, "boundary", "boundaries")}`;
    await expect(this.inspector.getByText(text, { exact: true })).toBeVisible();
  }
  /** How much is drawn, as the inspector counts it. */
  async totals(): Promise<Totals> {
    await this.deselect();
    const text = await this.inspector.getByText(/\d+ components? · \d+ connections? · \d+ boundar/u).innerText();
    const [components = 0, connections = 0, boundaries = 0] = (text.match(/\d+/gu) ?? []).map(Number);
    return { components, connections, boundaries };
  }
  /** Number of findings of one sort as the top bar shows it. */
  async count(sort: "error" | "warning" | "advice" | "undecided"): Promise<number> {
    const health = this.page.getByRole("button", { name: /^Health/u });
    await expect(health).toHaveAttribute("aria-busy", "false");
    return Number(new RegExp(`(\\d+)${sort}`, "u").exec((await health.textContent()) ?? "")?.[1] ?? 0);
  }

  /** Waits until everything is stored by the server. */
  async saved(): Promise<void> {
    await expect(this.state).toHaveText("Saved", { timeout: 15_000 });
  }
  async undo(): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+z");
  }
  async redo(): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+Shift+z");
  }

  /** Opens the import dialog. */
  async openImport(): Promise<Locator> {
    await this.page.getByRole("button", { name: "Import", exact: true }).first().click();
    return this.page.getByRole("dialog", { name: "Import" });
  }
  /** Opens the import dialog, reads a text, and answers with one of its buttons. */
  async importText(text: string, answer: "Replace this design" | "Import" = "Import"): Promise<void> {
    const dialog = await this.openImport();
    await dialog.getByRole("textbox", { name: "Or paste the text" }).fill(text);
    await dialog.getByRole("button", { name: "Read the text" }).click();
    await dialog.getByRole("button", { name: answer, exact: true }).click();
    await expect(dialog).toBeHidden();
  }
  /** Imports a file into the design that is open. */
  async importFile(
    file: string | { readonly name: string; readonly mimeType: string; readonly buffer: Buffer },
    answer: "Replace this design" | "Import" = "Import",
  ): Promise<void> {
    const dialog = await this.openImport();
    await dialog.getByLabel("File to import").setInputFiles(file);
    await dialog.getByRole("button", { name: answer, exact: true }).click();
    await expect(dialog).toBeHidden();
  }
  /** Opens the export dialog. */
  async openExport(): Promise<Locator> {
    await this.page.keyboard.press("ControlOrMeta+Shift+E");
    const dialog = this.page.getByRole("dialog", { name: "Export" });
    await expect(dialog.getByRole("option").first()).toBeVisible();
    return dialog;
  }
  /** Downloads one format through the export dialog; answers with the file's name and content. */
  async download(title: string): Promise<{ readonly name: string; readonly content: Buffer }> {
    const dialog = await this.openExport();
    await dialog.getByRole("option", { name: title, exact: true }).click();
    const started = this.page.waitForEvent("download");
    await dialog.getByRole("region", { name: title, exact: true }).getByRole("button", { name: "Download", exact: true }).click();
    const download = await started;
    const content = await readFile(await download.path());
    await this.page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    return { name: download.suggestedFilename(), content };
  }

  /** Presses Tab (or another key) until something has the focus, as somebody without a mouse does. */
  async keyTo(target: Locator, key = "Tab", most = 80): Promise<void> {
    for (let pressed = 0; pressed < most; pressed += 1) {
      if (await isFocused(target)) return;
      await this.page.keyboard.press(key);
    }
    await expect(target, `${key} reaches it`).toBeFocused();
  }
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);

const isFocused = async (target: Locator): Promise<boolean> => (await target.count()) === 1 && target.evaluate((element) => element === document.activeElement);

/** Where something stands on the screen. */
export async function boxOf(what: Locator): Promise<Place & { readonly width: number; readonly height: number }> {
  await expect(what).toBeVisible();
  const box = await what.boundingBox();
  if (!box) throw new Error(`${what.toString()} has no place on the screen`);
  return box;
}
/** The middle of something on the screen. */
export async function middleOf(what: Locator): Promise<Place> {
  const { x, y, width, height } = await boxOf(what);
  return { x: x + width / 2, y: y + height / 2 };
}
/** Waits until something has come to rest, for what arrives in motion. */
export async function settled(what: Locator): Promise<void> {
  let before = "";
  await expect
    .poll(async () => {
      const now = JSON.stringify(await boxOf(what));
      const still = now === before;
      before = now;
      return still;
    }, "it comes to rest")
    .toBe(true);
}

/** Notes every error of a page and every breach of its content policy; the list stays empty in a sound product. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`${error.name}: ${error.message}`));
  page.on("console", (message) => {
    // What the network did is looked at where it matters.
    if (message.type() === "error" && !/Failed to load resource/u.test(message.text())) complaints.push(message.text());
  });
  return complaints;
}

/** A test with a studio at hand; it fails when the page logs an error or breaks its own content policy. */
export const test = base.extend<{ studio: Studio }>({
  studio: async ({ page }, use) => {
    const complaints = complaintsOf(page);
    await use(new Studio(page));
    expect(complaints).toEqual([]);
  },
});

export { expect };
