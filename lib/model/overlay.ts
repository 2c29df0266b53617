import { alignedIds, type Comparison, type ElementChange } from "./compare.ts";
import type { Design } from "./design.ts";
import type { Id } from "./schema.ts";

/** Two states of a design in one drawing. */
export interface Overlay {
  /** The later state, with what was removed at the place where it was. */
  readonly design: Design;
  /** What happened to the elements that are drawn. */
  readonly compared: ReadonlyMap<Id, ElementChange["kind"]>;
}

const DRAWN: ReadonlySet<string> = new Set(["component", "connection", "boundary"]);

/** Lays two states of a design over each other, so that what was removed is seen beside what was added. */
export function overlay(before: Design, after: Design, { changes }: Comparison): Overlay {
  const drawn = changes.filter(({ element }) => DRAWN.has(element));
  const compared = new Map(drawn.map(({ id, kind }) => [id, kind]));
  const gone = (element: ElementChange["element"]): ReadonlySet<Id> =>
    new Set(drawn.filter((change) => change.kind === "removed" && change.element === element).map(({ id }) => id));
  const aligned = alignedIds(before, after);
  const [components, connections, boundaries] = [gone("component"), gone("connection"), gone("boundary")];
  const design: Design = {
    ...after,
    components: [...after.components, ...aligned.components.filter(({ id }) => components.has(id))],
    connections: [...after.connections, ...aligned.connections.filter(({ id }) => connections.has(id))],
    boundaries: [...after.boundaries, ...aligned.boundaries.filter(({ id }) => boundaries.has(id))],
    layout: {
      ...after.layout,
      components: { ...placesOf(aligned.layout?.components, components), ...after.layout?.components },
      boundaries: { ...placesOf(aligned.layout?.boundaries, boundaries), ...after.layout?.boundaries },
    },
  };
  return { design, compared };
}

const placesOf = <Place>(places: Readonly<Record<Id, Place>> | undefined, ids: ReadonlySet<Id>): Record<Id, Place> =>
  Object.fromEntries(Object.entries(places ?? {}).filter(([id]) => ids.has(id)));
