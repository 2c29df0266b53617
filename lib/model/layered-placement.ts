import { Containers } from "./containers.ts";
import type { Design } from "./design.ts";
import { BOUNDARY_PADDING, cardSize, textWidth } from "./geometry.ts";
import type { Id } from "./schema.ts";

/** Room between two layers without labels, and beside a label. */
const GAP = { column: 72, row: 32, besideLabel: 48 } as const;
/** Room of a boundary that holds nothing, beside its name. */
const EMPTY = { height: 56, beside: 48 } as const;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A place; a boundary that holds nothing has a size as well. */
type Spot = { readonly x: number; readonly y: number } & Partial<Size>;

/** What is placed as one: a card, or a boundary with all that is inside. */
interface Block extends Size {
  readonly id: Id;
  /** Places of everything inside, from the block's own corner. */
  readonly inside: ReadonlyMap<Id, Spot>;
}

/** A link between two blocks of the same container, with the room that its label takes. */
interface Link {
  readonly from: Id;
  readonly to: Id;
  readonly label: number;
}

/**
 * Gives every component a place, from left to right along the connections: for small designs that nobody has arranged, such as the examples of rules.
 * What is in a boundary stays together. Pure and quick, and plainer than the layout of the studio.
 */
export function withLayeredPlacement(design: Design, labelWidth: (connectionId: Id) => number = () => 0): Design {
  const containers = new Containers(design);
  const homes = new Map<Id, Id | undefined>();
  for (const { id } of design.components) homes.set(id, containers.homeOf(id)?.id);
  for (const boundary of design.boundaries) homes.set(boundary.id, containers.parentOf(boundary)?.id);

  /** The block that stands for an element directly inside a container. */
  const standsFor = (id: Id, container: Id | undefined): Id | undefined => {
    if (!homes.has(id)) return undefined;
    let current: Id | undefined = id;
    while (current !== undefined && homes.get(current) !== container) current = homes.get(current);
    return current;
  };
  const linksIn = (container: Id | undefined): Link[] =>
    design.connections.flatMap(({ id, from, to }) => {
      const [source, target] = [standsFor(from, container), standsFor(to, container)];
      return source !== undefined && target !== undefined && source !== target ? [{ from: source, to: target, label: labelWidth(id) }] : [];
    });
  const boundaryBlock = (id: Id, name: string): Block => {
    const { inside, width, height } = arranged(
      [...containers.childrenOf(id).map((child) => boundaryBlock(child.id, child.name)), ...containers.membersOf(id).map(cardBlock)],
      linksIn(id),
    );
    const least = textWidth(name) + EMPTY.beside;
    if (inside.size === 0) return { id, width: least, height: EMPTY.height, inside: new Map([[id, { x: 0, y: 0, width: least, height: EMPTY.height }]]) };
    const { side, top, bottom } = BOUNDARY_PADDING;
    return { id, width: Math.max(width + 2 * side, least), height: height + top + bottom, inside: moved(inside, { x: side, y: top }) };
  };

  const homeless = design.components.filter(({ id }) => homes.get(id) === undefined);
  const { inside } = arranged([...containers.roots.map(({ id, name }) => boundaryBlock(id, name)), ...homeless.map(cardBlock)], linksIn(undefined));
  const isBoundary = (id: Id) => containers.boundaries.has(id);
  const entries = [...inside];
  return {
    ...design,
    layout: {
      components: Object.fromEntries(entries.filter(([id]) => !isBoundary(id))),
      boundaries: Object.fromEntries(entries.filter(([id]) => isBoundary(id))),
    },
  };
}

const cardBlock = (component: Design["components"][number]): Block => ({ id: component.id, ...cardSize(component), inside: new Map([[component.id, { x: 0, y: 0 }]]) });

const moved = (places: Block["inside"], { x, y }: Spot): Block["inside"] => new Map([...places].map(([id, place]) => [id, { ...place, x: place.x + x, y: place.y + y }]));

/** Puts blocks into columns, each to the right of what leads to it, and columns beside each other, centred. */
function arranged(blocks: readonly Block[], links: readonly Link[]): Size & { readonly inside: Block["inside"] } {
  const layers = layersOf(
    blocks.map(({ id }) => id),
    links,
  );
  const columns: Block[][] = [];
  for (const block of blocks) (columns[layers.get(block.id) ?? 0] ??= []).push(block);
  sortByNeighbours(columns, links);

  const heightOf = (column: readonly Block[]) => column.reduce((sum, { height }) => sum + height + GAP.row, -GAP.row);
  const height = Math.max(0, ...columns.map(heightOf));
  const inside = new Map<Id, Spot>();
  let x = 0;
  let right = 0;
  for (const [at, column] of columns.entries()) {
    let y = (height - heightOf(column)) / 2;
    const width = Math.max(...column.map((block) => block.width));
    for (const block of column) {
      for (const [id, place] of moved(block.inside, { x: Math.round(x + (width - block.width) / 2), y: Math.round(y) })) inside.set(id, place);
      y += block.height + GAP.row;
    }
    right = x + width;
    const labels = links.filter(({ from, to }) => (layers.get(from) ?? 0) <= at && (layers.get(to) ?? 0) > at).map(({ label }) => label + GAP.besideLabel);
    x = right + Math.max(GAP.column, ...labels);
  }
  return { width: right, height, inside };
}

/** Layer of every block: one more than the furthest that leads to it. A link that closes a circle is left out. */
function layersOf(ids: readonly Id[], links: readonly Link[]): Map<Id, number> {
  const incoming = new Map<Id, Set<Id>>(ids.map((id) => [id, new Set()]));
  for (const { from, to } of links) if (!reaches(incoming, from, to)) incoming.get(to)?.add(from);
  const layers = new Map<Id, number>();
  const layerOf = (id: Id): number => {
    const known = layers.get(id);
    if (known !== undefined) return known;
    const layer = Math.max(-1, ...[...(incoming.get(id) ?? [])].map(layerOf)) + 1;
    layers.set(id, layer);
    return layer;
  };
  for (const id of ids) layerOf(id);
  return layers;
}

/** Whether a block already leads to another along the links that were kept. */
function reaches(incoming: ReadonlyMap<Id, ReadonlySet<Id>>, to: Id, from: Id, seen = new Set<Id>()): boolean {
  if (to === from) return true;
  if (seen.has(to)) return false;
  seen.add(to);
  return [...(incoming.get(to) ?? [])].some((before) => reaches(incoming, before, from, seen));
}

/** Orders each column by the middle of what leads to it, so that few lines cross. */
function sortByNeighbours(columns: Block[][], links: readonly Link[]): void {
  const order = new Map<Id, number>();
  for (const column of columns) {
    const middle = new Map(
      column.map(({ id }) => {
        const before = links.filter(({ from, to }) => to === id && order.has(from)).map(({ from }) => order.get(from) ?? 0);
        return [id, before.length === 0 ? undefined : before.reduce((sum, place) => sum + place, 0) / before.length];
      }),
    );
    column.sort((one, other) => (middle.get(one.id) ?? 0) - (middle.get(other.id) ?? 0));
    for (const [at, { id }] of column.entries()) order.set(id, at);
  }
}
