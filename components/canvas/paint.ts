import type { LineStyle } from "#lib/catalog/connection.ts";
import { outlineOf } from "#lib/catalog/outline.ts";
import type { Severity } from "#lib/model/design.ts";
import { type Rectangle, textWidth } from "#lib/model/geometry.ts";
import type { Id } from "#lib/model/schema.ts";
import { touches } from "#lib/model/spatial-grid.ts";
import { DETAIL } from "./camera.ts";
import { DOT, dotOf, headOf } from "./line-shape.ts";
import type { Palette } from "./palette.ts";
import { boxOf, type BoundaryView, type CardView, type ConnectionView, type Scene } from "./scene.ts";
import type { Mounted } from "./view-state.ts";

/** What is painted at one moment. */
export interface Picture {
  readonly scene: Scene;
  /** Elements that are not painted here, because they stand in the page or are being dragged. */
  readonly skip: Mounted;
  /** Boundaries whose ground and frame stand in the page. */
  readonly grounded: ReadonlySet<Id>;
  readonly view: { readonly x: number; readonly y: number; readonly zoom: number };
  readonly visible: Rectangle;
  readonly palette: Palette;
  readonly selection: ReadonlySet<Id>;
  readonly lit: ReadonlySet<Id>;
}

export const NOTHING: Mounted = { cards: new Set(), boundaries: new Set(), connections: new Set() };

/** Side of the squares in which shapes are gathered: one path per square and colour is much faster than one per shape. */
const TILE = 1_600;

class Tile {
  bounds: Rectangle | undefined;
  readonly cards: CardView[] = [];
  readonly bodies = new Path2D();
  readonly dashed = new Path2D();
  /** Plain boxes for far away: rounded shapes would cost much and show nothing. */
  readonly boxesByTint = new Map<number, Path2D>();
  readonly edgesByTint = new Map<number, Path2D>();
  readonly lines: Record<LineStyle, Path2D> = { sync: new Path2D(), async: new Path2D(), data: new Path2D(), replication: new Path2D() };
  readonly broken = new Path2D();
  readonly heads = new Path2D();
  readonly openHeads = new Path2D();
  readonly connections: ConnectionView[] = [];

  include(rectangle: Rectangle): void {
    const { bounds } = this;
    if (!bounds) {
      this.bounds = rectangle;
      return;
    }
    const x = Math.min(bounds.x, rectangle.x);
    const y = Math.min(bounds.y, rectangle.y);
    this.bounds = {
      x,
      y,
      width: Math.max(bounds.x + bounds.width, rectangle.x + rectangle.width) - x,
      height: Math.max(bounds.y + bounds.height, rectangle.y + rectangle.height) - y,
    };
  }
}

const outlines = new Map<string, Path2D>();

function outlinePath({ shape, rectangle }: CardView): Path2D {
  const key = `${shape} ${rectangle.width} ${rectangle.height}`;
  let path = outlines.get(key);
  if (!path) {
    const { body, rim } = outlineOf(shape, rectangle.width, rectangle.height);
    path = new Path2D(body + rim);
    outlines.set(key, path);
  }
  return path;
}

const pathFor = (map: Map<number, Path2D>, tint: number): Path2D => {
  let path = map.get(tint);
  if (!path) {
    path = new Path2D();
    map.set(tint, path);
  }
  return path;
};

function addCard(tile: Tile, card: CardView): void {
  const { rectangle } = card;
  const matrix = new DOMMatrix([1, 0, 0, 1, rectangle.x, rectangle.y]);
  const outline = outlinePath(card);
  tile.cards.push(card);
  (card.shape === "dashed" ? tile.dashed : tile.bodies).addPath(outline, matrix);
  const tint = card.tint ?? 0;
  pathFor(tile.boxesByTint, tint).rect(rectangle.x, rectangle.y, rectangle.width, rectangle.height);
  if (tint > 0) pathFor(tile.edgesByTint, tint).rect(rectangle.x, rectangle.y + 8, 3, rectangle.height - 16);
  tile.include(rectangle);
}

