import * as z from "zod";
import { type NameOf, type PropertyChange, propertyChanges } from "./compare-values.ts";
import {
  alertDescriptors,
  boundaryDescriptors,
  componentDescriptors,
  connectionDescriptors,
  decisionDescriptors,
  designDescriptors,
  flowDescriptors,
  orgDescriptors,
  processDescriptors,
  type PropertyDescriptor,
  requirementsDescriptors,
  sagaDescriptors,
  securityDescriptors,
  waiverDescriptors,
} from "./describe.ts";
import { COLLECTIONS, type Design, designSchema } from "./design.ts";
import { NOT_MEANING } from "./meaning.ts";
import { partOf } from "./own-id.ts";
import { optionTitle } from "./option-title.ts";
import { withOtherIds } from "./references.ts";
import { isSameValue } from "./same-value.ts";
import type { Id } from "./schema.ts";

/** What is in a design and may be added, removed or changed. */
export type ElementType = "design" | "boundary" | "component" | "connection" | "flow" | "saga" | "alert" | "decision" | "waiver" | "checklist item";

/** An element that is in one of two designs only, or different in both. */
export interface ElementChange {
  readonly kind: "added" | "removed" | "changed";
  readonly element: ElementType;
  readonly id: Id;
  /** As people call it: the name of a component, `Orders → Payments`. */
  readonly name: string;
  /** What kind of it, in words: `Service`, `Call`; empty where there are no kinds. */
  readonly detail: string;
  /** Property by property; empty for what was added or removed as a whole. */
  readonly properties: readonly PropertyChange[];
}

/** Something that is only drawn differently. */
export interface Moved {
  readonly element: "component" | "boundary" | "list" | "layout";
  readonly id: string;
  readonly name: string;
  readonly what: "moved" | "resized" | "moved and resized" | "ordered" | "changed";
}

/** Two designs beside each other. */
export interface Comparison {
  /** What changed in meaning: an approval of the one design does not hold for the other. */
  readonly changes: readonly ElementChange[];
  /** What changed around it: rule settings, checklist, notes, the state of the work. */
  readonly around: readonly ElementChange[];
  /** What only moved: positions, sizes, the order of drawing. */
  readonly moved: readonly Moved[];
}

type Plain = Readonly<Record<string, unknown>>;
type Descriptors = ReadonlyMap<string, PropertyDescriptor>;

interface ListOfElements {
  readonly element: ElementType;
  readonly descriptors: Descriptors;
  readonly idOf: (member: Plain) => string;
}

const idOf = (member: Plain): string => String(member["id"]);
const NO_DESCRIPTORS: Descriptors = new Map();

const LISTS = {
  boundaries: { element: "boundary", descriptors: boundaryDescriptors, idOf },
  components: { element: "component", descriptors: componentDescriptors, idOf },
  connections: { element: "connection", descriptors: connectionDescriptors, idOf },
  flows: { element: "flow", descriptors: flowDescriptors, idOf },
  sagas: { element: "saga", descriptors: sagaDescriptors, idOf },
  alerts: { element: "alert", descriptors: alertDescriptors, idOf },
  decisions: { element: "decision", descriptors: decisionDescriptors, idOf },
  waivers: { element: "waiver", descriptors: waiverDescriptors, idOf: (member) => `${String(member["rule"])}@${String(member["target"] ?? "*")}` },
  checklist: { element: "checklist item", descriptors: NO_DESCRIPTORS, idOf },
} as const satisfies Partial<Record<keyof Design, ListOfElements>>;
type ListName = keyof typeof LISTS;
const LIST_NAMES = Object.keys(LISTS) as readonly ListName[];

/** Title of a part of the design, as its schema names it. */
function rootTitle(key: string): string {
  const schema: z.ZodType | undefined = Object.hasOwn(designSchema.shape, key) ? designSchema.shape[key as keyof typeof designSchema.shape] : undefined;
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  return inner?.meta()?.title ?? optionTitle(key);
}
const group = (key: string, fields: Descriptors): [string, PropertyDescriptor] => [
  key,
  { key, path: key, title: rootTitle(key), required: false, control: "object", fields: [...fields.values()] },
];
const ROOT: Descriptors = new Map([
  ...designDescriptors,
  group("requirements", requirementsDescriptors),
  group("org", orgDescriptors),
  group("security", securityDescriptors),
  group("process", processDescriptors),
  group("edgeCases", NO_DESCRIPTORS),
  group("qualityCriteria", NO_DESCRIPTORS),
  group("config", NO_DESCRIPTORS),
]);

