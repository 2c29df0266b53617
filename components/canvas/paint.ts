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
  readonly bodiesByTint = new Map<number, Path2D>();
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
    this.bounds = { x, y, width: Math.max(bounds.x + bounds.width, rectangle.x + rectangle.width) - x, height: Math.max(bounds.y + bounds.height, rectangle.y + rectangle.height) - y };
  }
}

const tilesOf = new WeakMap<Scene, { readonly skip: Mounted; readonly tiles: readonly Tile[] }>();
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
  pathFor(tile.bodiesByTint, tint).addPath(outline, matrix);
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
  if (head) (view.line === "async" ? tile.openHeads : tile.heads).addPath(new Path2D(head));
  const dot = dotOf(view.line, points);
  if (dot) {
    tile.heads.moveTo(dot.x + DOT, dot.y);
    tile.heads.arc(dot.x, dot.y, DOT, 0, Math.PI * 2);
  }
  tile.connections.push(view);
  tile.include(boxOf(view.route));
}

function tiles(scene: Scene, skip: Mounted): readonly Tile[] {
  const known = tilesOf.get(scene);
  if (known && known.skip === skip) return known.tiles;
  const byPlace = new Map<string, Tile>();
  const tileAt = (x: number, y: number) => {
    const key = `${Math.floor(x / TILE)} ${Math.floor(y / TILE)}`;
    let tile = byPlace.get(key);
    if (!tile) {
      tile = new Tile();
      byPlace.set(key, tile);
    }
    return tile;
  };
  for (const card of scene.cards.values()) if (!skip.cards.has(card.id)) addCard(tileAt(card.rectangle.x, card.rectangle.y), card);
  for (const view of scene.connections.values()) {
    const [first] = view.route.points;
    if (first && !skip.connections.has(view.id)) addConnection(tileAt(first.x, first.y), view);
  }
  const made = [...byPlace.values()];
  tilesOf.set(scene, { skip, tiles: made });
  return made;
}

/** Paints what is in view, in the look of the cards, in as few strokes as possible. Expects a context in pixels of the screen. */
export function paint(context: CanvasRenderingContext2D, picture: Picture): void {
  const { scene, skip, view, visible, palette, lit } = picture;
  context.translate(view.x, view.y);
  context.scale(view.zoom, view.zoom);
  const faded = lit.size > 0;
  if (faded) context.globalAlpha = 0.3;
  for (const boundary of scene.boundaries.values()) {
    if (!skip.boundaries.has(boundary.id) && touches(boundary.rectangle, visible)) paintBoundary(context, boundary, picture);
  }
  const shown = tiles(scene, skip).filter(({ bounds }) => bounds && touches(bounds, visible));
  for (const tile of shown) paintLines(context, tile, view.zoom, palette);
  for (const tile of shown) paintCards(context, tile, view.zoom, palette);
  for (const tile of shown) paintTexts(context, tile.cards, picture);
  for (const tile of shown) paintBadges(context, tile, picture);
  context.globalAlpha = 1;
  paintChosen(context, picture);
}

function paintBoundary(context: CanvasRenderingContext2D, { boundary, rectangle: { x, y, width, height }, tint }: BoundaryView, { palette, view, selection }: Picture): void {
  const selected = selection.has(boundary.id);
  context.beginPath();
  context.roundRect(x, y, width, height, 10);
  context.fillStyle = palette.tint[tint] ?? palette.color.canvas;
  context.fill();
  context.strokeStyle = selected ? palette.color.accent : (palette.tintLine[tint] ?? palette.color.line);
  context.lineWidth = (selected ? 2 : 1) / Math.min(1, view.zoom * 2);
  context.stroke();
  const size = Math.min(64, Math.max(13, 11 / view.zoom));
  if (textWidth(boundary.name) * (size / 13) > width - 24) return;
  context.font = `600 ${size}px ${palette.font}`;
  context.fillStyle = palette.color["text-muted"];
  context.textBaseline = "top";
  context.fillText(boundary.name, x + 14, y + 14);
}

function paintLines(context: CanvasRenderingContext2D, tile: Tile, zoom: number, { color }: Palette): void {
  const thin = Math.max(1, 0.7 / zoom);
  context.strokeStyle = color.edge;
  context.lineJoin = "round";
  context.lineWidth = 1.5 * thin;
  context.stroke(tile.lines.sync);
  context.lineWidth = thin;
  context.stroke(tile.lines.data);
  if (zoom > 0.3) context.setLineDash([6, 4]);
  context.lineWidth = 1.5 * thin;
  context.stroke(tile.lines.async);
  context.setLineDash([]);
  context.lineWidth = 4.5 * thin;
  context.stroke(tile.lines.replication);
  context.strokeStyle = color.canvas;
  context.lineWidth = 2 * thin;
  context.stroke(tile.lines.replication);
  context.strokeStyle = color.error;
  context.lineWidth = 1.5 * thin;
  context.stroke(tile.broken);
  if (zoom < 0.15) return;
  context.fillStyle = color.edge;
  context.fill(tile.heads);
  context.strokeStyle = color.edge;
  context.stroke(tile.openHeads);
}

function paintCards(context: CanvasRenderingContext2D, tile: Tile, zoom: number, { color, tint: fills, tintLine }: Palette): void {
  context.fillStyle = color["bg-raised"];
  context.fill(tile.bodies);
  context.fill(tile.dashed);
  if (zoom < DETAIL.name) {
    const alpha = context.globalAlpha;
    for (const [tint, path] of tile.bodiesByTint) {
      context.fillStyle = tint === 0 ? color["line-strong"] : (tintLine[tint] ?? color.line);
      context.globalAlpha = alpha * 0.45;
      context.fill(path);
    }
    context.globalAlpha = alpha;
  }
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
export const NAME_SIZE = 19;
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
      if (badge?.worst === severity && touches(rectangle, visible)) addSeverity(path, severity, rectangle.x + rectangle.width - size - 8, rectangle.y + Math.min(rectangle.height / 2, size + 8), size);
    }
    if (view.zoom >= DETAIL.name) {
      for (const { badge, route } of connections) if (badge?.worst === severity) addSeverity(path, severity, route.label.x, route.label.y, size);
    }
    context.fillStyle = palette.color[severity];
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
