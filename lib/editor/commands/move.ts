import { homePatch } from "#lib/model/containers.ts";
import type { Design } from "#lib/model/design.ts";
import { updateBoundary, updateComponent } from "#lib/model/edit.ts";
import { boundaryAt, placementOf, type Rectangle } from "#lib/model/geometry.ts";
import type { Id } from "#lib/model/schema.ts";
import type { Editor } from "../editor.ts";

/** A place on the canvas. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

const round = ({ x, y }: Point) => ({ x: Math.round(x), y: Math.round(y) });

/** Writes places of components and rectangles of boundaries into the layout. */
export function placed(design: Design, components: ReadonlyMap<Id, Point>, boundaries: ReadonlyMap<Id, Rectangle> = new Map()): Design {
  if (components.size === 0 && boundaries.size === 0) return design;
  return {
    ...design,
    layout: {
      ...design.layout,
      components: { ...design.layout?.components, ...Object.fromEntries([...components].map(([id, point]) => [id, round(point)])) },
      boundaries: {
        ...design.layout?.boundaries,
        ...Object.fromEntries([...boundaries].map(([id, { width, height, ...point }]) => [id, { ...round(point), width: Math.round(width), height: Math.round(height) }])),
      },
    },
  };
}

/** Everything inside a boundary: components and inner boundaries, at any depth. */
export function insideOf(
  design: Design,
  boundaryIds: readonly Id[],
  groupBy: "context" | "team" | "zone" | "region",
): { readonly components: readonly Id[]; readonly boundaries: readonly Id[] } {
  if (boundaryIds.length === 0) return { components: [], boundaries: [] };
  const { containers } = placementOf(design, groupBy);
  const components: Id[] = [];
  const boundaries: Id[] = [];
  const walk = (id: Id) => {
    for (const member of containers.membersOf(id)) components.push(member.id);
    for (const child of containers.childrenOf(id)) {
      boundaries.push(child.id);
      walk(child.id);
    }
  };
  for (const id of boundaryIds) walk(id);
  return { components, boundaries };
}

/**
 * Moves components and boundaries by a distance, as one step; boundaries take along what is inside. With `rehome` (a drop
 * after dragging) what lands in another boundary, or outside all, belongs there from then on.
 */
export function moveElements(editor: Editor, ids: readonly Id[], by: Point, options: { readonly rehome?: boolean } = {}): void {
  if (by.x === 0 && by.y === 0) return;
  const { groupBy } = editor.ui.getState();
  editor.run(ids.length === 1 ? "Move" : `Move ${ids.length} elements`, (design) => {
    const before = editor.derived.placement(groupBy);
    const picked = new Set(ids);
    const carried = insideOf(
      design,
      ids.filter((id) => before.boundaries.has(id)),
      groupBy,
    );
    const components = new Map<Id, Point>();
    for (const id of [...ids.filter((candidate) => before.components.has(candidate)), ...carried.components]) {
      const at = before.components.get(id);
      if (at) components.set(id, { x: at.x + by.x, y: at.y + by.y });
    }
    const boundaries = new Map<Id, Rectangle>();
    for (const id of [...ids, ...carried.boundaries]) {
      const at = before.boundaries.get(id);
      if (at) boundaries.set(id, { ...at, x: at.x + by.x, y: at.y + by.y });
    }
    let next = placed(keepOtherRectangles(design, before.boundaries, boundaries), components, boundaries);
    if (options.rehome !== true) return next;
    const carriedComponents = new Set(carried.components);
    const still: typeof before = { ...before, boundaries: new Map([...before.boundaries].filter(([id]) => !boundaries.has(id))) };
    for (const [id, point] of components) {
      if (carriedComponents.has(id)) continue;
      const component = next.components.find((candidate) => candidate.id === id);
      const size = before.components.get(id);
      if (!component || !size) continue;
      const target = boundaryAt(still, { x: point.x + size.width / 2, y: point.y + size.height / 2 });
      if (target === before.containers.homeOf(id)?.id) continue;
      next = updateComponent(next, id, homePatch(component, target === undefined ? undefined : before.containers.boundaries.get(target)));
    }
    for (const id of ids) {
      const rectangle = boundaries.get(id);
      const boundary = before.containers.boundaries.get(id);
      if (!rectangle || !boundary || (boundary.parent !== undefined && picked.has(boundary.parent))) continue;
      const target = boundaryAt(still, { x: rectangle.x + rectangle.width / 2, y: rectangle.y + rectangle.height / 2 });
      if (target !== before.containers.parentOf(boundary)?.id) next = updateBoundary(next, id, { parent: target });
    }
    return next;
  });
}

/** Fixes the rectangles of the boundaries that stay, so that dragging something out does not drag the edge along. */
function keepOtherRectangles(design: Design, current: ReadonlyMap<Id, Rectangle>, moved: ReadonlyMap<Id, Rectangle>): Design {
  const missing = new Map<Id, Rectangle>();
  for (const [id, rectangle] of current) {
    if (!moved.has(id) && design.layout?.boundaries?.[id] === undefined) missing.set(id, rectangle);
  }
  return placed(design, new Map(), missing);
}

/** Gives a boundary a new rectangle. */
export function resizeBoundary(editor: Editor, id: Id, rectangle: Rectangle): void {
  editor.run("Resize", (design) => placed(design, new Map(), new Map([[id, rectangle]])));
}

/** Applies the result of an automatic layout, as one step. */
export function applyLayout(editor: Editor, components: ReadonlyMap<Id, Point>, boundaries: ReadonlyMap<Id, Rectangle>): void {
  editor.run("Tidy up", (design) => placed(design, components, boundaries));
}
