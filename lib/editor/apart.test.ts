import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { COLLECTIONS, type Design, designSchema } from "#lib/model/design.ts";
import { updateComponent, updateConnection, updateDesign } from "#lib/model/edit.ts";
import { hasOwnPart } from "#lib/model/own-id.ts";
import { sketch } from "#lib/model/sketch.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import { addBoundary, addComponent, connect } from "./commands/add.ts";
import { clipOf, paste } from "./commands/clipboard.ts";
import { rename } from "./commands/edit.ts";
import { fixFinding } from "./commands/findings.ts";
import { pick, startRecording, finishRecording } from "./commands/flows.ts";
import { addSaga } from "./commands/sagas.ts";
import { Editor } from "./editor.ts";

/* Two people who do not see each other draw the same names; what happens when they meet. */

const SHOP = sketch("Shop").service("order", { name: "Order" }).service("payment", { name: "Payment" }).call("order", "payment").design;

/** The same numbers in every run, other ones for everybody. */
function diceOf(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => (state = (Math.imul(state, 48_271) >>> 0) % 0x7fffffff) % sides;
}

function pair(design: Design = SHOP): readonly [Editor, Editor] {
  const first = new SharedDesign();
  first.write(design, "start");
  const document = new Y.Doc();
  Y.applyUpdate(document, first.encode());
  return [new Editor(first, { today: "2026-11-21", dice: diceOf(7) }), new Editor(new SharedDesign(document), { today: "2026-11-21", dice: diceOf(1_031) })];
}

function meet(one: Editor, other: Editor): Design {
  const [mine, theirs] = [one.shared.encode(), other.shared.encode()];
  one.shared.apply(theirs, "server");
  other.shared.apply(mine, "server");
  expect(other.design).toEqual(one.design);
  expect(designSchema.safeParse(one.design).error).toBeUndefined();
  const ids = COLLECTIONS.flatMap((collection) => one.design[collection].map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  return one.design;
}

const names = (design: Design, collection: "components" | "boundaries" | "flows" | "sagas" | "decisions") =>
  design[collection].map((member) => ("name" in member ? member.name : "title" in member ? member.title : member.id));

describe("two people who draw apart", () => {
  test("read the name in the id, and the first name does not change whose it is", () => {
    const [one] = pair();
    const id = addComponent(one, "service");
    expect(id).toMatch(/^service-[2-9][b-z2-9]{4}$/u);
    rename(one, id, "Loyalty points");
    expect(one.design.components.at(-1)?.id).toBe(id.replace("service", "loyalty-points"));
    expect(one.design.layout?.components).toHaveProperty(id.replace("service", "loyalty-points"));
    const line = connect(one, "order", one.design.components.at(-1)?.id ?? "");
    expect(line).toMatch(/^order-loyalty-points-[2-9][b-z2-9]{4}$/u);
  });

  test("keep both of everything that they gave the same name", () => {
    const [one, other] = pair();
    for (const editor of [one, other]) {
      const id = addComponent(editor, "service", undefined, { name: "Invoices" });
      connect(editor, "order", id);
      editor.select([id]);
      addBoundary(editor, "context");
      startRecording(editor);
      pick(editor, "order-payment");
      finishRecording(editor);
      addSaga(editor);
      editor.run("Add decision", (design) => ({ ...design, decisions: [...design.decisions, { id: editor.freshId("adr-1"), title: "Split" }] }));
      editor.run("Add alert", (design) => ({ ...design, alerts: [...design.alerts, { id: "order-errors", target: "order", signal: "errorRatio" }] }));
    }
    const design = meet(one, other);
    expect(names(design, "components")).toEqual(["Order", "Payment", "Invoices", "Invoices"]);
    const [, , ...invoices] = design.components;
    expect(new Set(design.connections.slice(1).map(({ to }) => to))).toEqual(new Set(invoices.map(({ id }) => id)));
    expect(new Set(design.boundaries.map(({ id }) => id))).toEqual(new Set(invoices.map(({ contexts }) => contexts?.[0])));
    for (const collection of ["boundaries", "flows", "sagas", "decisions", "alerts"] as const) expect(design[collection]).toHaveLength(2);
    expect(COLLECTIONS.flatMap((collection) => design[collection].map(({ id }) => id)).filter((id) => !hasOwnPart(id))).toEqual(["order", "payment", "order-payment"]);
    expect(Object.keys(design.layout?.components ?? {})).toEqual(expect.arrayContaining(invoices.map(({ id }) => id)));
  });

  test("keep what each made by the same fix or pasted from the same clip", () => {
    const [one, other] = pair(sketch("Shop").service("order").topic("orders").service("mailer").publish("order", "orders").subscribe("orders", "mailer").design);
    for (const editor of [one, other]) {
      const found = editor.derived.result.findings.find(({ rule }) => rule === "messaging/missing-dead-letter");
      if (!found) throw new Error("There is no finding.");
      fixFinding(editor, found);
      editor.select(["order"]);
      const clip = clipOf(editor);
      if (clip) paste(editor, clip);
    }
    const design = meet(one, other);
    expect(design.components.filter(({ kind }) => kind === "queue")).toHaveLength(2);
    expect(design.components.map(({ id }) => id)).toContain(design.connections.find(({ dlq }) => dlq !== undefined)?.dlq);
    expect(design.components.filter(({ name }) => name === "order")).toHaveLength(3);
  });

  test("one names a component while the other connects and changes it: all of it stays", () => {
    const [one, other] = pair();
    const id = addComponent(one, "service");
    meet(one, other);
    rename(one, id, "Invoices");
    connect(other, "order", id);
    other.run("Edit", (design) => updateComponent(design, id, { instances: { min: 3 } }));
    const design = meet(one, other);
    const named = design.components.at(-1);
    expect(named).toMatchObject({ id: id.replace("service", "invoices"), name: "Invoices", instances: { min: 3 } });
    expect(design.connections.at(-1)).toMatchObject({ from: "order", to: named?.id });
    one.undo();
    expect(meet(one, other).components.at(-1)).toMatchObject({ id, name: "Service", instances: { min: 3 } });
  });

  test("begin the same object apart: each field stays", () => {
    const [one, other] = pair();
    one.run("Edit", (design) => updateConnection(design, "order-payment", { retry: { max: 3 } }));
    one.run("Edit", (design) =>
      updateDesign(design, { requirements: { nfr: { peakRps: 20 } }, checklist: [{ id: "hpa", done: true }], layout: { components: { order: { x: 1, y: 2 } } } }),
    );
    other.run("Edit", (design) => updateConnection(design, "order-payment", { retry: { jitter: true } }));
    other.run("Edit", (design) =>
      updateDesign(design, { requirements: { nfr: { p99Ms: 300 } }, checklist: [{ id: "hpa", evidence: "Load test" }], layout: { components: { payment: { x: 3, y: 4 } } } }),
    );
    const design = meet(one, other);
    expect(design.connections[0]?.retry).toEqual({ max: 3, jitter: true });
    expect(design.requirements).toEqual({ nfr: { peakRps: 20, p99Ms: 300 } });
    expect(design.checklist).toEqual([{ id: "hpa", done: true, evidence: "Load test" }]);
    expect(design.layout).toEqual({ components: { order: { x: 1, y: 2 }, payment: { x: 3, y: 4 } } });
  });
});
