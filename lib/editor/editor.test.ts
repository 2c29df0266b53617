import { describe, expect, test } from "vitest";
import { designSchema } from "#lib/model/design.ts";
import { sketch } from "#lib/model/sketch.ts";
import { keyOf } from "#lib/rules/lint.ts";
import { addBoundary, addComponent } from "./commands/add.ts";
import { clipOf, clipText, duplicate, paste, readClip } from "./commands/clipboard.ts";
import { changeConnection, deleteSelection, rename, replaceDesign, retitle } from "./commands/edit.ts";
import { applyPreset, fixAllOfRule, fixFinding, previewFix, reopen, showFinding, waive } from "./commands/findings.ts";
import { fillMissing, missingNumber } from "./commands/missing.ts";
import { Editor } from "./editor.ts";
import { TestEditor } from "./test-editor.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";

const shop = () =>
  sketch("Shop")
    .service("order", { name: "Order" })
    .service("payment", { name: "Payment" })
    .database("db", { name: "Orders" })
    .call("order", "payment")
    .data("order", "db", { mode: "rw" })
    .set({ layout: { components: { order: { x: 0, y: 0 }, payment: { x: 400, y: 0 }, db: { x: 400, y: 200 } } } });

const found = (driver: TestEditor, rule: string) => {
  const finding = driver.editor.derived.result.findings.find((candidate) => candidate.rule === rule);
  if (!finding) throw new Error(`${rule} did not fire`);
  return finding;
};

describe("drawing", () => {
  test("adds components with readable ids, selected and ready to be named", () => {
    const driver = new TestEditor().add("service", "Order").add("service", "Order");
    expect(driver.ids).toEqual(["order", "order-2"]);
    expect(driver.editor.ui.getState().selection).toEqual(["order-2"]);
    expect(driver.rectangle("order-2")?.x).toBeGreaterThan(driver.rectangle("order")?.x ?? Infinity);
  });

  test("the first name of a fresh component is its id in files, wherever it is connected; later names are not", () => {
    const driver = new TestEditor(shop());
    const fresh = addComponent(driver.editor, "service", { x: 900, y: 0 });
    driver.connect("order", fresh);
    rename(driver.editor, fresh, "Loyalty points");
    expect(driver.ids).toContain("loyalty-points");
    expect(driver.design.connections.at(-1)).toMatchObject({ from: "order", to: "loyalty-points" });
    expect(driver.design.layout?.components?.["loyalty-points"]).toBeDefined();
    rename(driver.editor, "loyalty-points", "Rewards");
    expect(driver.component("loyalty-points")?.name).toBe("Rewards");
    expect(driver.undo(2).component(fresh)?.name).toBe("Service");
  });

  test("connects with the likeliest kind", () => {
    const driver = new TestEditor(shop()).add("topic", "Events").connect("order", "events").connect("events", "payment");
    expect(driver.design.connections.slice(2).map(({ kind }) => kind)).toEqual(["publish", "subscribe"]);
  });

  test("keeps connections that make no sense, and reports them by a rule instead", () => {
    const driver = new TestEditor(shop()).add("client", "Web").connect("web", "db");
    expect(driver.design.connections.at(-1)).toMatchObject({ kind: "data", from: "web", to: "db" });
  });

  test("deleting a component takes its connections along, undo brings all back", () => {
    const driver = new TestEditor(shop()).select("order");
    const before = driver.design;
    deleteSelection(driver.editor);
    expect(driver.ids).toEqual(["payment", "db"]);
    expect(driver.design.connections).toEqual([]);
    expect(driver.editor.ui.getState().selection).toEqual([]);
    driver.undo();
    expect(driver.design).toEqual(before);
    driver.redo();
    expect(driver.ids).toEqual(["payment", "db"]);
  });

  test("every step can be undone to the start and done again to the end", () => {
    const driver = new TestEditor(shop());
    const start = driver.design;
    driver.add("cache", "Redis").connect("order", "redis").drag(["order"], 10, 10);
    rename(driver.editor, "redis", "Sessions");
    retitle(driver.editor, "Shop 2");
    const end = driver.design;
    driver.undo(10);
    expect(driver.design).toEqual(start);
    driver.redo(10);
    expect(driver.design).toEqual(end);
    expect(driver.editor.history.undo?.label).toBe("Rename design");
  });
});

