import type { BoundaryKind } from "./boundary.ts";
import type { Component } from "./component.ts";
import { Containers } from "./containers.ts";
import type { Design } from "./design.ts";
import type { Id } from "./schema.ts";

/** A rectangle on the canvas, in pixels at zoom 1. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Size of a card, known before it is drawn: width from the name, height from how much it shows. */
export const CARD = { minWidth: 168, maxWidth: 264, height: 64, tallHeight: 84 } as const;
/** Room that a boundary keeps around what is inside; the title stands in the top. */
export const BOUNDARY_PADDING = { top: 44, side: 24, bottom: 24 } as const;
/** Size of a boundary that holds nothing yet. */
export const EMPTY_BOUNDARY = { width: 320, height: 200 } as const;

const NARROW = /[ijlftrI.,:;'|!()[\] ]/u;
const WIDE = /[mwMW@%]/u;

/** Estimated width of a text in pixels at 13 px Inter, without measuring: wide scripts count double. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if ((character.codePointAt(0) ?? 0) > 0x2e7f) width += 13.5;
    else if (NARROW.test(character)) width += 4.2;
    else if (WIDE.test(character)) width += 11;
    else width += 7.4;
  }
  return width;
}

/** Size of the card of a component. */
export function cardSize(component: Component): { readonly width: number; readonly height: number } {
  const width = Math.ceil(textWidth(component.name) / 8) * 8 + 92;
  const facts = component.instances !== undefined || component.p99Ms !== undefined || component.team !== undefined;
  return { width: Math.min(CARD.maxWidth, Math.max(CARD.minWidth, width)), height: facts ? CARD.tallHeight : CARD.height };
}

/** Where every component and boundary is drawn. What has no stored place stands in a grid below the rest, so that nothing is ever invisible. */
export interface Placement {
  readonly components: ReadonlyMap<Id, Rectangle>;
  readonly boundaries: ReadonlyMap<Id, Rectangle>;
  /** Whether every component has a stored place; if not, an automatic layout is worth offering. */
  readonly complete: boolean;
  readonly containers: Containers;
}

const GRID = { columns: 5, stepX: 320, stepY: 140 } as const;

/** Works out where everything is drawn; boundaries grow with what they hold. */
export function placementOf(design: Design, groupBy: BoundaryKind = "context"): Placement {
  const containers = new Containers(design, groupBy);
  const stored = design.layout?.components ?? {};
  const components = new Map<Id, Rectangle>();
  let bottom = 0;
  const homeless: Component[] = [];
  for (const component of design.components) {
    const place = Object.hasOwn(stored, component.id) ? stored[component.id] : undefined;
    if (!place) {
      homeless.push(component);
      continue;
    }
    const size = cardSize(component);
    components.set(component.id, { x: place.x, y: place.y, ...size });
    bottom = Math.max(bottom, place.y + size.height);
  }
  const top = components.size > 0 ? bottom + 80 : 0;
  for (const [at, component] of homeless.entries()) {
    components.set(component.id, { x: (at % GRID.columns) * GRID.stepX, y: top + Math.floor(at / GRID.columns) * GRID.stepY, ...cardSize(component) });
  }

  const boundaries = new Map<Id, Rectangle>();
  let nextEmpty = 0;
  const place = (id: Id): Rectangle => {
    const inside: Rectangle[] = [];
    for (const member of containers.membersOf(id)) {
      const rectangle = components.get(member.id);
      if (rectangle) inside.push(rectangle);
    }
    for (const child of containers.childrenOf(id)) if (containers.isDrawn(child.id)) inside.push(place(child.id));
    const own = design.layout?.boundaries && Object.hasOwn(design.layout.boundaries, id) ? design.layout.boundaries[id] : undefined;
    const held = own && { x: own.x, y: own.y, width: own.width ?? EMPTY_BOUNDARY.width, height: own.height ?? EMPTY_BOUNDARY.height };
    let rectangle = inside.length > 0 ? around(inside, held) : held;
    if (!rectangle) {
      rectangle = { x: nextEmpty * (EMPTY_BOUNDARY.width + 40), y: -(EMPTY_BOUNDARY.height + 80), ...EMPTY_BOUNDARY };
      nextEmpty += 1;
    }
    boundaries.set(id, rectangle);
    return rectangle;
  };
  for (const root of containers.roots) if (containers.isDrawn(root.id)) place(root.id);
  return { components, boundaries, complete: homeless.length === 0, containers };
}

function around(inside: readonly Rectangle[], held: Rectangle | undefined): Rectangle {
  let left = Infinity;
  let topEdge = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const { x, y, width, height } of inside) {
    left = Math.min(left, x - BOUNDARY_PADDING.side);
    topEdge = Math.min(topEdge, y - BOUNDARY_PADDING.top);
    right = Math.max(right, x + width + BOUNDARY_PADDING.side);
    bottom = Math.max(bottom, y + height + BOUNDARY_PADDING.bottom);
  }
  if (held) {
    left = Math.min(left, held.x);
    topEdge = Math.min(topEdge, held.y);
    right = Math.max(right, held.x + held.width);
    bottom = Math.max(bottom, held.y + held.height);
  }
  return { x: left, y: topEdge, width: right - left, height: bottom - topEdge };
}

/** The innermost boundary whose rectangle holds a point. */
export function boundaryAt(placement: Placement, point: { readonly x: number; readonly y: number }, except: ReadonlySet<Id> = new Set()): Id | undefined {
  let best: Id | undefined;
  let area = Infinity;
  for (const [id, { x, y, width, height }] of placement.boundaries) {
    if (except.has(id) || point.x < x || point.x > x + width || point.y < y || point.y > y + height) continue;
    if (width * height < area) {
      area = width * height;
      best = id;
    }
  }
  return best;
}

/** The smallest rectangle around all of them. */
export function unionOf(rectangles: Iterable<Rectangle>): Rectangle | undefined {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const { x, y, width, height } of rectangles) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return left === Infinity ? undefined : { x: left, y: top, width: right - left, height: bottom - top };
}
