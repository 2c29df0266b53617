import { describe, expect, test } from "vitest";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { DesignIndex } from "#lib/analysis/design-index.ts";
import { Editor } from "../editor.ts";
import { gapsIn, marksOfWalk, walkOf } from "../recording.ts";
import { TestEditor } from "../test-editor.ts";
import { deleteSelection } from "./edit.ts";
import { cancelRecording, changeFlow, finishRecording, moveStep, pick, removeFlow, removeStep, resumeRecording, startRecording, undoPick } from "./flows.ts";

const shop = () =>
  sketch("Shop")
    .client("web", { name: "Web" })
    .service("orders", { name: "Orders" })
    .service("payments", { name: "Payments" })
    .service("mail", { name: "Mail" })
    .database("db", { name: "Orders database" })
    .topic("events", { name: "Order events" })
    .call("web", "orders")
    .call("orders", "payments")
    .data("orders", "db", { mode: "rw" })
    .publish("orders", "events")
    .subscribe("events", "mail");

/** A studio in which a walk is recorded. */
function recording(start: Sketch = shop(), flow?: string, at?: number) {
  const driver = new TestEditor(start);
  startRecording(driver.editor, flow, at);
  const state = () => driver.editor.ui.getState().recording;
  return {
    driver,
    state,
    walk: () => walkOf(state() ?? { before: [], picked: [], after: [], flow: undefined, start: undefined, entry: undefined, last: undefined, choice: [], remark: undefined }),
    remark: () => state()?.remark,
    pick: (...ids: string[]) => ids.forEach((id) => pick(driver.editor, id)),
    flow: () => driver.design.flows.at(-1),
  };
}

describe("recording a flow", () => {
  test("follows connections and components alike, and is one step to undo", () => {
    const { driver, pick: click, walk, flow } = recording();
    click("web", "orders", "orders-payments", "db");
    expect(walk()).toEqual(["web-orders", "orders-payments", "orders-db"]);
    expect(finishRecording(driver.editor)).toBe("web-orders-database");
    expect(flow()).toEqual({ id: "web-orders-database", name: "Web → Orders database", entry: "web", connections: ["web-orders", "orders-payments", "orders-db"] });
    expect(driver.editor.ui.getState()).toMatchObject({ recording: undefined, side: "flows", flow: "web-orders-database", focus: { property: "name", of: "web-orders-database" } });
    expect(driver.editor.history.undo?.label).toBe("Record a flow");
    expect(driver.undo().design.flows).toEqual([]);
    expect(driver.editor.ui.getState().flow, "what is gone is not open").toBeUndefined();
    expect(driver.redo().design.flows).toHaveLength(1);
  });

  test("goes on from what was reached before, as events in parallel do, without calling it strange", () => {
    const { pick: click, walk, remark } = recording();
    click("web-orders", "orders-events", "mail");
    expect(remark()).toBeUndefined();
    click("payments");
    expect(walk()).toEqual(["web-orders", "orders-events", "events-mail", "orders-payments"]);
    expect(remark()).toEqual({ tone: "neutral", text: "Goes on from Orders, as calls one after the other and events in parallel do." });
  });

  test("takes a connection that nothing has led to, and says why it looks strange", () => {
    const { pick: click, walk, remark } = recording();
    click("web-orders", "events-mail");
    expect(walk()).toEqual(["web-orders", "events-mail"]);
    expect(remark()).toMatchObject({ tone: "warning", text: "Nothing has led to Order events yet, where this begins. Has a step in between been left out?" });
    const other = recording();
    other.pick("orders-payments", "web-orders");
    expect(other.remark()?.text).toBe("Nothing has led to Web yet, but to Orders, where this ends. Is it drawn the wrong way round?");
    other.pick("orders-payments");
    expect(other.remark()?.text).toBe("Orders → Payments is already step 1. Keep it twice only when it happens twice.");
    expect(other.walk()).toHaveLength(3);
    other.pick("orders-payments");
    expect(other.remark()?.text).toBe("This is already the last step.");
    expect(other.walk()).toHaveLength(3);
  });

  test("takes nothing for a component that cannot be reached, and says so", () => {
    const { pick: click, walk, remark } = recording();
    click("web", "mail");
    expect(walk()).toEqual([]);
    expect(remark()).toEqual({ tone: "warning", text: "No connection leads to Mail from Web or anything before. Draw it first, or click the connection that comes next." });
    const other = recording();
    other.pick("payments", "orders");
    expect(other.remark()?.text).toBe("No connection leads to Orders from Payments or anything before. There is one the other way round, to Payments: click it to take it anyway.");
    other.pick("payments");
    expect(other.remark()?.text).toBe("The walk is at Payments already.");
    const round = recording();
    round.pick("web", "orders", "web");
    expect(round.remark()?.text).toBe("The walk has been at Web already. Click a connection to walk it twice.");
  });

  test("asks which connection is meant when several lead there", () => {
    const { driver, pick: click, walk, state, remark } = recording(shop().call("orders", "payments"));
    click("web", "orders", "payments");
    const [first, second] = state()?.choice ?? [];
    expect([first, second]).toEqual(driver.design.connections.filter(({ to }) => to === "payments").map(({ id }) => id));
    expect(remark()?.text).toBe("Several connections lead from Orders to Payments. Which one?");
    expect(undoPick(driver.editor)).toBe(true);
    expect([state()?.choice, walk()]).toEqual([[], ["web-orders"]]);
    click("payments", second ?? "");
    expect([state()?.choice, walk()]).toEqual([[], ["web-orders", second]]);
  });

  test("takes picks back one at a time, the start last", () => {
    const { driver, pick: click, walk, state } = recording();
    click("web", "orders", "payments");
    undoPick(driver.editor);
    expect([walk(), state()?.entry]).toEqual([["web-orders"], "web"]);
    undoPick(driver.editor);
    expect([walk(), state()?.entry]).toEqual([[], undefined]);
    expect(undoPick(driver.editor)).toBe(false);
  });

  test("is given up without a trace, and can be taken up again", () => {
    const { driver, pick: click, walk } = recording();
    const before = driver.design;
    click("web", "orders");
    const given = cancelRecording(driver.editor);
    expect(driver.editor.ui.getState().recording).toBeUndefined();
    expect(driver.design).toBe(before);
    if (!given) throw new Error("nothing was given up");
    resumeRecording(driver.editor, given);
    expect(walk()).toEqual(["web-orders"]);
    cancelRecording(driver.editor);
    driver.select("orders");
    deleteSelection(driver.editor);
    resumeRecording(driver.editor, given);
    expect(walk(), "what was deleted meanwhile stays away").toEqual([]);
    const empty = recording();
    expect(cancelRecording(empty.driver.editor)).toBeUndefined();
  });

  test("finished without a pick it makes nothing", () => {
    const { driver } = recording();
    expect(finishRecording(driver.editor)).toBeUndefined();
    expect(driver.design.flows).toEqual([]);
    expect(driver.editor.history.undo).toBeUndefined();
  });

  test("lets go of connections that are deleted meanwhile", () => {
    const { driver, pick: click, walk, state } = recording();
    click("web", "orders", "payments");
    driver.select("payments");
    deleteSelection(driver.editor);
    expect([walk(), state()?.last]).toEqual([["web-orders"], undefined]);
  });

  test("does not start in a design that is only shown", () => {
    const reader = new Editor(new TestEditor(shop()).editor.shared, { readOnly: true });
    startRecording(reader);
    expect(reader.ui.getState().recording).toBeUndefined();
  });
});

