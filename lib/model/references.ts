import type { Collection, Design } from "./design.ts";
import { mapShared } from "./shared-list.ts";
import type { Id } from "./schema.ts";

/** What a reference leads to. */
export type ReferenceTarget = Collection | "zones";

/** References of each collection: path of the property (`*` for every member of a list) and where it must lead. */
export const REFERENCES: Readonly<Record<Collection, Readonly<Record<string, ReferenceTarget | readonly ReferenceTarget[]>>>> = {
  boundaries: { parent: "boundaries", team: "boundaries" },
  components: {
    "contexts.*": "boundaries",
    team: "boundaries",
    "teams.*": "boundaries",
    zone: "zones",
    region: "boundaries",
    owner: "components",
    replicaOf: "components",
    copyOf: "components",
    broker: "components",
    decision: "decisions",
    "routes.*.to": "components",
    "routes.*.authorizer": "components",
    "apis.*.decision": "decisions",
    "apis.*.fields.*.source": "components",
    "tables.*.fks.*.refDb": "components",
  },
  connections: { from: "components", to: "components", dlq: "components", origin: "components" },
  flows: { entry: "components", "connections.*": "connections", saga: "sagas" },
  sagas: { orchestrator: "components", stateStore: "components", decision: "decisions", "steps.*.component": "components" },
  alerts: { target: ["components", "connections"] },
  decisions: { supersededBy: "decisions", "elements.*": ["components", "connections", "boundaries"] },
};

type Plain = Readonly<Record<string, unknown>>;

/** The value with every id at a path exchanged; the same value when none is. */
function exchanged(value: unknown, [step, ...rest]: readonly string[], ids: ReadonlyMap<Id, Id>): unknown {
  if (step === undefined) return typeof value === "string" ? (ids.get(value) ?? value) : value;
  if (step === "*") return Array.isArray(value) ? mapShared<unknown>(value, (item) => exchanged(item, rest, ids)) : value;
  if (typeof value !== "object" || value === null) return value;
  const before = (value as Plain)[step];
  const after = before === undefined ? before : exchanged(before, rest, ids);
  return after === before ? value : { ...value, [step]: after };
}

const exchangedKeys = <Value>(record: Readonly<Record<string, Value>>, ids: ReadonlyMap<Id, Id>): Record<string, Value> =>
  Object.keys(record).some((key) => ids.has(key)) ? Object.fromEntries(Object.entries(record).map(([key, value]) => [ids.get(key) ?? key, value])) : record;

/** Gives members of the collections other ids, and everything that refers to them or places them follows. */
export function withOtherIds(design: Design, ids: ReadonlyMap<Id, Id>): Design {
  if (ids.size === 0) return design;
  const collections = Object.entries(REFERENCES).map(([name, references]) => {
    const paths = ["id", ...Object.keys(references)].map((path) => path.split("."));
    // Only values at the paths of references are exchanged, so the members keep their shape.
    return [name, mapShared<unknown>(design[name as Collection], (member) => paths.reduce((result, path) => exchanged(result, path, ids), member))];
  });
  const { layout } = design;
  return {
    ...design,
    ...(Object.fromEntries(collections) as Pick<Design, Collection>),
    waivers: mapShared(design.waivers, (waiver) => exchanged(exchanged(waiver, ["target"], ids), ["decision"], ids) as typeof waiver), // As above.
    ...(design.mesh && { mesh: exchanged(design.mesh, ["decision"], ids) as NonNullable<Design["mesh"]> }), // As above.
    ...(layout && {
      layout: {
        ...layout,
        ...(layout.components && { components: exchangedKeys(layout.components, ids) }),
        ...(layout.boundaries && { boundaries: exchangedKeys(layout.boundaries, ids) }),
      },
    }),
  };
}
