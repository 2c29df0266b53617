import { cardText } from "#lib/catalog/card-text.ts";
import type { LineStyle } from "#lib/catalog/connection.ts";
import { connectionEntry } from "#lib/catalog/connections.ts";
import type { Shape } from "#lib/catalog/kind.ts";
import { kindOf } from "#lib/catalog/kinds.ts";
import type { Derived } from "#lib/editor/derived.ts";
import { BOUNDARY_TITLES } from "./boundary-titles.ts";
import type { Boundary, BoundaryKind } from "#lib/model/boundary.ts";
import type { Component } from "#lib/model/component.ts";
import type { Connection } from "#lib/model/connection.ts";
import { connectionLabel } from "#lib/model/contract-label.ts";
import type { Containers } from "#lib/model/containers.ts";
import type { Severity } from "#lib/model/design.ts";
import { BOUNDARY_PADDING, type Placement, type Rectangle, textWidth, unionOf } from "#lib/model/geometry.ts";
import { roundedPath, type Route, routesOf } from "#lib/model/routes.ts";
import type { Id } from "#lib/model/schema.ts";
import { SpatialGrid, touches } from "#lib/model/spatial-grid.ts";
import { isBare } from "#lib/rules/bare-connection.ts";
import type { Finding } from "#lib/rules/rule.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How many findings an element has, and how bad the worst is. */
export interface Badge {
  readonly worst: Severity;
  readonly count: number;
  readonly errors: number;
  readonly warnings: number;
}

export interface CardView {
  readonly id: Id;
  readonly component: Component;
  readonly rectangle: Rectangle;
  readonly shape: Shape;
  readonly subtitle: string;
  readonly facts: readonly string[];
  /** Number of the boundary's colour, 1 to 12. */
  readonly tint: number | undefined;
  readonly badge: Badge | undefined;
  /** What screen readers say: `Order service, service, 2 errors, 1 warning`. */
  readonly label: string;
}

export interface BoundaryView {
  readonly id: Id;
  readonly boundary: Boundary;
  readonly rectangle: Rectangle;
  readonly tint: number;
  readonly depth: number;
  /** How many components are inside, at any depth. */
  readonly count: number;
  readonly badge: Badge | undefined;
  readonly label: string;
}

export interface ConnectionView {
  readonly id: Id;
  readonly connection: Connection;
  readonly route: Route;
  readonly path: string;
  readonly line: LineStyle;
  readonly text: string;
  /** Nothing is configured. */
  readonly bare: boolean;
  readonly badge: Badge | undefined;
  /** Size of the label; none where there is nothing to say. */
  readonly size: Size | undefined;
  readonly label: string;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Everything as it is drawn at one moment. What did not change since the scene before is the same object. */
export class Scene {
  readonly cards: ReadonlyMap<Id, CardView>;
  /** The outer ones first. */
  readonly boundaries: ReadonlyMap<Id, BoundaryView>;
  readonly connections: ReadonlyMap<Id, ConnectionView>;
  readonly placement: Placement;
  #grid: SpatialGrid<Id> | undefined;
  #lines: SpatialGrid<Id> | undefined;
  #rectangles: ReadonlyMap<Id, Rectangle> | undefined;
  #touching: ReadonlyMap<Id, readonly Id[]> | undefined;

  constructor(placement: Placement, cards: ReadonlyMap<Id, CardView>, boundaries: ReadonlyMap<Id, BoundaryView>, connections: ReadonlyMap<Id, ConnectionView>) {
    this.placement = placement;
    this.cards = cards;
    this.boundaries = boundaries;
    this.connections = connections;
  }

