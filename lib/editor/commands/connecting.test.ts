import { expect, test } from "vitest";
import { sketch } from "#lib/model/sketch.ts";
import { TestEditor } from "../test-editor.ts";
import { cancelConnecting, finishConnecting, startConnecting, targetOf, typeTarget } from "./connecting.ts";

const connecting = () => {
  const driver = new TestEditor(
    sketch("Shop")
      .service("orders", { name: "Orders" })
      .service("events", { name: "Order events" })
      .service("payments", { name: "Payments" })
      .service("stock", { name: "Live stock" }),
  );
  startConnecting(driver.editor, "orders");
  return driver;
};

test("a typed name chooses the component that begins so, then one with such a word, then one that holds it, never the one it starts at", () => {
  const { editor } = connecting();
  expect(typeTarget(editor, "pay")).toBe("payments");
  expect(typeTarget(editor, "Order")).toBe("events");
  expect(typeTarget(editor, "st")).toBe("stock");
  expect(typeTarget(editor, "tock")).toBe("stock");
  expect(typeTarget(editor, "nowhere")).toBeUndefined();
  expect(targetOf(editor)).toBeUndefined();
  expect(editor.ui.getState().announcement).toBe('No component is called "nowhere"');
});

test("without a target nothing is connected and the choice goes on", () => {
  const { editor } = connecting();
  editor.select(["orders"]);
  expect(finishConnecting(editor)).toBeUndefined();
  expect(editor.ui.getState().connecting).toEqual({ from: "orders", typed: "" });
  expect(editor.design.connections).toEqual([]);
});

test("with a target the two are connected, in one step that can be undone", () => {
  const driver = connecting();
  typeTarget(driver.editor, "pay");
  const id = finishConnecting(driver.editor);
  expect(driver.design.connections).toMatchObject([{ id, from: "orders", to: "payments" }]);
  expect(driver.editor.ui.getState()).toMatchObject({ connecting: undefined, selection: [id] });
  expect(driver.undo().design.connections).toEqual([]);
});

test("given up, it leaves the component selected that it began at", () => {
  const { editor } = connecting();
  typeTarget(editor, "pay");
  cancelConnecting(editor);
  expect(editor.ui.getState()).toMatchObject({ connecting: undefined, selection: ["orders"] });
});
