import { describe, expect, it } from "vitest";
import { nearestTo, nextInDirection, readingOrder } from "./walk.ts";

const card = (x: number, y: number) => ({ x, y, width: 168, height: 64 });
const cards = new Map([
  ["right", card(300, 4)],
  ["low", card(10, 200)],
  ["start", card(0, 0)],
  ["far", card(600, 0)],
]);

describe("walking over the canvas", () => {
  it("reads rows from the top and from the left, small differences in height aside", () => {
    expect(readingOrder(cards)).toEqual(["start", "right", "far", "low"]);
  });

  it("goes to the nearest one ahead and stays where nothing is ahead", () => {
    expect(nextInDirection(cards, "start", "right")).toBe("right");
    expect(nextInDirection(cards, "start", "down")).toBe("low");
    expect(nextInDirection(cards, "far", "left")).toBe("right");
    expect(nextInDirection(cards, "start", "up")).toBeUndefined();
    expect(nextInDirection(cards, "gone", "up")).toBeUndefined();
  });

  it("finds what is nearest to a place", () => {
    expect(nearestTo(cards, { x: 90, y: 260 })).toBe("low");
    expect(nearestTo(new Map(), { x: 0, y: 0 })).toBeUndefined();
  });
});
