import { expect, test } from "vitest";
import * as Y from "yjs";
import { addMember, updateDesign } from "#lib/model/edit.ts";
import type { Design } from "#lib/model/design.ts";
import { sketch } from "#lib/model/sketch.ts";
import { SharedDesign } from "#lib/sync/shared-design.ts";
import { isRequirementsOnly } from "./requirements-only.ts";

const shop = sketch("Shop").service("order").service("payment").call("order", "payment").design;

/** Changes of somebody to a stored design, one after another. */
function changesOf(...edits: readonly ((design: Design) => Design)[]): { readonly stored: Y.Doc; readonly changes: readonly Uint8Array[] } {
  const shared = new SharedDesign();
  shared.write(shop, "test");
  const stored = new Y.Doc();
  Y.applyUpdate(stored, shared.encode());
  const changes: Uint8Array[] = [];
  shared.document.on("update", (update: Uint8Array) => void changes.push(update));
  for (const edit of edits) shared.write(edit(shared.design), "test");
  return { stored, changes };
}
const judge = (...edits: readonly ((design: Design) => Design)[]) => {
  const { stored, changes } = changesOf(...edits);
  return isRequirementsOnly(stored, Y.mergeUpdates([...changes]));
};
const requirements = (goal: string) => (design: Design) => updateDesign(design, { requirements: { ...design.requirements, goal } });

test("requirements, title and description are a product manager's to write", () => {
  expect(judge(requirements("Sell"))).toBe(true);
  expect(judge(requirements("Sell"), requirements("Sell more"))).toBe(true);
  expect(judge((design) => updateDesign(design, { title: "Store", description: "What it is for" }))).toBe(true);
});

test.each<readonly [string, (design: Design) => Design]>([
  ["a component that is added", (design) => addMember(design, "components", { id: "stock", kind: "service", name: "Stock" })],
  ["a component that is renamed", (design) => ({ ...design, components: design.components.map((component) => ({ ...component, name: `${component.name} 2` })) })],
  ["a connection that is deleted", (design) => ({ ...design, connections: [] })],
  ["rule settings", (design) => updateDesign(design, { config: { preset: "tight" } })],
  ["a place on the canvas", (design) => ({ ...design, layout: { components: { order: { x: 4, y: 4 } } } })],
])("%s is not, also not hidden among requirements", (_, edit) => {
  expect(judge(edit)).toBe(false);
  expect(judge(requirements("Sell"), edit)).toBe(false);
});

test("a change that waits for another one, or writes beside the design, is not either", () => {
  const { stored, changes } = changesOf((design) => addMember(design, "components", { id: "stock", kind: "service", name: "Stock" }), requirements("Sell"));
  expect(isRequirementsOnly(stored, changes[1]!)).toBe(false);
  const beside = new Y.Doc();
  beside.getMap("elsewhere").set("key", 1);
  expect(isRequirementsOnly(stored, Y.encodeStateAsUpdate(beside))).toBe(false);
});
