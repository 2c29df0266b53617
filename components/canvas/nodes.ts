import type { Id } from "#lib/model/schema.ts";
import type { BoundaryNode } from "./boundary-frame.tsx";
import type { CardNode } from "./component-card.tsx";
import type { Scene } from "./scene.ts";
import type { Mounted } from "./view-state.ts";

export type CanvasNode = CardNode | BoundaryNode;

/** State of elements that changes their look. */
export interface Marks {
  readonly selection: ReadonlySet<Id>;
  readonly lit: ReadonlySet<Id>;
  /** The component that a connection would reach. */
  readonly target: Id | undefined;
  /** The boundary in which what is dragged would land. */
  readonly over: Id | undefined;
}

/** Layers from the back to the front. Lines lie between boundaries and cards (see canvas.css). */
const LAYER = { boundary: 0, card: 2 } as const;
// Without it React Flow takes pointer events away from nodes that it does not handle itself; cards want them for hovering.
const STYLE = { pointerEvents: "all" } as const;

/** Makes React Flow's nodes; a node stays the same object until something about it changes. */
export class Nodes {
  #cards = new Map<Id, CardNode>();
  #boundaries = new Map<Id, BoundaryNode>();
  #list: readonly CanvasNode[] = [];

  of(scene: Scene, mounted: Mounted, marks: Marks): CanvasNode[] {
    const cards = new Map<Id, CardNode>();
    const boundaries = new Map<Id, BoundaryNode>();
    for (const id of mounted.boundaries) {
      const node = this.#boundary(scene, id, marks);
      if (node) boundaries.set(id, node);
    }
    for (const id of mounted.cards) {
      const node = this.#card(scene, id, marks);
      if (node) cards.set(id, node);
    }
    this.#cards = cards;
    this.#boundaries = boundaries;
    const list: CanvasNode[] = [...boundaries.values(), ...cards.values()];
    if (list.length !== this.#list.length || list.some((node, at) => node !== this.#list[at])) this.#list = list;
    return this.#list as CanvasNode[]; // React Flow's type wants a list that may change; it is given a new one at every change.
  }

  #card(scene: Scene, id: Id, { selection, lit, target }: Marks): CardNode | undefined {
    const view = scene.cards.get(id);
    if (!view) return undefined;
    const selected = selection.has(id);
    const data = { view, lit: lit.has(id), target: target === id, alone: selected && selection.size === 1 };
    const old = this.#cards.get(id);
    if (old && old.data.view === view && old.selected === selected && old.data.lit === data.lit && old.data.target === data.target && old.data.alone === data.alone) return old;
    const { x, y, width, height } = view.rectangle;
    return {
      id: `card ${id}`,
      type: "card",
      position: { x, y },
      width,
      height,
      measured: { width, height },
      data,
      selected,
      zIndex: LAYER.card,
      style: STYLE,
      ariaRole: "group",
      ariaLabel: view.label,
      domAttributes: { "aria-roledescription": "component" },
    };
  }

  #boundary(scene: Scene, id: Id, { selection, over }: Marks): BoundaryNode | undefined {
    const view = scene.boundaries.get(id);
    if (!view) return undefined;
    const selected = selection.has(id);
    const data = { view, over: over === id };
    const old = this.#boundaries.get(id);
    if (old && old.data.view === view && old.selected === selected && old.data.over === data.over) return old;
    const { x, y, width, height } = view.rectangle;
    return {
      id: `boundary ${id}`,
      type: "boundary",
      position: { x, y },
      width,
      height,
      measured: { width, height },
      data,
      selected,
      zIndex: LAYER.boundary,
      style: STYLE,
      ariaRole: "group",
      ariaLabel: view.label,
      domAttributes: { "aria-roledescription": "boundary" },
    };
  }
}
