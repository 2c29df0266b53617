import { connectionEntry, connectionKindsBetween, CONNECTIONS } from "#lib/catalog/connections.ts";
import { kindOf, KINDS } from "#lib/catalog/kinds.ts";
import { propertiesOfConnection, propertiesOfKind } from "#lib/catalog/property-descriptors.ts";
import type { Boundary, BoundaryKind } from "#lib/model/boundary.ts";
import type { Component, ComponentKind } from "#lib/model/component.ts";
import type { Connection, ConnectionKind } from "#lib/model/connection.ts";
import { alertDescriptors, boundaryDescriptors, componentDescriptors, connectionDescriptors, decisionDescriptors, type PropertyDescriptor } from "#lib/model/describe.ts";
import type { Design } from "#lib/model/design.ts";
import { addMember, connectionId, freshId, removeElements } from "#lib/model/edit.ts";
import { readCell } from "./cell-text.ts";
import { referenceNames } from "./reference-names.ts";
import { type AddedRow, type RowTexts, type Sheet, type SheetColumn, type SheetGroup, type SheetRow, valueColumns, writeInPlace } from "./sheet.ts";
import { valueAt } from "./value-path.ts";

/** What tells one sheet of elements from another. */
export interface MemberSheetOptions<Member> {
  readonly id: string;
  readonly title: string;
  readonly group: SheetGroup;
  readonly description: string;
  readonly one: string;
  /** Properties that are columns: a key takes everything inside it (`breaker`), a path one part (`instances.min`). */
  readonly columns: readonly string[];
  /** Which elements are rows; all when not given. */
  readonly holds?: (member: Member) => boolean;
  /** Whether rows can be added and removed here; elsewhere they are only described. */
  readonly adds?: boolean;
}

type Collection = "components" | "connections" | "boundaries" | "alerts" | "decisions";
type Make = (design: Design, read: (key: string) => unknown) => { readonly id: string } | { readonly column: string; readonly reason: string };

interface Maker<Member> {
  readonly collection: Collection;
  readonly owner: NonNullable<Sheet["owner"]>;
  readonly descriptors: ReadonlyMap<string, PropertyDescriptor>;
  readonly make: Make;
  /** The properties that an element of its kind has; all when not given. */
  readonly propertiesOf?: (member: Member) => readonly PropertyDescriptor[];
}

const KIND = "kind";
const titled = (descriptor: PropertyDescriptor, titles: Readonly<Record<string, { readonly title: string }>>): PropertyDescriptor => ({
  ...descriptor,
  options: (descriptor.options ?? []).map(({ value }) => ({ value, title: titles[value]?.title ?? String(value) })),
});
const withKind = (descriptors: ReadonlyMap<string, PropertyDescriptor>, titles: Readonly<Record<string, { readonly title: string }>>) => {
  const kind = descriptors.get(KIND);
  return new Map([...descriptors, ...(kind ? [[KIND, titled(kind, titles)] as const] : [])]);
};
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const missing = (column: string, reason: string) => ({ column, reason });

/** A sheet of components. */
export const componentSheet = (options: MemberSheetOptions<Component>): Sheet =>
  memberSheet(options, {
    collection: "components",
    owner: "component",
    descriptors: withKind(componentDescriptors, KINDS),
    propertiesOf: ({ kind }) => propertiesOfKind(kind),
    make: (design, read) => {
      const kind = read(KIND) as ComponentKind | undefined; // Read by its own choices.
      if (kind === undefined) return missing(KIND, "Choose the kind.");
      const name = text(read("name")) || kindOf(kind).title;
      return { ...kindOf(kind).defaults, id: freshId(design, name), kind, name };
    },
  });

/** A sheet of connections; that of one kind has the whole contract of the kind, the given columns first, and makes new ones of it. */
export const connectionSheet = ({ kind, ...options }: MemberSheetOptions<Connection> & { readonly kind?: ConnectionKind }): Sheet =>
  memberSheet(
    { ...options, ...(kind ? { holds: (connection: Connection) => connection.kind === kind, columns: withRest(options.columns, kind) } : {}) },
    {
      collection: "connections",
      owner: "connection",
      descriptors: withKind(connectionDescriptors, CONNECTIONS),
      propertiesOf: (connection) => propertiesOfConnection(connection.kind),
      make: (design, read) => {
        const [from, to] = [text(read("from")), text(read("to"))];
        if (from === "") return missing("from", "Choose where it starts.");
        if (to === "") return missing("to", "Choose where it leads.");
        const [source, target] = [from, to].map((id) => design.components.find((component) => component.id === id)?.kind);
        const likely = source && target ? connectionKindsBetween(source, target)[0] : "call";
        const chosen = kind ?? (read(KIND) as ConnectionKind | undefined) ?? likely; // Read by its own choices.
        return { ...connectionEntry(chosen).defaults, id: connectionId(design, from, to), kind: chosen, from, to };
      },
    },
  );

