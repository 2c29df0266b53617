import { expect, test } from "vitest";
import { TestEditor } from "#lib/editor/test-editor.ts";
import { removeElements } from "#lib/model/edit.ts";
import { type Sketch, sketch } from "#lib/model/sketch.ts";
import { touches } from "#lib/model/spatial-grid.ts";
import { type Scene, sceneOf } from "./scene.ts";

const COLUMNS = 20;
const place = (at: number) => ({ x: (at % COLUMNS) * 300, y: Math.floor(at / COLUMNS) * 200 });

/** Two hundred and forty services in rows, each calls the next one and the one below. */
function city(): Sketch {
  const all = Array.from({ length: 12 * COLUMNS }, (_, at) => at);
  let drawn = sketch("City");
  for (const at of all) drawn = drawn.service(`s${at}`);
  for (const at of all) {
    if ((at + 1) % COLUMNS > 0) drawn = drawn.call(`s${at}`, `s${at + 1}`);
    if (at + COLUMNS < all.length) drawn = drawn.call(`s${at}`, `s${at + COLUMNS}`);
  }
  return drawn.set({ layout: { components: Object.fromEntries(all.map((at) => [`s${at}`, place(at)])) } });
}

const sceneNow = ({ editor }: TestEditor, before?: Scene) => sceneOf(editor.derived, editor.checked.findingsByElement, "context", before);
const redrawn = (before: Scene, after: Scene) => [...after.connections.keys()].filter((id) => after.connections.get(id)?.route !== before.connections.get(id)?.route);

/** Whether every line starts and ends at the edge of its cards. */
function areJoined(scene: Scene): boolean {
  return [...scene.connections.values()].every(({ connection, route: { points } }) =>
    [
      [connection.from, points[0]],
      [connection.to, points.at(-1)],
    ].every(([id, end]) => {
      const card = scene.cards.get(id as string)?.rectangle; // As written above.
      return (
        card !== undefined && typeof end === "object" && touches({ ...end, width: 0, height: 0 }, { x: card.x - 1, y: card.y - 1, width: card.width + 2, height: card.height + 2 })
      );
    }),
  );
}

test("in a large design a moved card draws its lines and those around it anew, and no others", () => {
  const driver = new TestEditor(city());
  const before = sceneNow(driver);
  expect(before.connections.size).toBeGreaterThan(400);
  const moved = sceneNow(driver.drag(["s45"], 150, 100), before);
  const lines = redrawn(before, moved);
  expect(lines).toEqual(expect.arrayContaining(["s45-s46", "s44-s45", "s25-s45", "s45-s65"]));
  expect(lines.length).toBeLessThan(40);
  expect(areJoined(moved)).toBe(true);
  const card = moved.cards.get("s45")?.rectangle;
  const across = [...moved.connections.values()].filter(({ connection: { from, to }, route: { points } }) => {
    if (card === undefined || from === "s45" || to === "s45") return false;
    return points.some((point, at) => {
      const next = points[at + 1];
      return (
        next !== undefined && touches({ x: Math.min(point.x, next.x), y: Math.min(point.y, next.y), width: Math.abs(point.x - next.x), height: Math.abs(point.y - next.y) }, card)
      );
    });
  });
  expect(across.map(({ id }) => id)).toEqual([]);
  const back = sceneNow(driver.undo(), moved);
  expect(areJoined(back)).toBe(true);
});

test("what is connected, turned round or deleted in a large design is drawn where it is", () => {
  const driver = new TestEditor(city());
  let scene = sceneNow(driver);
  scene = sceneNow(driver.connect("s0", "s22"), scene);
  expect(areJoined(scene)).toBe(true);
  driver.editor.run("Reverse", (design) => ({ ...design, connections: design.connections.map((one) => (one.id === "s0-s22" ? { ...one, from: "s22", to: "s0" } : one)) }));
  scene = sceneNow(driver, scene);
  expect(areJoined(scene)).toBe(true);
  driver.editor.run("Delete", (design) => removeElements(design, ["s22"]));
  const after = sceneNow(driver, scene);
  expect(areJoined(after)).toBe(true);
  expect(after.connections.has("s0-s22")).toBe(false);
  expect(redrawn(scene, after).length).toBeLessThan(60);
});