describe("boundaries", () => {
  test("go around what is selected, and what is dragged out leaves them", () => {
    const driver = new TestEditor(shop()).select("order", "payment");
    const id = addBoundary(driver.editor, "context");
    expect(driver.component("order")?.contexts).toEqual([id]);
    driver.drag(["order"], 0, 900);
    expect(driver.component("order")?.contexts).toBeUndefined();
    driver.drag(["order"], 0, -900);
    expect(driver.component("order")?.contexts).toEqual([id]);
  });

  test("take along what is inside", () => {
    const driver = new TestEditor(shop()).select("order", "payment");
    const id = addBoundary(driver.editor, "context");
    const [boundary, order] = [driver.rectangle(id), driver.rectangle("order")];
    driver.drag([id], 50, 60);
    expect(driver.rectangle(id)).toMatchObject({ x: (boundary?.x ?? 0) + 50, y: (boundary?.y ?? 0) + 60 });
    expect(driver.rectangle("order")).toMatchObject({ x: (order?.x ?? 0) + 50, y: (order?.y ?? 0) + 60 });
    expect(driver.component("order")?.contexts).toEqual([id]);
  });

  test("moving a card inside its boundary is not a change of meaning", () => {
    const driver = new TestEditor(shop()).select("order", "payment");
    addBoundary(driver.editor, "context");
    const { layout: _before, ...meaning } = driver.design;
    driver.drag(["order"], 8, 0);
    const { layout: _after, ...same } = driver.design;
    expect(same).toEqual(meaning);
  });
});

describe("copying", () => {
  test("pastes with fresh ids and the connections among what was copied", () => {
    const driver = new TestEditor(shop()).select("order", "payment");
    const clip = clipOf(driver.editor);
    const read = readClip(clipText(clip ?? expect.fail("nothing was copied")));
    paste(driver.editor, read ?? expect.fail("the clip was not read back"));
    expect(driver.ids).toEqual(["order", "payment", "db", "order-2", "payment-2"]);
    expect(driver.design.connections.at(-1)).toMatchObject({ from: "order-2", to: "payment-2" });
    designSchema.parse(driver.design);
  });

  test("into another design drops references that mean nothing there", () => {
    const source = new TestEditor(
      sketch()
        .boundary("context", "sales")
        .service("order", { contexts: ["sales"] }),
    ).select("order");
    const target = new TestEditor();
    paste(target.editor, clipOf(source.editor) ?? expect.fail("nothing was copied"));
    expect(target.component("order")?.contexts).toEqual([]);
  });

  test("somebody else's text is not a clip", () => {
    for (const text of ["", "hello", '{"lintelClip":1', '{"lintelClip":1,"components":"x"}', '{"lintelClip":2}']) expect(readClip(text)).toBeUndefined();
  });

  test("duplicates the selection as one step", () => {
    const driver = new TestEditor(shop()).select("order");
    duplicate(driver.editor);
    expect(driver.ids).toContain("order-2");
    expect(driver.undo().ids).toEqual(["order", "payment", "db"]);
  });
});