/** A sheet of boundaries; those of one kind make new ones of that kind. */
export const boundarySheet = ({ kind, ...options }: MemberSheetOptions<Boundary> & { readonly kind?: BoundaryKind }): Sheet =>
  memberSheet(
    { ...options, ...(kind ? { holds: (boundary: Boundary) => boundary.kind === kind } : {}) },
    {
      collection: "boundaries",
      owner: "boundary",
      descriptors: withKind(boundaryDescriptors, { context: { title: "Bounded context" }, team: { title: "Team" }, zone: { title: "Trust zone" }, region: { title: "Region" } }),
      make: (design, read) => {
        const chosen = kind ?? (read(KIND) as BoundaryKind | undefined); // Read by its own choices.
        if (chosen === undefined) return missing(KIND, "Choose the kind.");
        const name = text(read("name"));
        return name === "" ? missing("name", "Name it.") : { id: freshId(design, name), kind: chosen, name };
      },
    },
  );

/** A sheet of alerts. */
export const alertSheet = (options: MemberSheetOptions<Design["alerts"][number]>): Sheet =>
  memberSheet(options, {
    collection: "alerts",
    owner: "alert",
    descriptors: alertDescriptors,
    make: (design, read) => ({ id: freshId(design, `alert ${text(read("target"))} ${text(read("signal"))}`) }),
  });

/** A sheet of decisions. */
export const decisionSheet = (options: MemberSheetOptions<Design["decisions"][number]>): Sheet =>
  memberSheet(options, {
    collection: "decisions",
    owner: "decision",
    descriptors: decisionDescriptors,
    make: (design, read) => {
      const title = text(read("title"));
      return title === "" ? missing("title", "Give it a title.") : { id: freshId(design, title), title };
    },
  });

function memberSheet<Member extends { readonly id: string }>(options: MemberSheetOptions<Member>, maker: Maker<Member>): Sheet {
  const { collection, descriptors, make, propertiesOf } = maker;
  const { holds = () => true, adds = false, id, title, group, description, one } = options;
  const columns = options.columns.flatMap((path) => columnsAt(descriptors, path));
  const narrowed = new WeakMap<readonly PropertyDescriptor[], Map<SheetColumn, PropertyDescriptor | undefined>>();

  const rowOf = (member: Member, at: number, key: string): SheetRow => ({
    key,
    path: [collection, at],
    element: collection === "alerts" || collection === "decisions" ? undefined : member.id,
    place: "",
    labels: [],
    value: member,
  });
  const rows = (design: Design): readonly SheetRow[] => {
    const seen = new Map<string, number>();
    const members = design[collection] as unknown as readonly Member[]; // The collection that the sheet is made for.
    return members.flatMap((member, at) => {
      const before = seen.get(member.id) ?? 0;
      seen.set(member.id, before + 1);
      return holds(member) ? [rowOf(member, at, before === 0 ? member.id : `${member.id} #${before + 1}`)] : [];
    });
  };
  const cell = (row: SheetRow, column: SheetColumn): PropertyDescriptor | undefined => {
    const [root = ""] = column.path;
    if (!propertiesOf || ALWAYS.has(root)) return column.descriptor;
    const own = propertiesOf(row.value as Member); // Rows are made from members.
    let known = narrowed.get(own);
    if (!known) narrowed.set(own, (known = new Map()));
    if (!known.has(column)) known.set(column, within(own, column.path));
    // What is there although the kind does not have it can still be seen and emptied.
    return known.get(column) ?? (valueAt(row.value, column.path) === undefined ? undefined : column.descriptor);
  };
  const add = (design: Design, texts: RowTexts): AddedRow => {
    const names = referenceNames(design, maker.owner);
    const made = make(design, (key) => {
      const column = columns.find((candidate) => candidate.key === key);
      const reading = column && texts.has(key) ? readCell({ ...column.descriptor, required: false }, texts.get(key) ?? "", names) : undefined;
      return reading?.ok ? reading.value : undefined;
    });
    if (!("id" in made)) return { ok: false, ...made };
    const next = addMember(design, collection, made as never); // Made for this collection.
    return { ok: true, design: next, row: rowOf(made as unknown as Member, design[collection].length, made.id) };
  };

  return {
    id,
    title,
    group,
    description,
    one,
    owner: maker.owner,
    columns,
    rows,
    cell,
    write: writeInPlace,
    ...(adds
      ? {
          add,
          remove: (design, removed) =>
            removeElements(
              design,
              removed.map(({ value }) => (value as Member).id),
            ),
        }
      : {}), // Rows are made from members.
  };
}

const withRest = (columns: readonly string[], kind: ConnectionKind): readonly string[] => [
  ...columns,
  ...propertiesOfConnection(kind).flatMap(({ key }) => (columns.includes(key) ? [] : [key])),
];

/** What every kind has. */
const ALWAYS: ReadonlySet<string> = new Set([KIND, "name", "from", "to"]);

function columnsAt(descriptors: ReadonlyMap<string, PropertyDescriptor>, path: string): readonly SheetColumn[] {
  const keys = path.split(".");
  const [root = ""] = keys;
  const descriptor = descriptors.get(root);
  if (!descriptor) throw new Error(`No property is called ${path}.`);
  return valueColumns([descriptor]).filter(({ key }) => key === path || key.startsWith(`${path}.`));
}

function within(fields: readonly PropertyDescriptor[], path: readonly string[]): PropertyDescriptor | undefined {
  const [key, ...rest] = path;
  const found = fields.find((field) => field.key === key);
  return found === undefined || rest.length === 0 ? found : within(found.fields ?? [], rest);
}
