import type { LineStyle } from "#lib/catalog/connection.ts";
import type { Point } from "./scene.ts";

/** How long arrow heads are, in pixels at zoom 1. */
const HEAD = { length: 9, half: 4.5 } as const;
/** Radius of the dot at a store. */
export const DOT = 3.5;

/** The head of a connection as path data: a filled arrow, an open one, or nothing where a dot stands. */
export function headOf(line: LineStyle, points: readonly Point[]): string {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (!tip || !before || line === "data") return "";
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const along = { x: (tip.x - before.x) / length, y: (tip.y - before.y) / length };
  const back = { x: tip.x - along.x * HEAD.length, y: tip.y - along.y * HEAD.length };
  const left = `${back.x - along.y * HEAD.half} ${back.y + along.x * HEAD.half}`;
  const right = `${back.x + along.y * HEAD.half} ${back.y - along.x * HEAD.half}`;
  return `M${left}L${tip.x} ${tip.y}L${right}${line === "async" ? "" : "Z"}`;
}

/** Where the dot of a data connection stands: at the store. */
export const dotOf = (line: LineStyle, points: readonly Point[]): Point | undefined => (line === "data" ? points.at(-1) : undefined);
