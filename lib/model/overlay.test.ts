import { expect, test } from "vitest";
import { compareDesigns } from "./compare.ts";
import { removeElements, updateComponent } from "./edit.ts";
import { overlay } from "./overlay.ts";
import { sketch } from "./sketch.ts";

const shop = sketch("Shop")
  .service("order")
  .service("payment")
  .call("order", "payment")
  .set({ layout: { components: { order: { x: 0, y: 0 }, payment: { x: 300, y: 0 } } } }).design;

test("both states stand in one drawing: the later one, and what was removed where it was", () => {
  const left = updateComponent(removeElements(shop, ["payment"]), "order", { instances: { min: 2 } });
  const after = { ...left, components: [...left.components, { id: "cache", kind: "cache" as const, name: "Cache" }] };
  const { design, compared } = overlay(shop, after, compareDesigns(shop, after));
  expect(design.components.map(({ id }) => id)).toEqual(["order", "cache", "payment"]);
  expect(design.components[0]).toMatchObject({ instances: { min: 2 } });
  expect(design.connections).toEqual(shop.connections);
  expect(design.layout?.components).toEqual({ order: { x: 0, y: 0 }, payment: { x: 300, y: 0 } });
  expect(Object.fromEntries(compared)).toEqual({ cache: "added", payment: "removed", "order-payment": "removed", order: "changed" });
});
