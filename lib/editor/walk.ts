import type { Rectangle } from "#lib/model/geometry.ts";
import type { Id } from "#lib/model/schema.ts";

/** A direction in which the selection moves. */
export type Direction = "left" | "right" | "up" | "down";

/** Height of a line of text when cards are read like one. */
const ROW = 96;

/** Ids in reading order: from the top, and in a row from the left. */
export function readingOrder(rectangles: ReadonlyMap<Id, Rectangle>): readonly Id[] {
  const rows = [...rectangles].map(([id, { x, y, height }]) => ({ id, row: Math.round((y + height / 2) / ROW), x }));
  return rows.toSorted((a, b) => a.row - b.row || a.x - b.x || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
}

/** The nearest one in a direction; what lies straight ahead comes before what lies beside. */
export function nextInDirection(rectangles: ReadonlyMap<Id, Rectangle>, from: Id, direction: Direction): Id | undefined {
  const start = rectangles.get(from);
  if (!start) return undefined;
  const sideways = direction === "left" || direction === "right";
  const sign = direction === "left" || direction === "up" ? -1 : 1;
  let best: Id | undefined;
  let bestCost = Infinity;
  for (const [id, rectangle] of rectangles) {
    if (id === from) continue;
    const dx = rectangle.x + rectangle.width / 2 - (start.x + start.width / 2);
    const dy = rectangle.y + rectangle.height / 2 - (start.y + start.height / 2);
    const ahead = sign * (sideways ? dx : dy);
    const beside = Math.abs(sideways ? dy : dx);
    if (ahead < 8 || beside > ahead * 3) continue;
    const cost = ahead + beside * 2;
    if (cost < bestCost || (cost === bestCost && best !== undefined && id < best)) {
      best = id;
      bestCost = cost;
    }
  }
  return best;
}

/** The one whose middle is nearest to a place. */
export function nearestTo(rectangles: ReadonlyMap<Id, Rectangle>, point: { readonly x: number; readonly y: number }): Id | undefined {
  let best: Id | undefined;
  let bestDistance = Infinity;
  for (const [id, { x, y, width, height }] of rectangles) {
    const distance = Math.hypot(x + width / 2 - point.x, y + height / 2 - point.y);
    if (distance < bestDistance) {
      best = id;
      bestDistance = distance;
    }
  }
  return best;
}
