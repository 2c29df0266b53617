import { connectionKindsBetween, connectionEntry } from "#lib/catalog/connections.ts";
import { kindOf } from "#lib/catalog/kinds.ts";
import type { BoundaryKind } from "#lib/model/boundary.ts";
import type { Component, ComponentKind } from "#lib/model/component.ts";
import type { Connection, ConnectionKind } from "#lib/model/connection.ts";
import type { Design } from "#lib/model/design.ts";
import { homePatch } from "#lib/model/containers.ts";
import { addMember, connectionId, updateBoundary, updateComponent } from "#lib/model/edit.ts";
import { BOUNDARY_PADDING, boundaryAt, cardSize, placementOf, type Rectangle, unionOf } from "#lib/model/geometry.ts";
import { stemOf } from "#lib/model/own-id.ts";
import type { Id } from "#lib/model/schema.ts";
import type { Editor } from "../editor.ts";
import { placed, type Point } from "./move.ts";

/**
 * Adds a component of a kind with its middle at a place; inside a boundary it belongs to it. With `from`, that component is connected
 * to it in the same step. Selects it and opens its name. Returns its id.
 */
export function addComponent(editor: Editor, kind: ComponentKind, at?: Point, properties: Partial<Component> = {}, from?: Id): Id {
  const entry = kindOf(kind);
  const name = properties.name ?? entry.title;
  const id = editor.freshId(name);
  const { groupBy } = editor.ui.getState();
  editor.run(`Add ${entry.title.toLowerCase()}`, (design) => {
    const placement = placementOf(design, groupBy);
    const component: Component = { ...entry.defaults, ...properties, id, kind, name };
    const size = cardSize(component);
    const middle = at ?? freePlace(placement.components.values(), size);
    const home = boundaryAt(placement, middle);
    const boundary = home === undefined ? undefined : placement.containers.boundaries.get(home);
    const source = design.components.find((other) => other.id === from);
    const added = placed(addMember(design, "components", component), new Map([[id, { x: middle.x - size.width / 2, y: middle.y - size.height / 2 }]]));
    const next = source ? addMember(added, "connections", likeliestConnection(added, source, component)) : added;
    return boundary ? updateComponent(next, id, homePatch(component, boundary)) : next;
  });
  editor.select([id]);
  if (properties.name === undefined) editor.ui.setState({ renaming: id });
  editor.announce(`${entry.title} added`);
  return id;
}

/** A place to the right of everything, for what is added by keyboard. */
function freePlace(taken: Iterable<Rectangle>, size: { readonly width: number; readonly height: number }): Point {
  const all = unionOf(taken);
  return all ? { x: all.x + all.width + 80 + size.width / 2, y: all.y + size.height / 2 } : { x: size.width / 2, y: size.height / 2 };
}

/** Connects two components with the likeliest kind, or the given one. Selects the connection. Returns its id. */
export function connect(editor: Editor, from: Id, to: Id, kind?: ConnectionKind): Id | undefined {
  const source = editor.derived.index.component(from);
  const target = editor.derived.index.component(to);
  if (!source || !target) return undefined;
  const id = editor.freshId(`${stemOf(from)}-${stemOf(to)}`);
  const connection = { ...likeliestConnection(editor.design, source, target, kind), id };
  editor.run(`Connect ${source.name} to ${target.name}`, (design) => addMember(design, "connections", connection));
  editor.select([id]);
  editor.announce(`${source.name} ${connectionEntry(connection.kind).verb} ${target.name}`);
  return id;
}

function likeliestConnection(design: Design, source: Component, target: Component, kind: ConnectionKind = connectionKindsBetween(source.kind, target.kind)[0]): Connection {
  return { ...connectionEntry(kind).defaults, id: connectionId(design, source.id, target.id), kind, from: source.id, to: target.id };
}

const TITLES: Record<BoundaryKind, string> = { context: "Bounded context", team: "Team", zone: "Trust zone", region: "Region" };

/** Adds a boundary: around the selected components when there are any, else empty at a place. Selects it and opens its name. Returns its id. */
export function addBoundary(editor: Editor, kind: BoundaryKind, at?: Point): Id {
  const id = editor.freshId(TITLES[kind]);
  const { groupBy, selection } = editor.ui.getState();
  editor.run(`Add ${TITLES[kind].toLowerCase()}`, (design) => {
    const placement = placementOf(design, groupBy);
    const boundary = { id, kind, name: TITLES[kind] };
    let next = addMember(design, "boundaries", boundary);
    const chosen = at ? [] : selection.flatMap((candidate) => placement.components.get(candidate) ?? []);
    const around = unionOf(chosen);
    const rectangle: Rectangle = around
      ? {
          x: around.x - BOUNDARY_PADDING.side,
          y: around.y - BOUNDARY_PADDING.top,
          width: around.width + 2 * BOUNDARY_PADDING.side,
          height: around.height + BOUNDARY_PADDING.top + BOUNDARY_PADDING.bottom,
        }
      : emptyAt(at ?? freePlace(placement.components.values(), { width: 320, height: 200 }));
    next = placed(next, new Map(), new Map([[id, rectangle]]));
    if (!around) {
      const parent = at ? boundaryAt(placement, at) : undefined;
      return parent === undefined ? next : updateBoundary(next, id, { parent });
    }
    const homes = new Set(selection.flatMap((candidate) => placement.containers.homeOf(candidate)?.id ?? []));
    const [home] = homes;
    if (homes.size === 1 && home !== undefined) next = updateBoundary(next, id, { parent: home });
    for (const component of design.components) {
      if (selection.includes(component.id)) next = updateComponent(next, component.id, homePatch(component, boundary));
    }
    return next;
  });
  editor.select([id]);
  editor.ui.setState({ renaming: id });
  editor.announce(`${TITLES[kind]} added`);
  return id;
}

const emptyAt = (middle: Point): Rectangle => ({ x: middle.x - 160, y: middle.y - 100, width: 320, height: 200 });