function addConnection(tile: Tile, view: ConnectionView): void {
  const { points } = view.route;
  const path = view.badge?.worst === "error" ? tile.broken : tile.lines[view.line];
  const [first, ...rest] = points;
  if (!first) return;
  path.moveTo(first.x, first.y);
  for (const { x, y } of rest) path.lineTo(x, y);
  const head = headOf(view.line, points);
  if (head) {
    const heads = view.line === "async" ? tile.openHeads : tile.heads;
    const [left, tip, right] = head;
    heads.moveTo(left.x, left.y);
    heads.lineTo(tip.x, tip.y);
    heads.lineTo(right.x, right.y);
    if (view.line !== "async") heads.closePath();
  }
  const dot = dotOf(view.line, points);
  if (dot) {
    tile.heads.moveTo(dot.x + DOT, dot.y);
    tile.heads.arc(dot.x, dot.y, DOT, 0, Math.PI * 2);
  }
  tile.connections.push(view);
  tile.include(boxOf(view.route));
}

interface Members {
  readonly cards: CardView[];
  readonly connections: ConnectionView[];
}

const sameMembers = (tile: Tile, { cards, connections }: Members): boolean =>
  tile.cards.length === cards.length &&
  tile.connections.length === connections.length &&
  cards.every((card, at) => card === tile.cards[at]) &&
  connections.every((view, at) => view === tile.connections[at]);

/** The prepared paths of a scene; an edit prepares only the squares in which something changed. */
export class Tiles {
  #scene: Scene | undefined;
  #skip: Mounted | undefined;
  #tiles = new Map<number, Tile>();