describe("a recorded flow", () => {
  const flow = () => shop().flow("buy", ["web-orders", "orders-db"], { entry: "web", name: "Buy" });

  test("gets more steps at its end or in between, as one step", () => {
    const { driver, pick: click, flow: kept } = recording(flow(), "buy", 1);
    click("payments", "orders-events");
    finishRecording(driver.editor);
    expect(kept()).toEqual({ id: "buy", name: "Buy", entry: "web", connections: ["web-orders", "orders-payments", "orders-events", "orders-db"] });
    expect(driver.editor.history.undo?.label).toBe("Record 2 steps");
    expect(driver.editor.ui.getState(), "the last of the new steps takes the keys").toMatchObject({ flow: "buy", focus: { property: "connections.2", of: "buy" } });
    startRecording(driver.editor, "buy");
    click("mail");
    finishRecording(driver.editor);
    expect(kept()?.connections?.at(-1)).toBe("events-mail");
    expect(driver.undo(2).design).toEqual(flow().design);
  });

  test("has its steps moved and removed, and is renamed and deleted", () => {
    const driver = new TestEditor(flow());
    expect(moveStep(driver.editor, "buy", 1, 0)).toBe(true);
    expect(driver.design.flows[0]?.connections).toEqual(["orders-db", "web-orders"]);
    expect(moveStep(driver.editor, "buy", 0, -1), "there is no such place").toBe(false);
    removeStep(driver.editor, "buy", 0);
    expect(driver.design.flows[0]?.connections).toEqual(["web-orders"]);
    changeFlow(driver.editor, "buy", { name: "Order" });
    removeFlow(driver.editor, "buy");
    expect([driver.design.flows, driver.editor.history.undo?.label]).toEqual([[], "Delete Order"]);
    expect(driver.undo(4).design).toEqual(flow().design);
  });
});

test("the marks of a walk say where it starts and number every step of a connection", () => {
  expect(marksOfWalk(["a", "b", "a"], "web").map(({ element, text }) => [element, text])).toEqual([
    ["web", "start"],
    ["a", "1, 3"],
    ["b", "2"],
  ]);
});

test("a step has a gap before it when nothing has led to where it begins", () => {
  const index = new DesignIndex(shop().design);
  expect([...gapsIn(index, "web", ["web-orders", "orders-db", "events-mail", "orders-events", "gone"])]).toEqual([2]);
  expect([...gapsIn(index, undefined, ["events-mail", "web-orders"])]).toEqual([1]);
});
