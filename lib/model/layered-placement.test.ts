import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryDesign } from "./arbitrary-design.ts";
import { placementOf, type Rectangle } from "./geometry.ts";
import { withLayeredPlacement } from "./layered-placement.ts";
import { sketch } from "./sketch.ts";

const placed = (design: Parameters<typeof withLayeredPlacement>[0], labelWidth?: (id: string) => number) => placementOf(withLayeredPlacement(design, labelWidth));
const at = (rectangles: ReadonlyMap<string, Rectangle>, id: string) => rectangles.get(id) ?? { x: Number.NaN, y: Number.NaN, width: 0, height: 0 };
const apart = (one: Rectangle, other: Rectangle) =>
  one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y;

describe("a chain", () => {
  const { design } = sketch().service("a").service("b").database("c").call("a", "b").data("b", "c").data("a", "c");

  test("runs from left to right, each after all that lead to it", () => {
    const { components } = placed(design);
    expect(at(components, "a").x).toBeLessThan(at(components, "b").x);
    expect(at(components, "b").x).toBeLessThan(at(components, "c").x);
  });

  test("leaves room for labels", () => {
    const { components } = placed(design, (id) => (id === "a-b" ? 200 : 0));
    expect(at(components, "b").x - (at(components, "a").x + at(components, "a").width)).toBeGreaterThan(200);
  });
});

test("a circle has a beginning", () => {
  const { components } = placed(sketch().service("a").service("b").call("a", "b").call("b", "a").design);
  expect(at(components, "a").x).toBeLessThan(at(components, "b").x);
});

test("a boundary holds its own and nothing else", () => {
  const { design } = sketch()
    .boundary("context", "sales")
    .boundary("context", "empty")
    .service("order", { contexts: ["sales"] })
    .service("cart", { contexts: ["sales"] })
    .service("mail")
    .call("cart", "order")
    .call("order", "mail");
  const { components, boundaries } = placed(design);
  expect(apart(at(boundaries, "sales"), at(components, "mail"))).toBe(true);
  expect(apart(at(boundaries, "sales"), at(boundaries, "empty"))).toBe(true);
  expect(apart(at(boundaries, "sales"), at(components, "order"))).toBe(false);
});

test("no two cards of any design lie on each other, and all of them have a place", () => {
  fc.assert(
    fc.property(arbitraryDesign(), (design) => {
      const placement = placed(design);
      const cards = [...placement.components.values()];
      expect(placement.complete).toBe(true);
      for (const [index, card] of cards.entries()) for (const other of cards.slice(index + 1)) expect(apart(card, other)).toBe(true);
    }),
    { numRuns: 100 },
  );
});
