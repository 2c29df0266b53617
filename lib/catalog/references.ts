import { type BoundaryKind, TRUST_LEVELS } from "#lib/model/boundary.ts";
import type { ComponentKind } from "#lib/model/component.ts";
import type { Design } from "#lib/model/design.ts";
import { COMPUTE_KINDS } from "#lib/model/kinds.ts";
import { optionTitle } from "#lib/model/option-title.ts";
import { kindOf } from "./kinds.ts";

/** Which elements of the design a property may refer to. */
export type ReferenceTarget =
  | { readonly to: "boundary"; readonly kinds: readonly BoundaryKind[] }
  | { readonly to: "component"; readonly kinds?: readonly ComponentKind[] }
  | { readonly to: "connection" | "decision" | "flow" | "saga" | "element" };

/** Owner of properties: the kind of thing that is being edited. */
export type PropertyOwner = "component" | "connection" | "boundary" | "flow" | "saga" | "decision" | "waiver" | "alert";

const boundary = (...kinds: BoundaryKind[]): ReferenceTarget => ({ to: "boundary", kinds });
const component = (...kinds: ComponentKind[]): ReferenceTarget => (kinds.length > 0 ? { to: "component", kinds } : { to: "component" });
const decision: ReferenceTarget = { to: "decision" };
const fieldSource = component(...COMPUTE_KINDS, "database", "objectStore", "cache", "external");

/** What each referring property refers to, by owner and path. */
export const REFERENCES: Readonly<Record<PropertyOwner, Readonly<Record<string, ReferenceTarget>>>> = {
  component: {
    contexts: boundary("context"),
    team: boundary("team"),
    teams: boundary("team"),
    zone: boundary("zone"),
    region: boundary("region"),
    decision,
    owner: component(...COMPUTE_KINDS),
    replicaOf: component("database", "cache"),
    copyOf: component("database", "objectStore"),
    broker: component("broker"),
    "routes.to": component(...COMPUTE_KINDS, "external"),
    "routes.authorizer": component("idp", ...COMPUTE_KINDS),
    "apis.decision": decision,
    "apis.fields.source": fieldSource,
    "apis.previous.decision": decision,
    "apis.previous.fields.source": fieldSource,
    "tables.fks.refDb": component("database"),
  },
  connection: {
    from: component(),
    to: component(),
    dlq: component("queue", "topic"),
    origin: component("database", "objectStore", ...COMPUTE_KINDS, "external"),
  },
  boundary: { parent: boundary("context", "team", "zone", "region"), team: boundary("team") },
  flow: { entry: component(), connections: { to: "connection" }, saga: { to: "saga" } },
  saga: { orchestrator: component(...COMPUTE_KINDS), stateStore: component("database"), decision, "steps.component": component(...COMPUTE_KINDS) },
  decision: { supersededBy: decision, elements: { to: "element" } },
  waiver: { decision },
  alert: { target: { to: "element" } },
};

/** An element that a property may refer to. */
export interface ReferenceOption {
  readonly id: string;
  readonly name: string;
  /** What it is, in a word or two: `Database`, `Bounded context`. */
  readonly detail: string;
}

const BOUNDARY_TITLES: Record<BoundaryKind, string> = { context: "Bounded context", team: "Team", zone: "Trust zone", region: "Region" };

/** The elements of the design that a property may refer to, in the order of the design; none when the property refers to nothing. */
export function referenceOptions(design: Design, owner: PropertyOwner, path: string): readonly ReferenceOption[] {
  const target = REFERENCES[owner][path];
  switch (target?.to) {
    case undefined:
      return [];
    case "boundary":
      return boundaryOptions(design, target.kinds);
    case "component":
      return componentOptions(design, target.kinds);
    case "connection":
      return connectionOptions(design);
    case "decision":
      return design.decisions.map(({ id, title }) => ({ id, name: title, detail: "Decision" }));
    case "flow":
      return design.flows.map(({ id, name }) => ({ id, name: name ?? id, detail: "Flow" }));
    case "saga":
      return design.sagas.map(({ id, name }) => ({ id, name: name ?? id, detail: "Saga" }));
    case "element":
      return [...componentOptions(design), ...connectionOptions(design)];
  }
}

function boundaryOptions(design: Design, kinds: readonly BoundaryKind[]): ReferenceOption[] {
  const drawn = design.boundaries.filter(({ kind }) => kinds.includes(kind)).map(({ id, kind, name }) => ({ id, name, detail: BOUNDARY_TITLES[kind] }));
  if (kinds.length !== 1 || kinds[0] !== "zone") return drawn;
  const levels = TRUST_LEVELS.filter((level) => !drawn.some(({ id }) => id === level)).map((level) => ({ id: level, name: optionTitle(level), detail: "Level of trust" }));
  return [...drawn, ...levels];
}

const componentOptions = (design: Design, kinds?: readonly ComponentKind[]): ReferenceOption[] =>
  design.components.filter(({ kind }) => kinds === undefined || kinds.includes(kind)).map(({ id, kind, name }) => ({ id, name, detail: kindOf(kind).title }));

function connectionOptions(design: Design): ReferenceOption[] {
  const names = new Map(design.components.map(({ id, name }) => [id, name]));
  return design.connections.map(({ id, from, to, label }) => ({ id, name: `${names.get(from) ?? from} → ${names.get(to) ?? to}`, detail: label ?? "Connection" }));
}