  of(scene: Scene, skip: Mounted): ReadonlyMap<number, Tile> {
    if (this.#scene === scene && this.#skip === skip) return this.#tiles;
    const members = new Map<number, Members>();
    const membersAt = (x: number, y: number): Members => {
      const key = Math.floor(x / TILE) * 1_048_576 + Math.floor(y / TILE);
      let found = members.get(key);
      if (!found) {
        found = { cards: [], connections: [] };
        members.set(key, found);
      }
      return found;
    };
    for (const card of scene.cards.values()) if (!skip.cards.has(card.id)) membersAt(card.rectangle.x, card.rectangle.y).cards.push(card);
    for (const view of scene.connections.values()) {
      const [first] = view.route.points;
      if (first && !skip.connections.has(view.id)) membersAt(first.x, first.y).connections.push(view);
    }
    const tiles = new Map<number, Tile>();
    for (const [key, found] of members) {
      const before = this.#tiles.get(key);
      tiles.set(key, before && sameMembers(before, found) ? before : tileOf(found));
    }
    this.#scene = scene;
    this.#skip = skip;
    this.#tiles = tiles;
    return tiles;
  }
}

function tileOf({ cards, connections }: Members): Tile {
  const tile = new Tile();
  for (const card of cards) addCard(tile, card);
  for (const view of connections) addConnection(tile, view);
  return tile;
}

/** Paints what is in view, in the look of the cards, in as few strokes as possible. Expects a context in pixels of the screen. */
export function paint(context: CanvasRenderingContext2D, tiles: Tiles, picture: Picture): void {
  const { scene, skip, grounded, view, visible, palette, lit } = picture;
  context.translate(view.x, view.y);
  context.scale(view.zoom, view.zoom);
  const faded = lit.size > 0;
  if (faded) context.globalAlpha = 0.3;
  const boundaries = [...scene.boundaries.values()].filter(({ id, rectangle }) => !skip.boundaries.has(id) && !grounded.has(id) && touches(rectangle, visible));
  for (const boundary of boundaries) paintBoundary(context, boundary, picture);
  const shown = [...tiles.of(scene, skip).values()].filter(({ bounds }) => bounds && touches(bounds, visible));
  for (const tile of shown) paintLines(context, tile, view.zoom, palette);
  for (const tile of shown) paintCards(context, tile, view.zoom, palette);
  for (const tile of shown) paintTexts(context, tile.cards, picture);
  for (const tile of shown) paintBadges(context, tile, picture);
  for (const boundary of boundaries) paintTitle(context, boundary, picture);
  context.globalAlpha = 1;
  paintChosen(context, picture);
}

function paintBoundary(context: CanvasRenderingContext2D, { id, rectangle: { x, y, width, height }, tint }: BoundaryView, { palette, view, selection }: Picture): void {
  const selected = selection.has(id);
  context.beginPath();
  context.roundRect(x, y, width, height, 10);
  context.fillStyle = palette.tint[tint] ?? palette.color.canvas;
  context.fill();
  context.strokeStyle = selected ? palette.color.accent : (palette.tintLine[tint] ?? palette.color.line);
  context.lineWidth = (selected ? 2 : 1) / Math.min(1, view.zoom * 2);
  context.stroke();
}

/** The name of a boundary: in its place when near, on a plate of its own above the cards when far, because from there it says the most. */
function paintTitle(context: CanvasRenderingContext2D, { boundary, rectangle: { x, y, width } }: BoundaryView, { palette, view }: Picture): void {
  const far = view.zoom < DETAIL.full;
  const size = far ? 11.5 / view.zoom : 12;
  const pad = far ? 5 / view.zoom : 0;
  const name = fitted(boundary.name, width - 2 * pad - (far ? 0 : 60), size);
  if (name.length < 3 && boundary.name.length > 2) return;
  context.font = `600 ${size}px ${palette.font}`;
  context.textBaseline = "middle";
  if (far) {
    const alpha = context.globalAlpha;
    context.globalAlpha = alpha * 0.88;
    context.fillStyle = palette.color["bg-raised"];
    context.fillRect(x, y, context.measureText(name).width + 2 * pad, size * 1.5);
    context.globalAlpha = alpha;
  }
  context.fillStyle = palette.color[far ? "text" : "text-muted"];
  context.fillText(name, far ? x + pad : x + 33, far ? y + size * 0.78 : y + 18);
}

function paintLines(context: CanvasRenderingContext2D, tile: Tile, zoom: number, { color }: Palette): void {
  const alpha = context.globalAlpha;
  if (zoom < DETAIL.name) context.globalAlpha = alpha * 0.6;
  // Lines of at most one pixel of the screen take the fast way of the painter; so far away all are that thin.
  const far = zoom < DETAIL.full;
  const width = (usual: number) => (far ? 0.95 / zoom : usual);
  context.strokeStyle = color.edge;
  context.lineJoin = "round";
  context.lineWidth = width(1.5);
  context.stroke(tile.lines.sync);
  context.lineWidth = width(1);
  context.stroke(tile.lines.data);
  if (zoom > 0.3) context.setLineDash([6, 4]);
  context.lineWidth = width(1.5);
  context.stroke(tile.lines.async);
  context.setLineDash([]);
  context.lineWidth = far ? width(1) : 4.5;
  context.stroke(tile.lines.replication);
  if (!far) {
    context.strokeStyle = color.canvas;
    context.lineWidth = 2;
    context.stroke(tile.lines.replication);
  }
  // So many lines close together: colour would shout, and the badges say it.
  context.strokeStyle = zoom < DETAIL.full ? color.edge : color.error;
  context.lineWidth = width(1.5);
  context.stroke(tile.broken);
  context.globalAlpha = alpha;
  if (zoom < DETAIL.name) return;
  context.fillStyle = color.edge;
  context.fill(tile.heads);
  context.strokeStyle = color.edge;
  context.stroke(tile.openHeads);
}

function paintCards(context: CanvasRenderingContext2D, tile: Tile, zoom: number, { color, tint: fills, tintLine }: Palette): void {
  if (zoom < DETAIL.name) {
    for (const [tint, path] of tile.boxesByTint) {
      context.fillStyle = tint === 0 ? color["line-strong"] : (tintLine[tint] ?? color.line);
      context.fill(path);
    }
    return;
  }
  context.fillStyle = color["bg-raised"];
  context.fill(tile.bodies);
  context.fill(tile.dashed);
  context.strokeStyle = color["line-strong"];
  context.lineWidth = Math.max(1, 0.6 / zoom);
  context.stroke(tile.bodies);
  context.setLineDash([5, 4]);
  context.stroke(tile.dashed);
  context.setLineDash([]);
  for (const [tint, path] of tile.edgesByTint) {
    context.fillStyle = tintLine[tint] ?? fills[tint] ?? color.line;
    context.fill(path);
  }
}

/** Size of a name when nothing else stands on a card, in pixels at zoom 1. */
const NAME_SIZE = 19;
/** Below this zoom no name can be read. */
const NAMES_FROM = 0.28;

function paintTexts(context: CanvasRenderingContext2D, cards: readonly CardView[], { view, visible, palette }: Picture): void {
  if (view.zoom < NAMES_FROM) return;
  const full = view.zoom >= DETAIL.full;
  context.fillStyle = palette.color.text;
  context.textBaseline = "middle";
  context.font = full ? `600 13px ${palette.font}` : `600 ${NAME_SIZE}px ${palette.font}`;
  for (const { component, rectangle } of cards) {
    if (!touches(rectangle, visible)) continue;
    const middle = rectangle.y + rectangle.height / 2;
    if (full) context.fillText(fitted(component.name, rectangle.width - 84, 13), rectangle.x + 40, middle - 9);
    else context.fillText(fitted(component.name, rectangle.width - 44, NAME_SIZE), rectangle.x + 14, middle);
  }
  if (!full) return;
  context.fillStyle = palette.color["text-muted"];
  context.font = `12px ${palette.font}`;
  for (const { subtitle, rectangle } of cards) {
    if (touches(rectangle, visible)) context.fillText(fitted(subtitle, rectangle.width - 84, 12), rectangle.x + 40, rectangle.y + rectangle.height / 2 + 9);
  }
}

function fitted(text: string, width: number, size: number): string {
  const room = (width * 13) / size;
  if (textWidth(text) <= room) return text;
  let used = 8;
  let kept = "";
  for (const character of text) {
    used += textWidth(character);
    if (used > room) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

function paintBadges(context: CanvasRenderingContext2D, { cards, connections }: Tile, picture: Picture): void {
  const { view, visible, palette } = picture;
  const size = Math.max(6, 3.2 / view.zoom);
  for (const severity of ["info", "warning", "error"] as const) {
    const path = new Path2D();
    for (const { badge, rectangle } of cards) {
      if (badge?.worst === severity && touches(rectangle, visible))
        addSeverity(path, severity, rectangle.x + rectangle.width - size - 8, rectangle.y + Math.min(rectangle.height / 2, size + 8), size);
    }
    if (view.zoom >= DETAIL.name) {
      for (const { badge, route } of connections) if (badge?.worst === severity) addSeverity(path, severity, route.label.x, route.label.y, size);
    }
    context.fillStyle = palette.color[severity];
    // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- This fills a path with colour; no list is involved.
    context.fill(path);
  }
}

/** The shapes of the severities, which differ without colour. */
function addSeverity(path: Path2D, severity: Severity, x: number, y: number, size: number): void {
  if (severity === "info") {
    path.moveTo(x + size, y);
    path.arc(x, y, size, 0, Math.PI * 2);
    return;
  }
  const corners = severity === "warning" ? 3 : 8;
  const start = severity === "warning" ? -Math.PI / 2 : Math.PI / 8;
  for (let corner = 0; corner < corners; corner += 1) {
    const angle = start + (corner * 2 * Math.PI) / corners;
    if (corner === 0) path.moveTo(x + Math.cos(angle) * size, y + Math.sin(angle) * size);
    else path.lineTo(x + Math.cos(angle) * size, y + Math.sin(angle) * size);
  }
  path.closePath();
}

/** Paints what is selected or lit once more, above everything else. */
function paintChosen(context: CanvasRenderingContext2D, picture: Picture): void {
  const { scene, skip, selection, lit, palette, view } = picture;
  const chosen = new Set([...lit, ...selection]);
  for (const id of chosen) {
    const connection = scene.connections.get(id);
    if (!connection || skip.connections.has(id)) continue;
    context.strokeStyle = palette.color.accent;
    context.lineWidth = Math.max(2, 1.6 / view.zoom);
    context.beginPath();
    for (const [at, { x, y }] of connection.route.points.entries()) {
      if (at === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.stroke();
  }
  for (const id of chosen) {
    const card = scene.cards.get(id);
    if (!card || skip.cards.has(id)) continue;
    if (lit.has(id)) {
      const tile = new Tile();
      addCard(tile, card);
      paintCards(context, tile, view.zoom, palette);
      paintTexts(context, [card], picture);
    }
    if (!selection.has(id)) continue;
    const { x, y, width, height } = card.rectangle;
    const ring = Math.max(2, 1.6 / view.zoom);
    context.strokeStyle = palette.color.accent;
    context.lineWidth = ring;
    context.beginPath();
    context.roundRect(x - ring, y - ring, width + 2 * ring, height + 2 * ring, 8);
    context.stroke();
  }
}