describe("findings", () => {
  test("follow every change at once", () => {
    const driver = new TestEditor(shop());
    expect(driver.rules).toContain("resilience/missing-timeout");
    changeConnection(driver.editor, "order-payment", { timeoutMs: 3_000 });
    changeConnection(driver.editor, "order-db", { timeoutMs: 3_000 });
    expect(driver.rules).not.toContain("resilience/missing-timeout");
    driver.undo();
    expect(driver.rules).toContain("resilience/missing-timeout");
  });

  test("a fix is previewed, applied as one step, and undone", () => {
    const driver = new TestEditor(shop());
    const finding = found(driver, "resilience/missing-timeout");
    expect(previewFix(driver.editor, finding)?.after).not.toBe(driver.design);
    const before = driver.design;
    expect(fixFinding(driver.editor, finding)).toBe(true);
    expect(driver.editor.derived.result.findings.map(keyOf)).not.toContain(keyOf(finding));
    expect(driver.undo().design).toEqual(before);
  });

  test("all findings of a rule are fixed as one step", () => {
    const driver = new TestEditor(shop());
    const before = driver.design;
    expect(fixAllOfRule(driver.editor, "resilience/missing-timeout")).toBe(2);
    expect(driver.rules).not.toContain("resilience/missing-timeout");
    expect(driver.undo().design).toEqual(before);
  });

  test("a bare connection is cured by one preset", () => {
    const driver = new TestEditor(shop());
    const before = driver.editor.derived.findingsByElement.get("order-payment")?.length ?? 0;
    applyPreset(driver.editor, "order-payment");
    expect(driver.editor.derived.findingsByElement.get("order-payment")?.length ?? 0).toBeLessThan(before - 4);
  });

  test("an accepted risk is not a finding until its day has come, and can be reopened", () => {
    const driver = new TestEditor(shop());
    const finding = found(driver, "resilience/missing-timeout");
    waive(driver.editor, finding, { reason: "The callee answers from memory", owner: "Ada", expires: "2027-01-01" });
    expect(driver.editor.derived.result.waived.map((waived) => keyOf(waived.finding))).toEqual([keyOf(finding)]);
    const [waiver] = driver.design.waivers;
    reopen(driver.editor, waiver ?? expect.fail("there is no waiver"));
    expect(driver.editor.derived.result.waived).toEqual([]);
    waive(driver.editor, finding, { reason: "The callee answers from memory", owner: "Ada", expires: "2026-11-20" });
    expect(driver.editor.derived.result.waived).toEqual([]);
  });

  test("showing a finding selects its element and opens its property", () => {
    const driver = new TestEditor(shop());
    const finding = found(driver, "resilience/missing-timeout");
    showFinding(driver.editor, finding);
    expect(driver.editor.ui.getState()).toMatchObject({ selection: [finding.element.id], focus: { property: "timeoutMs" }, finding: keyOf(finding) });
  });

  test("showing a finding of a flow or a saga lights its way and opens it in its panel", () => {
    const driver = new TestEditor(
      sketch()
        .service("order", { p99Ms: 80 })
        .service("payment", { p99Ms: 40 })
        .call("order", "payment")
        .flow("pay", ["order-payment"], { slo: { p99Ms: 100 } })
        .saga("s", { steps: ["order", "payment"].map((component) => ({ id: component, component })) }),
    );
    const ofFlow = found(driver, "communication/latency-budget-exceeded");
    showFinding(driver.editor, ofFlow);
    expect(driver.editor.ui.getState()).toMatchObject({
      selection: [],
      reveal: { ids: ["order-payment", "order", "payment"] },
      side: "flows",
      flow: "pay",
      finding: keyOf(ofFlow),
    });
    expect(driver.editor.ui.getState().lit[0]).toBe("order-payment");
    const ofSaga = found(driver, "transactions/missing-compensation");
    driver.editor.ui.setState({ side: "outline" });
    showFinding(driver.editor, ofSaga, { open: false });
    expect(driver.editor.ui.getState()).toMatchObject({ side: "outline", flow: "pay", reveal: { ids: ["order", "payment"] } });
    showFinding(driver.editor, ofSaga);
    expect(driver.editor.ui.getState()).toMatchObject({ side: "flows", flow: "s", focus: { property: "steps", of: "s" } });
  });

  test("a number that a rule misses is filled in where it belongs", () => {
    const driver = new TestEditor(shop());
    for (const [path, value] of [
      ["order.perInstanceRps", 20],
      ["order-payment.rps", 5],
      ["org.engineers", 12],
      ["requirements.nfr.peakRps", 28],
    ] as const) {
      const missing = missingNumber(path, driver.editor.derived.index);
      fillMissing(driver.editor, missing ?? expect.fail(`no place for ${path}`), value);
    }
    expect(driver.component("order")?.perInstanceRps).toBe(20);
    expect(driver.design.connections[0]?.rps).toBe(5);
    expect(driver.design.org?.engineers).toBe(12);
    expect(driver.design.requirements?.nfr?.peakRps).toBe(28);
  });
});

describe("a read-only editor", () => {
  test("a product manager writes the requirements, takes that back, and draws nothing", () => {
    const shared = new SharedDesign();
    shared.write(shop().design, "test");
    const editor = new Editor(shared, { requirementsOnly: true });
    expect(editor.run("Draw", (design) => ({ ...design, components: [] }))).toBe(false);
    expect(editor.run("Hide it", (design) => ({ ...design, requirements: { goal: "Sell" }, config: { preset: "tight" } }))).toBe(false);
    expect(editor.design).toEqual(shop().design);
    expect(editor.run("Goal", (design) => ({ ...design, requirements: { goal: "Sell" } }))).toBe(true);
    retitle(editor, "Store");
    expect(editor.design).toEqual({ ...shop().design, title: "Store", requirements: { goal: "Sell" } });
    expect([editor.undo(), editor.undo()]).toEqual(["Rename design", "Goal"]);
    expect(editor.design).toEqual(shop().design);
  });

  test("changes nothing", () => {
    const shared = new SharedDesign();
    shared.write(shop().design, "start");
    const editor = new Editor(shared, { readOnly: true });
    const before = editor.design;
    editor.select(["order"]);
    deleteSelection(editor);
    rename(editor, "order", "X");
    replaceDesign(editor, sketch().design);
    expect(editor.design).toBe(before);
    expect(editor.undo()).toBeUndefined();
  });
});
