import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { DesignIndex } from "./design-index.ts";
import { chainLength, circlesOf, longestChain } from "./sync-calls.ts";

const NAMES = ["a", "b", "c", "d", "e", "f"];
const services = NAMES.reduce((drawn: Sketch, name) => drawn.service(name), sketch());
const drawnOf = (arrows: readonly string[]): Sketch => arrows.reduce((drawn, arrow) => drawn.call(arrow[0] ?? "", arrow[1] ?? ""), services);
const indexOf = (arrows: readonly string[]) => new DesignIndex(drawnOf(arrows).design);
const pairs = fc.uniqueArray(
  fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES)).map(([from, to]) => from + to),
  { maxLength: 12 },
);

/** Hops of the longest way from a component that visits none twice, by trying all. */
function longestWay(arrows: readonly string[], from: string, visited: readonly string[] = []): number {
  const seen = [...visited, from];
  const next = arrows.filter((arrow) => arrow[0] === from && !seen.includes(arrow[1] ?? ""));
  return Math.max(0, ...next.map((arrow) => 1 + longestWay(arrows, arrow[1] ?? "", seen)));
}

function reaches(arrows: readonly string[], from: string, to: string): boolean {
  const reached = new Set(arrows.filter((arrow) => arrow[0] === from).map((arrow) => arrow[1] ?? ""));
  for (const id of reached) for (const arrow of arrows) if (arrow[0] === id) reached.add(arrow[1] ?? "");
  return reached.has(to);
}

test("a chain has the length of the longest way from its start, and only starts have one", () => {
  fc.assert(
    fc.property(pairs, (drawn) => {
      const arrows = drawn.filter((arrow) => (arrow[0] ?? "") < (arrow[1] ?? "")); // Without circles.
      const index = indexOf(arrows);
      for (const id of NAMES) {
        const isStart = !arrows.some((arrow) => arrow[1] === id);
        expect(chainLength(index, id)).toBe(isStart ? longestWay(arrows, id) : 0);
        expect(longestChain(index, id)).toHaveLength(longestWay(arrows, id));
      }
    }),
  );
});

test("a circle holds exactly the components that reach each other, and the drawing order does not matter", () => {
  fc.assert(
    fc.property(pairs, (arrows) => {
      const circles = [...circlesOf(indexOf(arrows)).values()].map(({ members }) => members.join("")).toSorted();
      const expected = new Set(
        NAMES.filter((id) => reaches(arrows, id, id)).map((id) => NAMES.filter((other) => other === id || (reaches(arrows, id, other) && reaches(arrows, other, id))).join("")),
      );
      expect(circles).toEqual([...expected].toSorted());
      const reversed = new DesignIndex({ ...drawnOf(arrows).design, connections: drawnOf(arrows).design.connections.toReversed() });
      expect(circlesOf(reversed)).toEqual(circlesOf(indexOf(arrows)));
      for (const id of NAMES) expect(chainLength(reversed, id)).toBe(chainLength(indexOf(arrows), id));
    }),
  );
});

test("the circle that is named is a shortest one and closes where it begins", () => {
  const circle = circlesOf(indexOf(["ab", "bc", "ca", "bd", "da", "be", "eb", "ce"])).get("a");
  expect(circle?.members).toEqual(["a", "b", "c", "d", "e"]);
  expect(circle?.calls.map((call) => call.from + call.to)).toEqual(["ab", "bc", "ca"]);
});

test("a circle is walked once when a chain runs into it", () => {
  expect(longestChain(indexOf(["ab", "bc", "cd", "db"]), "a").map((call) => call.id)).toEqual(["a-b", "b-c", "c-d"]);
});

test("calls that nobody waits for, and calls of clients and gateways, are no hops", () => {
  const index = new DesignIndex(
    services.client("web").gateway("gw").call("web", "gw").call("gw", "a").call("a", "b", { background: true }).call("b", "c", { needsResponse: false }).design,
  );
  expect(["web", "gw", "a", "b"].map((id) => chainLength(index, id))).toEqual([0, 0, 0, 0]);
});