  get rectangles(): ReadonlyMap<Id, Rectangle> {
    return (this.#rectangles ??= new Map([...this.cards].map(([id, { rectangle }]) => [id, rectangle])));
  }
  get grid(): SpatialGrid<Id> {
    return (this.#grid ??= new SpatialGrid(this.rectangles));
  }
  /** Pieces of lines, and labels, by connection. */
  get lines(): SpatialGrid<Id> {
    if (!this.#lines) {
      const lines = new SpatialGrid<Id>([]);
      for (const { id, route, size } of this.connections.values()) {
        for (const [at, a] of route.points.entries()) {
          const b = route.points[at + 1];
          if (b) lines.add(id, { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) });
        }
        if (size) lines.add(id, around(route.label, size));
      }
      this.#lines = lines;
    }
    return this.#lines;
  }
  /** The connections at each component. */
  connectionsAt(id: Id): readonly Id[] {
    if (!this.#touching) {
      const touching = new Map<Id, Id[]>();
      for (const { id: connectionId, connection } of this.connections.values()) {
        for (const end of new Set([connection.from, connection.to])) {
          const list = touching.get(end);
          if (list) list.push(connectionId);
          else touching.set(end, [connectionId]);
        }
      }
      this.#touching = touching;
    }
    return this.#touching.get(id) ?? [];
  }
  /** The lines at a component and at its neighbours: what may be drawn anew when it moves. */
  linesAround(id: Id): readonly Id[] {
    const lines = this.connectionsAt(id);
    const ends = lines.flatMap((line) => {
      const connection = this.connections.get(line)?.connection;
      return connection ? [connection.from, connection.to] : [];
    });
    return [...new Set([...lines, ...ends.flatMap((end) => this.connectionsAt(end))])];
  }
  /** The smallest rectangle around everything. */
  get bounds(): Rectangle | undefined {
    return unionOf([...this.rectangles.values(), ...[...this.boundaries.values()].map(({ rectangle }) => rectangle)]);
  }
  /** The rectangle around some elements. */
  boundsOf(ids: Iterable<Id>): Rectangle | undefined {
    const rectangles: Rectangle[] = [];
    for (const id of ids) {
      const view = this.cards.get(id) ?? this.boundaries.get(id);
      const connection = this.connections.get(id);
      if (view) rectangles.push(view.rectangle);
      else if (connection) rectangles.push(boxOf(connection.route));
    }
    return unionOf(rectangles);
  }
  /** A scene of some elements only. */
  only(ids: ReadonlySet<Id>, connections: ReadonlySet<Id>): Scene {
    const pick = <View>(views: ReadonlyMap<Id, View>, wanted: ReadonlySet<Id>) => {
      const picked = new Map<Id, View>();
      for (const id of wanted) {
        const view = views.get(id);
        if (view) picked.set(id, view);
      }
      return picked;
    };
    return new Scene(this.placement, pick(this.cards, ids), pick(this.boundaries, ids), pick(this.connections, connections));
  }
  componentAt(point: Point, margin = 0): Id | undefined {
    let found: Id | undefined;
    this.grid.visit(square(point, margin), (id) => (found = id));
    return found;
  }
  connectionAt(point: Point, margin: number): Id | undefined {
    let found: Id | undefined;
    this.lines.visit(square(point, margin), (id) => (found = id));
    return found;
  }
  /** The boundary whose title or edge is at a place. */
  frameAt(point: Point, margin: number): Id | undefined {
    let found: Id | undefined;
    for (const { id, rectangle } of this.boundaries.values()) {
      if (!touches(square(point, margin), rectangle)) continue;
      const inner = {
        x: rectangle.x + margin,
        y: rectangle.y + BOUNDARY_PADDING.top - 8,
        width: rectangle.width - 2 * margin,
        height: rectangle.height - BOUNDARY_PADDING.top + 8 - margin,
      };
      if (!touches(square(point, 0), inner)) found = id;
    }
    return found;
  }
  /** The innermost boundary around a place. */
  boundaryAt(point: Point): Id | undefined {
    let found: BoundaryView | undefined;
    for (const view of this.boundaries.values()) {
      if (touches(square(point, 0), view.rectangle) && (!found || view.depth >= found.depth)) found = view;
    }
    return found?.id;
  }
  /** What a marquee catches: components and connections that it touches, boundaries that are wholly inside. */
  within(area: Rectangle): readonly Id[] {
    const ids: Id[] = [];
    this.grid.visit(area, (id) => void ids.push(id));
    for (const { id, rectangle } of this.boundaries.values()) {
      if (rectangle.x >= area.x && rectangle.y >= area.y && rectangle.x + rectangle.width <= area.x + area.width && rectangle.y + rectangle.height <= area.y + area.height)
        ids.push(id);
    }
    const components = new Set(ids);
    for (const { id, connection } of this.connections.values()) if (components.has(connection.from) && components.has(connection.to)) ids.push(id);
    return ids;
  }
}

const square = ({ x, y }: Point, margin: number): Rectangle => ({ x: x - margin, y: y - margin, width: 2 * margin, height: 2 * margin });
const around = ({ x, y }: Point, { width, height }: Size): Rectangle => ({ x: x - width / 2, y: y - height / 2, width, height });

/** The rectangle around a line and its label. */
export function boxOf({ points, label }: Route): Rectangle {
  let [left, top, right, bottom] = [label.x, label.y, label.x, label.y];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

type FindingsByElement = Derived["findingsByElement"];

/** Draws up the scene of a design, with the badges of the findings that are known. */
export function sceneOf(derived: Derived, findings: FindingsByElement, groupBy: BoundaryKind, before?: Scene): Scene {
  const placement = derived.placement(groupBy);
  const { containers } = placement;
  const nameOf = (id: Id) => derived.index.boundaries.get(id)?.name;

  const cards = new Map<Id, CardView>();
  for (const component of derived.design.components) {
    const rectangle = placement.components.get(component.id);
    if (!rectangle) continue;
    const home = containers.homeOf(component.id);
    const tint = home && containers.tintOf(home.id);
    const badge = badgeOf(findings.get(component.id));
    const old = before?.cards.get(component.id);
    const team = component.team === undefined ? undefined : nameOf(component.team);
    if (
      old &&
      old.component === component &&
      sameRectangle(old.rectangle, rectangle) &&
      sameBadge(old.badge, badge) &&
      old.tint === tint &&
      (team === undefined || old.facts.length === 0 || old.facts.includes(team))
    ) {
      cards.set(component.id, old);
      continue;
    }
    const entry = kindOf(component.kind);
    const label = [component.name, entry.title.toLowerCase(), ...spoken(badge)].join(", ");
    cards.set(component.id, { id: component.id, component, rectangle, shape: entry.shape, ...cardText(component, nameOf), tint, badge, label });
  }

  const boundaries = new Map<Id, BoundaryView>();
  const open = (boundary: Boundary, depth: number): void => {
    const rectangle = placement.boundaries.get(boundary.id);
    if (!rectangle) return;
    const count = countInside(containers, boundary.id);
    const badge = badgeOf(findings.get(boundary.id));
    const tint = containers.tintOf(boundary.id);
    const old = before?.boundaries.get(boundary.id);
    const same =
      old && old.boundary === boundary && sameRectangle(old.rectangle, rectangle) && old.count === count && old.depth === depth && old.tint === tint && sameBadge(old.badge, badge);
    const label = [boundary.name, BOUNDARY_TITLES[boundary.kind].toLowerCase(), count === 1 ? "1 component" : `${count} components`, ...spoken(badge)].join(", ");
    boundaries.set(boundary.id, same ? old : { id: boundary.id, boundary, rectangle, tint, depth, count, badge, label });
    for (const child of containers.childrenOf(boundary.id)) open(child, depth + 1);
  };
  for (const root of containers.roots) open(root, 0);
  return new Scene(placement, cards, boundaries, connectionsOf(derived, findings, cards, before));
}

/** The connections of a design; lines whose surroundings stayed as they were stay as well. */
function connectionsOf(derived: Derived, findings: FindingsByElement, cards: ReadonlyMap<Id, CardView>, before: Scene | undefined): ReadonlyMap<Id, ConnectionView> {
  const { design, index } = derived;
  const described = new Map<Id, Omit<ConnectionView, "route" | "path">>();
  for (const connection of design.connections) {
    const old = before?.connections.get(connection.id);
    const badge = badgeOf(findings.get(connection.id));
    const label = [`${index.nameOf(connection.from)} ${connectionEntry(connection.kind).verb} ${index.nameOf(connection.to)}`, ...spoken(badge)].join(", ");
    if (old && old.connection === connection && sameBadge(old.badge, badge) && old.label === label) {
      described.set(connection.id, old);
      continue;
    }
    const text = connectionLabel(connection);
    const bare = isBare(connection);
    described.set(connection.id, { id: connection.id, connection, line: connectionEntry(connection.kind).line, text, bare, badge, size: labelSize(text, bare, badge), label });
  }
  const routes = routesFor(design.connections, cards, described, before);
  const connections = new Map<Id, ConnectionView>();
  for (const [id, view] of described) {
    const route = routes.get(id);
    if (!route) continue;
    const old = before?.connections.get(id);
    connections.set(id, old === view && old.route === route ? old : { ...view, route, path: old?.route === route ? old.path : roundedPath(route.points) });
  }
  return connections;
}

/** So many lines are all drawn anew at every change, which keeps them apart best; of more, only those that the change concerns. */
const ALL_AT_ONCE = 200;

type Described = ReadonlyMap<Id, { readonly size: Size | undefined }>;

function routesFor(connections: readonly Connection[], cards: ReadonlyMap<Id, CardView>, described: Described, before: Scene | undefined): ReadonlyMap<Id, Route> {
  const concerned = before && linesConcerned(connections, cards, described, before);
  const isLittle = concerned !== undefined && (concerned.size === 0 || (connections.length > ALL_AT_ONCE && concerned.size <= connections.length / 4));
  const rectangles = new Map([...cards].map(([id, { rectangle }]) => [id, rectangle]));
  const routes = routesOf(connections, rectangles, { labelSize: (id) => described.get(id)?.size, ...(isLittle ? { only: concerned } : {}) });
  if (!before) return routes;
  for (const { id } of connections) {
    const old = before.connections.get(id)?.route;
    const route = routes.get(id);
    if (old && (route ? sameRoute(old, route) : isLittle && !concerned.has(id))) routes.set(id, old);
  }
  return routes;
}

/** The lines that may run otherwise than before: at cards that came or moved, at their neighbours, under what stands somewhere new, and those with another label. */
function linesConcerned(connections: readonly Connection[], cards: ReadonlyMap<Id, CardView>, described: Described, before: Scene): ReadonlySet<Id> {
  const lines = new Set<Id>();
  const ends = new Set<Id>();
  for (const [id, { rectangle }] of cards) {
    const old = before.cards.get(id);
    if (old && sameRectangle(old.rectangle, rectangle)) continue;
    ends.add(id);
    before.lines.visit(rectangle, (line) => lines.add(line));
  }
  for (const { id, from, to } of connections) {
    const old = before.connections.get(id);
    if (!old || old.connection.from !== from || old.connection.to !== to) ends.add(from).add(to);
    else if (old.size?.width !== described.get(id)?.size?.width) lines.add(id);
  }
  for (const { id, connection } of before.connections.values()) if (!described.has(id)) ends.add(connection.from).add(connection.to);
  if (ends.size === 0) return lines;
  const neighbours = new Set<Id>();
  for (const { from, to } of connections) if (ends.has(from) || ends.has(to)) neighbours.add(from).add(to);
  for (const { id, from, to } of connections) if (neighbours.has(from) || neighbours.has(to)) lines.add(id);
  return lines;
}

/** The scene while components and boundaries are dragged: they and the lines at them have moved, nothing else. */
export function movedScene(scene: Scene, moved: ReadonlySet<Id>, by: Point): Scene {
  const shift = ({ x, y, width, height }: Rectangle): Rectangle => ({ x: x + by.x, y: y + by.y, width, height });
  const cards = new Map(scene.cards);
  const lines = new Set<Id>();
  for (const id of moved) {
    const card = scene.cards.get(id);
    if (!card) continue;
    cards.set(id, { ...card, rectangle: shift(card.rectangle) });
    for (const line of scene.connectionsAt(id)) lines.add(line);
  }
  const boundaries = new Map(scene.boundaries);
  for (const id of moved) {
    const view = scene.boundaries.get(id);
    if (view) boundaries.set(id, { ...view, rectangle: shift(view.rectangle) });
  }
  return new Scene(scene.placement, cards, boundaries, withRoutes(scene, cards, moved, lines));
}

const MOST_REROUTED = 60;
const stillGrids = new WeakMap<ReadonlySet<Id>, SpatialGrid<Id>>();

/** The cards that stay where they are while others are dragged; filed once per drag. */
function stillGrid(scene: Scene, moved: ReadonlySet<Id>): SpatialGrid<Id> {
  let grid = stillGrids.get(moved);
  if (!grid) {
    grid = new SpatialGrid([...scene.rectangles].filter(([id]) => !moved.has(id)));
    stillGrids.set(moved, grid);
  }
  return grid;
}

function withRoutes(scene: Scene, cards: ReadonlyMap<Id, CardView>, moved: ReadonlySet<Id>, lines: ReadonlySet<Id>): ReadonlyMap<Id, ConnectionView> {
  if (lines.size === 0) return scene.connections;
  // What is needed is only what meets the moved lines at their cards.
  const rectangles = new Map<Id, Rectangle>();
  const near = new Map<Id, Connection>();
  for (const line of lines) {
    const ends = scene.connections.get(line)?.connection;
    for (const end of ends ? [ends.from, ends.to] : []) {
      if (rectangles.has(end)) continue;
      for (const id of scene.connectionsAt(end)) {
        const connection = scene.connections.get(id)?.connection;
        if (connection) near.set(id, connection);
      }
      const card = cards.get(end);
      if (card) rectangles.set(end, card.rectangle);
    }
  }
  for (const { from, to } of near.values()) {
    for (const end of [from, to]) {
      const card = cards.get(end);
      if (card) rectangles.set(end, card.rectangle);
    }
  }
  // The neighbours' other lines give way at the card, unless a hub has so many that it would cost too much per frame.
  const routed = near.size <= MOST_REROUTED ? new Set(near.keys()) : lines;
  const routes = routesOf([...near.values()], rectangles, { only: routed, cards: stillGrid(scene, moved), labelSize: (id) => scene.connections.get(id)?.size });
  const connections = new Map(scene.connections);
  for (const [id, route] of routes) {
    const view = scene.connections.get(id);
    if (view && !sameRoute(view.route, route)) connections.set(id, { ...view, route, path: roundedPath(route.points) });
  }
  return connections;
}

/** The scene while a boundary gets another size. */
export function resizedScene(scene: Scene, id: Id, rectangle: Rectangle): Scene {
  const view = scene.boundaries.get(id);
  return view ? new Scene(scene.placement, scene.cards, new Map(scene.boundaries).set(id, { ...view, rectangle }), scene.connections) : scene;
}

/** The scene on the way from one placement to another, at a share between 0 and 1. */
export function blendedScene(from: Scene, to: Scene, share: number): Scene {
  const mix = (a: Rectangle | undefined, b: Rectangle): Rectangle =>
    a ? { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share, width: a.width + (b.width - a.width) * share, height: a.height + (b.height - a.height) * share } : b;
  const cards = new Map([...to.cards].map(([id, card]) => [id, { ...card, rectangle: mix(from.cards.get(id)?.rectangle, card.rectangle) }]));
  const boundaries = new Map([...to.boundaries].map(([id, view]) => [id, { ...view, rectangle: mix(from.boundaries.get(id)?.rectangle, view.rectangle) }]));
  // Lines would flicker from way to way; they are drawn when everything has arrived.
  return new Scene(to.placement, cards, boundaries, new Map());
}

function badgeOf(findings: readonly Finding[] | undefined): Badge | undefined {
  if (!findings || findings.length === 0) return undefined;
  let errors = 0;
  let warnings = 0;
  for (const { severity } of findings) {
    if (severity === "error") errors += 1;
    else if (severity === "warning") warnings += 1;
  }
  return { worst: errors > 0 ? "error" : warnings > 0 ? "warning" : "info", count: findings.length, errors, warnings };
}

const amount = (count: number, one: string): readonly string[] => (count === 0 ? [] : [count === 1 ? `1 ${one}` : `${count} ${one}s`]);
const spoken = (badge: Badge | undefined): readonly string[] =>
  badge
    ? [
        ...amount(badge.errors, "error"),
        ...amount(badge.warnings, "warning"),
        ...(badge.count > badge.errors + badge.warnings ? [`${badge.count - badge.errors - badge.warnings} advice`] : []),
      ]
    : [];

/** Room in a label: around the text, and for a badge or a dot beside it. */
const LABEL = { height: 20, maxWidth: 220, padding: 18, badge: 34, dot: 14 } as const;

function labelSize(text: string, bare: boolean, badge: Badge | undefined): Size | undefined {
  if (text === "" && !bare && !badge) return undefined;
  const words = text === "" ? 0 : textWidth(text) * (11 / 13);
  const digits = badge && badge.count > 9 ? 7 : 0;
  const extra = (badge ? LABEL.badge + digits : bare ? LABEL.dot : 0) + (text === "" ? 4 : LABEL.padding);
  return { width: Math.min(LABEL.maxWidth, Math.ceil(words + extra)), height: LABEL.height };
}

const sameBadge = (a: Badge | undefined, b: Badge | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.count === b.count && a.errors === b.errors && a.warnings === b.warnings);
const sameRectangle = (a: Rectangle, b: Rectangle): boolean => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
const samePoint = (a: Point, b: Point | undefined): boolean => b !== undefined && a.x === b.x && a.y === b.y;
const sameRoute = (a: Route, b: Route): boolean =>
  a.points.length === b.points.length && samePoint(a.label, b.label) && a.points.every((point, at) => samePoint(point, b.points[at]));

function countInside(containers: Containers, id: Id): number {
  let count = containers.membersOf(id).length;
  for (const child of containers.childrenOf(id)) count += countInside(containers, child.id);
  return count;
}
