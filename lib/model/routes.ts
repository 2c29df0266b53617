import type { Rectangle } from "./geometry.ts";
import type { Id } from "./schema.ts";
import { SpatialGrid } from "./spatial-grid.ts";

/** A place on the canvas, in pixels at zoom 1. */
interface Point {
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Side of a card at which a connection leaves or arrives. */
export type Side = "left" | "right" | "top" | "bottom";

/** How a connection is drawn: an orthogonal line from card to card, and the middle of its label. */
export interface Route {
  readonly points: readonly Point[];
  readonly label: Point;
}

/** What a route needs to know about a connection. */
export interface RoutedConnection {
  readonly id: Id;
  readonly from: Id;
  readonly to: Id;
}

/** What else may be said about routes. */
export interface RouteOptions {
  /** Size of the label of a connection; without one it has no label to keep free. */
  readonly labelSize?: (id: Id) => Size | undefined;
  /** Only these connections are routed, beside all others: while something is dragged. */
  readonly only?: ReadonlySet<Id>;
  /** The cards that lines and labels keep clear of, when somebody filed them already; else all that are given. */
  readonly cards?: SpatialGrid<Id>;
}

/** Shortest straight piece at a card. */
const STUB = 20;
/** Distance between lines that run beside each other. */
const LANE = 10;
/** Distance that a line keeps from cards it passes. */
const CLEARANCE = 6;

interface Run {
  readonly connection: RoutedConnection;
  readonly source: Rectangle;
  readonly target: Rectangle;
  readonly sides: readonly [Side, Side];
  start: Point;
  end: Point;
}

/** Works out how all connections are drawn: around cards where that is easy, parallel ones apart, labels beside cards instead of on them. */
export function routesOf(connections: readonly RoutedConnection[], rectangles: ReadonlyMap<Id, Rectangle>, options: RouteOptions = {}): Map<Id, Route> {
  const { only, labelSize, cards = new SpatialGrid(rectangles) } = options;
  const near = only && endsOf(connections, only);
  const runs: Run[] = [];
  for (const connection of connections) {
    if (near && !near.has(connection.from) && !near.has(connection.to)) continue;
    const source = rectangles.get(connection.from);
    const target = rectangles.get(connection.to);
    if (source && target) runs.push({ connection, source, target, sides: sidesBetween(source, target), start: { x: 0, y: 0 }, end: { x: 0, y: 0 } });
  }
  assignPorts(runs);
  const routed = only ? runs.filter(({ connection }) => only.has(connection.id)) : runs;
  const lanes = new Lanes();
  const lines = new Map<Id, readonly Point[]>();
  for (const run of routed) lines.set(run.connection.id, run.connection.from === run.connection.to ? loopOf(run.source) : lineOf(run, cards, lanes));

  const labels = new SpatialGrid<Id>([], 128);
  const routes = new Map<Id, Route>();
  for (const [id, points] of lines) {
    const size = labelSize?.(id);
    const label = size ? labelPlace(points, size, cards, labels) : middleOf(points);
    if (size) labels.add(id, centred(label, size));
    routes.set(id, { points, label });
  }
  return routes;
}

function endsOf(connections: readonly RoutedConnection[], only: ReadonlySet<Id>): ReadonlySet<Id> {
  const ends = new Set<Id>();
  for (const { id, from, to } of connections) if (only.has(id)) ends.add(from).add(to);
  return ends;
}

/** The sides that face each other; side by side before one above the other, since designs read from left to right. */
function sidesBetween(a: Rectangle, b: Rectangle): readonly [Side, Side] {
  const gapX = Math.max(b.x - (a.x + a.width), a.x - (b.x + b.width));
  const gapY = Math.max(b.y - (a.y + a.height), a.y - (b.y + b.height));
  if (gapX >= 2 * STUB || (gapX >= 0 && gapX >= gapY)) return b.x > a.x ? ["right", "left"] : ["left", "right"];
  if (gapY >= 0) return b.y > a.y ? ["bottom", "top"] : ["top", "bottom"];
  return ["right", "right"];
}

const isHorizontal = (side: Side): boolean => side === "left" || side === "right";
const centreOf = ({ x, y, width, height }: Rectangle): Point => ({ x: x + width / 2, y: y + height / 2 });

/** Spreads the ends on each side of each card, in the order in which they come in, so that lines do not cross at the card. */
function assignPorts(runs: readonly Run[]): void {
  const bySide = new Map<string, { readonly run: Run; readonly end: 0 | 1 }[]>();
  for (const run of runs) {
    for (const end of [0, 1] as const) {
      const key = `${run.sides[end]} ${end === 0 ? run.connection.from : run.connection.to}`;
      const list = bySide.get(key);
      if (list) list.push({ run, end });
      else bySide.set(key, [{ run, end }]);
    }
  }
  for (const list of bySide.values()) {
    const [first] = list;
    if (!first) continue;
    const side = first.run.sides[first.end];
    const card = first.end === 0 ? first.run.source : first.run.target;
    const across = ({ run, end }: (typeof list)[number]) => {
      const other = centreOf(end === 0 ? run.target : run.source);
      return isHorizontal(side) ? other.y : other.x;
    };
    list.sort((a, b) => across(a) - across(b) || (a.run.connection.id < b.run.connection.id ? -1 : 1));
    const length = isHorizontal(side) ? card.height : card.width;
    const step = Math.min(18, (length - 16) / list.length);
    const middle = centreOf(card);
    for (const [at, { run, end }] of list.entries()) {
      const shift = (at - (list.length - 1) / 2) * step;
      const port = isHorizontal(side)
        ? { x: side === "left" ? card.x : card.x + card.width, y: middle.y + shift }
        : { x: middle.x + shift, y: side === "top" ? card.y : card.y + card.height };
      if (end === 0) run.start = port;
      else run.end = port;
    }
  }
  const alone = (run: Run, end: 0 | 1) => bySide.get(`${run.sides[end]} ${end === 0 ? run.connection.from : run.connection.to}`)?.length === 1;
  for (const run of runs) straighten(run, alone(run, 0), alone(run, 1));
}

/** Two ends that nearly face each other are brought onto one line, instead of a small jog; only an end that is alone on its side moves. */
function straighten(run: Run, sourceAlone: boolean, targetAlone: boolean): void {
  const axis = isHorizontal(run.sides[0]) ? "y" : "x";
  const length = axis === "y" ? "height" : "width";
  const apart = Math.abs(run.start[axis] - run.end[axis]);
  if (apart < 0.5 || apart > 24) return;
  const within = (card: Rectangle, value: number) => value >= card[axis] + 12 && value <= card[axis] + card[length] - 12;
  if (targetAlone && within(run.target, run.start[axis])) run.end = { ...run.end, [axis]: run.start[axis] };
  else if (sourceAlone && within(run.source, run.end[axis])) run.start = { ...run.start, [axis]: run.end[axis] };
}

/** A connection of a component with itself. */
function loopOf({ x, y, width, height }: Rectangle): readonly Point[] {
  const right = x + width + 28;
  const from = y + height / 2 - 8;
  const top = y - 26;
  return [
    { x: x + width, y: from },
    { x: right, y: from },
    { x: right, y: top },
    { x: x + width - 40, y: top },
    { x: x + width - 40, y },
  ];
}

/** Where lines run already, so that the next one keeps beside them. */
class Lanes {
  readonly #taken = new Map<number, (readonly [number, number])[]>();

