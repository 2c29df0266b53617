import { describe, expect, test } from "vitest";
import { updateComponent } from "#lib/model/edit.ts";
import { sketch } from "#lib/model/sketch.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import type { Pace } from "./checks.ts";
import { fixFinding } from "./commands/findings.ts";
import { Editor } from "./editor.ts";

/** A browser whose clock goes on by a millisecond whenever it is read, and whose turns come when the test says so. */
class SlowBrowser implements Pace {
  readonly turns: (() => void)[] = [];
  slices = 0;
  #time = 0;

  now(): number {
    this.#time += 1;
    return this.#time;
  }
  soon(work: () => void): () => void {
    this.turns.push(work);
    return () => void this.turns.splice(0);
  }
  note(): void {
    this.slices += 1;
  }
  turn(): void {
    this.turns.shift()?.();
  }
  settle(): void {
    while (this.turns.length > 0) this.turn();
  }
}

function open() {
  const shared = new SharedDesign();
  shared.write(sketch("Shop").service("order").service("payment").call("order", "payment").design, "start");
  const browser = new SlowBrowser();
  return { browser, editor: new Editor(shared, { today: "2026-11-21", pace: browser }) };
}
const name = (editor: Editor, text: string) => editor.run("Edit", (design) => updateComponent(design, "order", { name: text }));

describe("checking between frames", () => {
  test("goes on in slices and tells when the findings are known", () => {
    const { editor, browser } = open();
    const before = editor.checked;
    let told = 0;
    editor.subscribe(() => (told += 1));
    name(editor, "Orders");
    expect(editor.design.components[0]?.name).toBe("Orders");
    expect(editor.checked).toBe(before);
    const toldSoFar = told;
    browser.settle();
    expect(browser.slices).toBeGreaterThan(3);
    expect(editor.checked).toBe(editor.derived);
    expect(told).toBe(toldSoFar + 1);
  });

  test("finishes what it began before it checks the newest design, and nothing in between", () => {
    const { editor, browser } = open();
    name(editor, "One");
    const one = editor.derived;
    browser.turn();
    name(editor, "Two");
    const two = editor.derived;
    name(editor, "Three");
    const seen = new Set([editor.checked]);
    editor.subscribe(() => seen.add(editor.checked));
    browser.settle();
    expect([...seen].slice(1)).toEqual([one, editor.derived]);
    expect(seen).not.toContain(two);
  });

  test("answers at once whoever cannot wait, with the same findings", () => {
    const { editor, browser } = open();
    name(editor, "Orders");
    const { findings } = editor.derived.result;
    browser.settle();
    expect(editor.checked.result.findings).toBe(findings);
    expect(findings.map(({ rule }) => rule)).toContain("resilience/missing-timeout");
  });

  test("a fix works on the design as it stands, and what is left is said when it is known", () => {
    const { editor, browser } = open();
    const found = editor.checked.result.findings.find(({ rule }) => rule === "resilience/missing-timeout");
    if (!found) throw new Error("There is no finding.");
    name(editor, "Orders");
    fixFinding(editor, found);
    expect(editor.design).toMatchObject({
      components: [{ name: "Orders" }, {}],
      connections: [{ timeoutMs: expect.any(Number) as number }],
    });
    expect(editor.ui.getState().announcement).toBe("");
    browser.settle();
    expect(editor.ui.getState().announcement).toBe(`Fixed: Remote call without a timeout. ${editor.checked.result.findings.length} findings left.`);
  });

  test("stops with the editor", () => {
    const { editor, browser } = open();
    name(editor, "Orders");
    editor.destroy();
    expect(browser.turns).toHaveLength(0);
  });
});
