import type { LineStyle } from "#lib/catalog/connection.ts";
import type { Point } from "./scene.ts";

/** How long arrow heads are, in pixels at zoom 1. */
const HEAD = { length: 9, half: 4.5 } as const;
/** Radius of the dot at a store. */
export const DOT = 3.5;

/** The head of a connection: one wing, the tip, the other wing; nothing where a dot stands. Filled and closed unless the connection is asynchronous. */
export function headOf(line: LineStyle, points: readonly Point[]): readonly [Point, Point, Point] | undefined {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (!tip || !before || line === "data") return undefined;
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const along = { x: (tip.x - before.x) / length, y: (tip.y - before.y) / length };
  const back = { x: tip.x - along.x * HEAD.length, y: tip.y - along.y * HEAD.length };
  return [{ x: back.x - along.y * HEAD.half, y: back.y + along.x * HEAD.half }, tip, { x: back.x + along.y * HEAD.half, y: back.y - along.x * HEAD.half }];
}

/** The head as SVG path data. */
export function headPath(line: LineStyle, points: readonly Point[]): string {
  const head = headOf(line, points);
  return head ? `M${head.map(({ x, y }) => `${x} ${y}`).join("L")}${line === "async" ? "" : "Z"}` : "";
}

/** Where the dot of a data connection stands: just before the store. */
export function dotOf(line: LineStyle, points: readonly Point[]): Point | undefined {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (!tip || !before || line !== "data") return undefined;
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  return { x: tip.x - ((tip.x - before.x) / length) * DOT, y: tip.y - ((tip.y - before.y) / length) * DOT };
}
