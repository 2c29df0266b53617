import type { ElkNode } from "elkjs/lib/elk-api.js";
import { BOUNDARY_PADDING, EMPTY_BOUNDARY, type Placement, type Rectangle } from "#lib/model/geometry.ts";
import type { Boundary } from "#lib/model/boundary.ts";
import type { Id } from "#lib/model/schema.ts";
import type { Point } from "../scene.ts";

/** A connection as the layout sees it: its ends, and the room that its label wants. */
export interface LaidConnection {
  readonly id: Id;
  readonly from: Id;
  readonly to: Id;
  readonly label: { readonly width: number; readonly height: number } | undefined;
}

/** Where everything goes. */
export interface LaidOut {
  readonly components: ReadonlyMap<Id, Point>;
  readonly boundaries: ReadonlyMap<Id, Rectangle>;
}

// Measured on 500–2,000 components: network simplex placement is 10–20 times slower than Brandes and Köpf.
const rootOptions = (labelled: boolean) => ({
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
  "elk.layered.nodePlacement.bk.fixedAlignment": "BALANCED",
  "elk.layered.spacing.nodeNodeBetweenLayers": labelled ? "36" : "88",
  "elk.layered.spacing.edgeNodeBetweenLayers": "16",
  "elk.spacing.nodeNode": "40",
  "elk.spacing.edgeNode": "16",
  "elk.spacing.edgeEdge": "14",
  "elk.spacing.componentComponent": "64",
  "elk.spacing.edgeLabel": "4",
  "elk.edgeLabels.inline": "true",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
});
const PADDING = `[top=${BOUNDARY_PADDING.top},left=${BOUNDARY_PADDING.side},bottom=${BOUNDARY_PADDING.bottom},right=${BOUNDARY_PADDING.side}]`;
/** Above this many connections labels get no room of their own, since each would make the layout slower. */
const LABELS_UP_TO = 300;

// Components and boundaries may share an id; the layout needs them apart.
const component = (id: Id) => `c ${id}`;
const boundary = (id: Id) => `b ${id}`;

/** The design as a graph that ELK lays out, boundaries as nodes that hold others. */
export function elkGraph({ containers, components }: Placement, connections: readonly LaidConnection[]): ElkNode {
  const cards = (ids: Iterable<Id>): ElkNode[] =>
    [...ids].flatMap((id) => {
      const size = components.get(id);
      return size ? [{ id: component(id), width: size.width, height: size.height }] : [];
    });
  const group = ({ id }: Boundary): ElkNode => {
    const children = [...cards(containers.membersOf(id).map((member) => member.id)), ...containers.childrenOf(id).map(group)];
    return { id: boundary(id), layoutOptions: { "elk.padding": PADDING }, children, ...(children.length === 0 ? EMPTY_BOUNDARY : {}) };
  };
  const free = [...components.keys()].filter((id) => !containers.homeOf(id));
  const labelled = connections.length <= LABELS_UP_TO;
  return {
    id: "root",
    layoutOptions: rootOptions(labelled),
    children: [...cards(free), ...containers.roots.map(group)],
    edges: connections
      .filter(({ from, to }) => components.has(from) && components.has(to))
      .map(({ id, from, to, label }) => ({
        id,
        sources: [component(from)],
        targets: [component(to)],
        ...(labelled && label ? { labels: [{ text: id, width: label.width, height: label.height }] } : {}),
      })),
  };
}

const GRID = 8;
const snapped = (value: number) => Math.round(value / GRID) * GRID;

/** Reads the places of components and boundaries out of a laid-out graph, on the grid. */
export function placesOf(root: ElkNode): LaidOut {
  const components = new Map<Id, Point>();
  const boundaries = new Map<Id, Rectangle>();
  const walk = (node: ElkNode, left: number, top: number) => {
    for (const child of node.children ?? []) {
      const x = left + (child.x ?? 0);
      const y = top + (child.y ?? 0);
      const id = child.id.slice(2);
      if (child.id.startsWith("c ")) components.set(id, { x: snapped(x), y: snapped(y) });
      else boundaries.set(id, { x: snapped(x), y: snapped(y), width: snapped(child.width ?? EMPTY_BOUNDARY.width), height: snapped(child.height ?? EMPTY_BOUNDARY.height) });
      walk(child, x, y);
    }
  };
  walk(root, 0, 0);
  return { components, boundaries };
}
