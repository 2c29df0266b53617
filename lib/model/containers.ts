import type { Boundary, BoundaryKind } from "./boundary.ts";
import type { Component } from "./component.ts";
import type { Design } from "./design.ts";
import type { Id } from "./schema.ts";

/** Which kind of boundary a component is drawn in when several hold it; the others follow in this order. */
const PRECEDENCE: readonly BoundaryKind[] = ["context", "team", "zone", "region"];

/** Tints that tell boundaries apart. */
const TINTS = 12;

const named = (component: Component, kind: BoundaryKind): Id | undefined => {
  switch (kind) {
    case "context":
      return component.contexts?.[0];
    case "team":
      return component.team;
    case "zone":
      return component.zone;
    case "region":
      return component.region;
  }
};

/** The boundaries of a design as the containers they are drawn as: who is inside whom. Cycles of parents are cut. */
export class Containers {
  readonly boundaries: ReadonlyMap<Id, Boundary>;
  readonly #homes = new Map<Id, Id>();
  readonly #named = new Set<Id>();
  readonly #order: ReadonlyMap<Id, number>;
  readonly #members = new Map<Id, Component[]>();
  readonly #children = new Map<Id, Boundary[]>();
  readonly roots: readonly Boundary[];

  constructor(design: Design, groupBy: BoundaryKind = "context") {
    this.boundaries = new Map(design.boundaries.map((boundary) => [boundary.id, boundary]));
    this.#order = new Map(design.boundaries.map(({ id }, at) => [id, at]));
    const order = [groupBy, ...PRECEDENCE.filter((kind) => kind !== groupBy)];
    for (const component of design.components) {
      let home: Id | undefined;
      for (const kind of order) {
        const id = named(component, kind);
        if (id === undefined || !this.boundaries.has(id)) continue;
        home ??= id;
        this.#named.add(id);
      }
      if (home === undefined) continue;
      this.#homes.set(component.id, home);
      append(this.#members, home, component);
    }
    const roots: Boundary[] = [];
    for (const boundary of design.boundaries) {
      const parent = this.parentOf(boundary);
      if (parent) append(this.#children, parent.id, boundary);
      else roots.push(boundary);
    }
    this.roots = roots;
  }

  /** The container that a component is drawn in. */
  homeOf(componentId: Id): Boundary | undefined {
    const home = this.#homes.get(componentId);
    return home === undefined ? undefined : this.boundaries.get(home);
  }
  /** The container that a boundary is drawn in; none when its parents form a circle. */
  parentOf(boundary: Boundary): Boundary | undefined {
    const parent = boundary.parent === undefined ? undefined : this.boundaries.get(boundary.parent);
    const seen = new Set([boundary.id]);
    for (let current = parent; current; current = current.parent === undefined ? undefined : this.boundaries.get(current.parent)) {
      if (seen.has(current.id)) return undefined;
      seen.add(current.id);
    }
    return parent;
  }
  /** Whether a boundary is drawn: it holds something here, or nothing at all yet. One whose components are all drawn elsewhere is not. */
  isDrawn(boundaryId: Id): boolean {
    if (this.#members.has(boundaryId)) return true;
    const children = this.childrenOf(boundaryId);
    return children.length > 0 ? children.some((child) => this.isDrawn(child.id)) : !this.#named.has(boundaryId);
  }
  /** Number of the tint of a boundary, 1 to 12, the same wherever it is drawn. */
  tintOf(boundaryId: Id): number {
    return ((this.#order.get(boundaryId) ?? 0) % TINTS) + 1;
  }
  /** Components drawn directly in a boundary. */
  membersOf(boundaryId: Id): readonly Component[] {
    return this.#members.get(boundaryId) ?? [];
  }
  /** Boundaries drawn directly in a boundary. */
  childrenOf(boundaryId: Id): readonly Boundary[] {
    return this.#children.get(boundaryId) ?? [];
  }
}

function append<Value>(map: Map<Id, Value[]>, key: Id, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** What a component says about its boundaries once it is dropped into this container (or out of all): kinds drawn before the container's own kind are cleared. */
export function homePatch(component: Component, target: Boundary | undefined): Partial<Pick<Component, "contexts" | "team" | "zone" | "region">> {
  const patch: { contexts?: Id[] | undefined; team?: Id | undefined; zone?: Id | undefined; region?: Id | undefined } = {};
  const clear = target ? PRECEDENCE.slice(0, PRECEDENCE.indexOf(target.kind)) : PRECEDENCE;
  for (const kind of clear) {
    patch[kind === "context" ? "contexts" : kind] = undefined;
  }
  if (!target) return patch;
  if (target.kind === "context") patch.contexts = [target.id, ...(component.contexts ?? []).slice(1).filter((id) => id !== target.id)];
  else patch[target.kind] = target.id;
  return patch;
}