  /** How many of the taken lines a piece at `at`, from `low` to `high`, would lie on. */
  crowd(upright: boolean, at: number, low: number, high: number): number {
    let count = 0;
    const bucket = Math.round(at / LANE);
    for (const near of [bucket - 1, bucket, bucket + 1]) {
      for (const [start, end] of this.#taken.get(laneKey(upright, near)) ?? NONE) if (start < high - 2 && end > low + 2) count += near === bucket ? 2 : 1;
    }
    return count;
  }
  take(points: readonly Point[]): void {
    for (const [a, b] of pieces(points)) {
      const upright = a.x === b.x;
      const key = laneKey(upright, Math.round((upright ? a.x : a.y) / LANE));
      const piece = upright ? ([Math.min(a.y, b.y), Math.max(a.y, b.y)] as const) : ([Math.min(a.x, b.x), Math.max(a.x, b.x)] as const);
      const list = this.#taken.get(key);
      if (list) list.push(piece);
      else this.#taken.set(key, [piece]);
    }
  }
}

const NONE: readonly (readonly [number, number])[] = [];
const laneKey = (upright: boolean, bucket: number): number => bucket * 2 + (upright ? 1 : 0);

function* pieces(points: readonly Point[]): Generator<readonly [Point, Point]> {
  for (let at = 1; at < points.length; at += 1) {
    const a = points[at - 1];
    const b = points[at];
    if (a && b) yield [a, b];
  }
}

const boxOf = (a: Point, b: Point, margin = 0): Rectangle => ({
  x: Math.min(a.x, b.x) - margin,
  y: Math.min(a.y, b.y) - margin,
  width: Math.abs(a.x - b.x) + 2 * margin,
  height: Math.abs(a.y - b.y) + 2 * margin,
});

/** The cheapest of a few simple lines: through the middle, beside it, close to either card, and around what stands in the way. */
function lineOf(run: Run, cards: SpatialGrid<Id>, lanes: Lanes): readonly Point[] {
  const { start, end, sides, connection } = run;
  const horizontal = isHorizontal(sides[0]);
  // Along is the axis in which the cards face each other, across the other one; so one piece of code serves both directions.
  const point = (along: number, across: number): Point => (horizontal ? { x: along, y: across } : { x: across, y: along });
  const along = (place: Point) => (horizontal ? place.x : place.y);
  const across = (place: Point) => (horizontal ? place.y : place.x);
  const [a, b] = [along(start), along(end)];
  const [from, to] = [across(start), across(end)];

  const hits = new Map<Id, Rectangle>();
  const cost = (points: readonly Point[]): number => {
    let sum = points.length * 14;
    for (const [p, q] of pieces(points)) sum += (Math.abs(p.x - q.x) + Math.abs(p.y - q.y)) * 0.25;
    for (const [p, q] of pieces(points)) {
      if (sum >= bestCost) break;
      cards.visit(boxOf(p, q, CLEARANCE), (id, card) => {
        const end = id === connection.from || id === connection.to;
        // A line touches the side of its own two cards, so only a piece well inside them counts.
        if (end && !overlaps(boxOf(p, q), card)) return;
        if (!end) hits.set(id, card);
        sum += 1_000;
      });
      const upright = p.x === q.x;
      sum += lanes.crowd(upright, upright ? p.x : p.y, upright ? Math.min(p.y, q.y) : Math.min(p.x, q.x), upright ? Math.max(p.y, q.y) : Math.max(p.x, q.x)) * 24;
    }
    return sum;
  };
  let best: readonly Point[] = [];
  let bestCost = Infinity;
  let free = false; // A line through the middle that meets nothing needs no comparison.
  const consider = (points: readonly Point[]) => {
    if (free) return;
    const price = cost(points);
    if (price < bestCost) {
      best = points;
      bestCost = price;
      free = price < points.length * 14 + lengthOf(points) * 0.25 + 1;
    }
  };

  if (sides[0] === sides[1]) {
    // The cards lie on each other: out on one side and back in.
    const out = Math.max(a, b) + STUB;
    consider([start, point(out, from), point(out, to), end]);
  } else {
    const forward = Math.sign(b - a) || 1;
    const room = Math.abs(b - a);
    const stub = Math.min(STUB, room / 3);
    if (Math.abs(from - to) < 0.5) consider([start, end]);
    else {
      const middle = (a + b) / 2;
      const low = Math.min(a, b) + stub;
      const high = Math.max(a, b) - stub;
      for (const channel of [
        middle,
        ...[1, -1, 2, -2, 3, -3, 4, -4].map((lane) => middle + lane * LANE),
        a + forward * stub,
        b - forward * stub,
        a + forward * (stub + LANE),
        b - forward * (stub + LANE),
      ]) {
        if (channel >= low - 0.5 && channel <= high + 0.5) consider([start, point(channel, from), point(channel, to), end]);
      }
    }
    if (bestCost >= 1_000 && hits.size > 0) {
      const leave = a + forward * stub;
      const arrive = b - forward * stub;
      for (const card of [...hits.values()].slice(0, 8)) {
        const [near, far] = horizontal ? [card.y, card.y + card.height] : [card.x, card.x + card.width];
        for (const way of [near - 16, near - 16 - LANE, far + 16, far + 16 + LANE])
          consider([start, point(leave, from), point(leave, way), point(arrive, way), point(arrive, to), end]);
      }
    }
  }
  lanes.take(best);
  return best;
}

const overlaps = (a: Rectangle, b: Rectangle): boolean => a.x < b.x + b.width - 1 && b.x < a.x + a.width - 1 && a.y < b.y + b.height - 1 && b.y < a.y + a.height - 1;

const centred = ({ x, y }: Point, { width, height }: Size, margin = 0): Rectangle => ({
  x: x - width / 2 - margin,
  y: y - height / 2 - margin,
  width: width + 2 * margin,
  height: height + 2 * margin,
});

/** The point half way along a line. */
function middleOf(points: readonly Point[]): Point {
  let rest = lengthOf(points) / 2;
  for (const [a, b] of pieces(points)) {
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    if (rest <= length) return { x: a.x + ((b.x - a.x) * rest) / (length || 1), y: a.y + ((b.y - a.y) * rest) / (length || 1) };
    rest -= length;
  }
  return points.at(-1) ?? { x: 0, y: 0 };
}

function lengthOf(points: readonly Point[]): number {
  let sum = 0;
  for (const [a, b] of pieces(points)) sum += Math.hypot(b.x - a.x, b.y - a.y);
  return sum;
}

/** A place on the line where the label covers neither a card nor another label; where there is none, the least covered one. */
function labelPlace(points: readonly Point[], size: Size, cards: SpatialGrid<Id>, labels: SpatialGrid<Id>): Point {
  let best = middleOf(points);
  let bestCost = Infinity;
  const straight = [...pieces(points)].toSorted((p, q) => lengthOf(q) - lengthOf(p));
  for (const [a, b] of straight) {
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    for (const share of [0.5, 0.35, 0.65, 0.2, 0.8]) {
      const place = { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
      let cost = Math.abs(share - 0.5) * 20 + (a.y === b.y && length < size.width + 12 ? 40 : 0) - Math.min(length, 200) / 10;
      cards.visit(centred(place, size, 3), () => (cost += 1_000));
      labels.visit(centred(place, size, 3), () => (cost += 400));
      if (cost < bestCost) {
        bestCost = cost;
        best = place;
      }
    }
    if (bestCost < 100) break;
  }
  return best;
}

/** The line as SVG path data with rounded corners. */
export function roundedPath(points: readonly Point[], radius = 8): string {
  const [first] = points;
  if (!first) return "";
  let path = `M${first.x} ${first.y}`;
  for (let at = 1; at < points.length; at += 1) {
    const before = points[at - 1];
    const corner = points[at];
    const after = points[at + 1];
    if (!before || !corner) continue;
    if (!after) {
      path += `L${corner.x} ${corner.y}`;
      continue;
    }
    const into = Math.hypot(corner.x - before.x, corner.y - before.y);
    const out = Math.hypot(after.x - corner.x, after.y - corner.y);
    const bend = Math.min(radius, into / 2, out / 2);
    if (bend < 0.5) {
      path += `L${corner.x} ${corner.y}`;
      continue;
    }
    const enter = { x: corner.x + ((before.x - corner.x) * bend) / into, y: corner.y + ((before.y - corner.y) * bend) / into };
    const leave = { x: corner.x + ((after.x - corner.x) * bend) / out, y: corner.y + ((after.y - corner.y) * bend) / out };
    path += `L${enter.x} ${enter.y}Q${corner.x} ${corner.y} ${leave.x} ${leave.y}`;
  }
  return path;
}
