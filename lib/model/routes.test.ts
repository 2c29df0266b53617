import { describe, expect, it } from "vitest";
import type { Rectangle } from "./geometry.ts";
import { roundedPath, type Route, routesOf } from "./routes.ts";

const card = (x: number, y: number): Rectangle => ({ x, y, width: 168, height: 64 });
const crosses = (route: Route | undefined, { x, y, width, height }: Rectangle): boolean =>
  (route?.points ?? []).some((a, at, all) => {
    const b = all[at + 1];
    return b !== undefined && Math.min(a.x, b.x) < x + width && Math.max(a.x, b.x) > x && Math.min(a.y, b.y) < y + height && Math.max(a.y, b.y) > y;
  });

describe("routes", () => {
  it("joins two cards in a row by one straight piece", () => {
    const routes = routesOf(
      [{ id: "a-b", from: "a", to: "b" }],
      new Map([
        ["a", card(0, 0)],
        ["b", card(300, 10)],
      ]),
    );
    expect(routes.get("a-b")?.points).toEqual([
      { x: 168, y: 32 },
      { x: 300, y: 32 },
    ]);
  });

  it("goes around a card that stands between", () => {
    const between = card(300, 0);
    const routes = routesOf(
      [{ id: "a-c", from: "a", to: "c" }],
      new Map([
        ["a", card(0, 0)],
        ["b", between],
        ["c", card(600, 0)],
      ]),
    );
    expect(crosses(routes.get("a-c"), between)).toBe(false);
  });

  it("keeps parallel connections apart", () => {
    const routes = routesOf(
      [
        { id: "one", from: "a", to: "b" },
        { id: "two", from: "a", to: "b" },
        { id: "back", from: "b", to: "a" },
      ],
      new Map([
        ["a", card(0, 0)],
        ["b", card(300, 200)],
      ]),
    );
    const starts = [...routes.values()].flatMap(({ points }) => points.filter(({ x }) => x === 168).map(({ y }) => y));
    expect(new Set(starts).size).toBe(3);
    const channels = [...routes.values()].map(({ points }) => points[1]?.x);
    expect(new Set(channels).size).toBe(3);
  });

  it("draws a connection of a component with itself outside its card", () => {
    const own = card(0, 0);
    const route = routesOf([{ id: "loop", from: "a", to: "a" }], new Map([["a", own]])).get("loop");
    expect(crosses(route, own)).toBe(false);
    expect(route?.points).toHaveLength(5);
  });

  it("puts a label beside cards and other labels", () => {
    const cards = new Map([
      ["a", card(0, 0)],
      ["b", card(400, 300)],
      ["c", card(400, 0)],
    ]);
    const size = { width: 90, height: 20 };
    const routes = routesOf(
      [
        { id: "a-b", from: "a", to: "b" },
        { id: "a-c", from: "a", to: "c" },
      ],
      cards,
      { labelSize: () => size },
    );
    const boxes = [...routes.values()].map(({ label }) => ({ x: label.x - 45, y: label.y - 10, ...size }));
    const apart = (p: Rectangle, q: Rectangle) => p.x >= q.x + q.width || q.x >= p.x + p.width || p.y >= q.y + q.height || q.y >= p.y + p.height;
    for (const box of boxes) for (const other of cards.values()) expect(apart(box, other)).toBe(true);
    expect(apart(boxes[0]!, boxes[1]!)).toBe(true); // Two connections were given, so two boxes came out.
  });

  it("routes only what is asked for, the same way", () => {
    const cards = new Map([
      ["a", card(0, 0)],
      ["b", card(300, 200)],
      ["c", card(300, 400)],
    ]);
    const connections = [
      { id: "a-b", from: "a", to: "b" },
      { id: "a-c", from: "a", to: "c" },
    ];
    const some = routesOf(connections, cards, { only: new Set(["a-b"]) });
    expect([...some.keys()]).toEqual(["a-b"]);
    expect(some.get("a-b")?.points[0]).toEqual(routesOf(connections, cards).get("a-b")?.points[0]);
  });

  it("rounds corners without overshooting short pieces", () => {
    expect(
      roundedPath([
        { x: 0, y: 0 },
        { x: 100, y: 0 },
        { x: 100, y: 4 },
      ]),
    ).toBe("M0 0L98 0Q100 0 100 2L100 4");
  });
});