/** Compares two designs: what changed in meaning, beside what changed around it and what only moved. Comparing the other way round swaps added and removed. */
export function compareDesigns(before: Design, after: Design): Comparison {
  if (before === after) return { changes: [], around: [], moved: [] };
  const renamed = renamedIds(before, after);
  const aligned = withOtherIds(before, renamed);
  // A reference may still name a component by the id that it had.
  const later = namesOf(after);
  const sides = { before: namesOf(aligned, namesOf(before)), after: namesOf(after, (id) => (renamed.has(id) ? later(renamed.get(id) ?? id) : id)) };
  const changes: ElementChange[] = [];
  const around: ElementChange[] = [];
  for (const list of LIST_NAMES) (NOT_MEANING.has(list) ? around : changes).push(...listOfElementChanges(list, aligned, after, sides, renamed));
  const ofDesign = propertyChanges(rest(aligned), rest(after), ROOT, sides);
  const isAround = ({ path }: PropertyChange): boolean => NOT_MEANING.has(path.split(/[.[]/u, 1)[0] ?? "");
  const design = (properties: readonly PropertyChange[]): ElementChange[] =>
    properties.length === 0 ? [] : [{ kind: "changed", element: "design", id: after.id, name: after.title, detail: "", properties }];
  return {
    changes: [...design(ofDesign.filter((change) => !isAround(change))), ...changes],
    around: [...design(ofDesign.filter(isAround)), ...around],
    moved: movedBetween(aligned, after, sides),
  };
}

/** The earlier of two designs with the ids that its components have in the later one, so that what is said about them can be compared. */
export const alignedIds = (before: Design, after: Design): Design => withOtherIds(before, renamedIds(before, after));

const rest = (design: Design): Plain => Object.fromEntries(Object.entries(design).filter(([key]) => !(key in LISTS) && key !== "layout"));

/* What got another id is not one removed and one added: Lintel changes the readable beginning of an id when something gets its first name. */

function renamedIds(before: Design, after: Design): ReadonlyMap<Id, Id> {
  const byPart = new Map(COLLECTIONS.flatMap((collection) => pairsByPart(before[collection], after[collection])));
  const taken = new Set(byPart.values());
  return new Map([...[...renamedComponents(before, after)].filter(([from, to]) => !byPart.has(from) && !taken.has(to)), ...byPart]);
}

/** Ids with the same part of their own, one on each side. */
function pairsByPart(before: readonly { readonly id: Id }[], after: readonly { readonly id: Id }[]): readonly (readonly [Id, Id])[] {
  if (before === after) return [];
  const [old, now] = [new Set(before.map(({ id }) => id)), new Set(after.map(({ id }) => id))];
  const come = Map.groupBy(
    [...now].filter((id) => !old.has(id)),
    (id) => partOf(id) ?? "",
  );
  const gone = Map.groupBy(
    [...old].filter((id) => !now.has(id)),
    (id) => partOf(id) ?? "",
  );
  return [...gone].flatMap(([part, [from, ...others]]): [Id, Id][] => {
    const [to, ...more] = come.get(part) ?? [];
    return part !== "" && from !== undefined && to !== undefined && others.length + more.length === 0 ? [[from, to]] : [];
  });
}

/** Components without such a part, by where they stand or what they are called. */
function renamedComponents(before: Design, after: Design): ReadonlyMap<Id, Id> {
  const [old, now] = [Map.groupBy(before.components, ({ id }) => id), Map.groupBy(after.components, ({ id }) => id)];
  const [oldEnds, newEnds] = [endsOf(before), endsOf(after)];
  // Of two that share an id nobody can say which is which, and an id that connections still name did not change.
  const gone = before.components.filter(({ id }) => !now.has(id) && old.get(id)?.length === 1 && !newEnds.has(id));
  const come = after.components.filter(({ id }) => !old.has(id) && now.get(id)?.length === 1 && !oldEnds.has(id));
  if (gone.length === 0 || come.length === 0) return new Map();
  const byPlace = onlyPairs(gone, come, (component, design) => placeOf(design, component.id), before, after);
  const byName = onlyPairs(gone, come, (component) => component.name, before, after);
  const pairs = new Map(byPlace);
  const taken = new Set(pairs.values());
  for (const [from, to] of byName) if (!pairs.has(from) && !taken.has(to)) pairs.set(from, to);
  return pairs;
}

const endsOf = ({ connections }: Design): ReadonlySet<Id> => new Set(connections.flatMap(({ from, to }) => [from, to]));

/** Pairs of components of one kind that alone share a sign. */
function onlyPairs(
  gone: Design["components"],
  come: Design["components"],
  signOf: (component: Design["components"][number], design: Design) => string | undefined,
  before: Design,
  after: Design,
) {
  const signed = (components: Design["components"], design: Design) =>
    Map.groupBy(
      components.filter((component) => signOf(component, design) !== undefined),
      (component) => `${component.kind} ${signOf(component, design)}`,
    );
  const [old, now] = [signed(gone, before), signed(come, after)];
  return [...old].flatMap(([sign, [from, ...others]]): [Id, Id][] => {
    const [to, ...more] = now.get(sign) ?? [];
    return from && to && others.length + more.length === 0 ? [[from.id, to.id]] : [];
  });
}

function placeOf({ layout }: Design, id: Id): string | undefined {
  const place = layout?.components && Object.hasOwn(layout.components, id) ? layout.components[id] : undefined;
  return place && `${place.x} ${place.y}`;
}

/* Elements. */

function listOfElementChanges(
  list: ListName,
  before: Design,
  after: Design,
  sides: { readonly before: NameOf; readonly after: NameOf },
  renamed: ReadonlyMap<Id, Id>,
): ElementChange[] {
  if (before[list] === after[list]) return [];
  const { element, descriptors, idOf: keyOf } = LISTS[list];
  const [old, now] = uniquely(before[list], after[list], keyOf);
  const oldIds = new Map([...renamed].map(([from, to]) => [to, from]));
  const described = (kind: ElementChange["kind"], member: Plain, nameOf: NameOf, properties: readonly PropertyChange[] = []): ElementChange => ({
    kind,
    element,
    id: keyOf(member),
    name: elementName(element, member, nameOf),
    detail: typeof member["kind"] === "string" ? optionTitle(member["kind"]) : "",
    properties,
  });
  const changes: ElementChange[] = [];
  for (const [key, member] of now) {
    const previous = old.get(key);
    if (previous === undefined) changes.push(described("added", member, sides.after));
    else {
      const oldId = list === "waivers" || list === "checklist" ? undefined : oldIds.get(keyOf(member));
      const id: PropertyChange[] = oldId === undefined ? [] : [{ kind: "changed", path: "id", title: "Id", before: oldId, after: keyOf(member) }];
      const properties = isSameValue(previous, member) ? id : [...id, ...propertyChanges(previous, member, descriptors, sides)];
      if (properties.length > 0) changes.push(described("changed", member, sides.after, properties));
    }
  }
  for (const [key, member] of old) if (!now.has(key)) changes.push(described("removed", member, sides.before));
  return changes;
}

/** Members by their ids. A file that was merged by hand may have an id twice: what is the same on both sides is set aside, then the first goes with the first. */
function uniquely(before: readonly Plain[], after: readonly Plain[], keyOf: (member: Plain) => string): readonly [ReadonlyMap<string, Plain>, ReadonlyMap<string, Plain>] {
  const [old, now] = [Map.groupBy(before, keyOf), Map.groupBy(after, keyOf)];
  const result = [new Map<string, Plain>(), new Map<string, Plain>()] as const;
  for (const key of new Set([...now.keys(), ...old.keys()])) {
    const is = [...(now.get(key) ?? [])];
    const all = old.get(key) ?? [];
    const isTwice = all.length > 1 || is.length > 1;
    const was = all.filter((member) => {
      const same = isTwice ? is.findIndex((other) => isSameValue(member, other)) : -1;
      if (same !== -1) is.splice(same, 1);
      return same === -1;
    });
    for (const [at, member] of was.entries()) result[0].set(`${key}\n${at}`, member);
    for (const [at, member] of is.entries()) result[1].set(`${key}\n${at}`, member);
  }
  return result;
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value.trim() !== "" ? value : undefined);

function elementName(element: ElementType, member: Plain, nameOf: NameOf): string {
  const id = String(member["id"]);
  if (element === "connection") return `${nameOf(String(member["from"]))} → ${nameOf(String(member["to"]))}`;
  if (element === "waiver") return `${String(member["rule"])}${text(member["target"]) === undefined ? "" : ` at ${String(member["target"])}`}`;
  if (element === "alert")
    return [text(member["signal"]) && optionTitle(String(member["signal"])), text(member["target"]) && nameOf(String(member["target"]))].filter(Boolean).join(" of ") || id;
  return text(member["name"]) ?? text(member["title"]) ?? id;
}

function namesOf(design: Design, otherwise: NameOf = (id) => id): NameOf {
  const names = new Map<Id, string>();
  for (const list of ["connections", "sagas", "flows", "decisions", "boundaries", "components"] as const) {
    for (const member of design[list]) names.set(member.id, list === "connections" ? "" : elementName(LISTS[list].element, member, (id) => id));
  }
  for (const { id, from, to } of design.connections) if (names.get(id) === "") names.set(id, `${names.get(from) || from} → ${names.get(to) || to}`);
  return (id) => names.get(id) ?? otherwise(id);
}

/* What only moved. */

function movedBetween(before: Design, after: Design, sides: { readonly before: NameOf; readonly after: NameOf }): Moved[] {
  const moved: Moved[] = [];
  const [was, is]: readonly [Plain, Plain] = [before.layout ?? {}, after.layout ?? {}];
  for (const [list, element] of [
    ["components", "component"],
    ["boundaries", "boundary"],
  ] as const) {
    const [old, now] = [recordIn(was, list), recordIn(is, list)];
    const [oldIds, newIds] = [new Set(before[list].map(({ id }) => id)), new Set(after[list].map(({ id }) => id))];
    for (const id of new Set([...Object.keys(now), ...Object.keys(old)])) {
      // What was added or removed is told as such.
      if (oldIds.has(id) !== newIds.has(id) || isSameValue(old[id], now[id])) continue;
      moved.push({ element, id, name: (newIds.has(id) ? sides.after : sides.before)(id), what: howMoved(recordIn(old, id), recordIn(now, id)) });
    }
  }
  for (const key of new Set([...Object.keys(is), ...Object.keys(was)])) {
    if (key !== "components" && key !== "boundaries" && !isSameValue(was[key], is[key])) moved.push({ element: "layout", id: key, name: optionTitle(key), what: "changed" });
  }
  for (const list of LIST_NAMES) {
    if (before[list] === after[list]) continue;
    const { idOf: keyOf } = LISTS[list];
    const [old, now] = [before[list].map(keyOf), after[list].map(keyOf)];
    const [there, still] = [new Set(old), new Set(now)];
    const [kept, keptNow] = [old.filter((key) => still.has(key)), now.filter((key) => there.has(key))];
    if (kept.length === keptNow.length && kept.some((key, at) => key !== keptNow[at])) moved.push({ element: "list", id: list, name: optionTitle(list), what: "ordered" });
  }
  return moved;
}

function recordIn(record: Plain, key: string): Plain {
  const value = Object.hasOwn(record, key) ? record[key] : undefined;
  return typeof value === "object" && value !== null ? (value as Plain) : {};
}

function howMoved(old: Plain, now: Plain): Moved["what"] {
  const isMoved = old["x"] !== now["x"] || old["y"] !== now["y"];
  const isResized = old["width"] !== now["width"] || old["height"] !== now["height"];
  return isMoved && isResized ? "moved and resized" : isMoved ? "moved" : isResized ? "resized" : "changed";
}
