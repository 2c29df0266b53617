import { kindOf } from "#lib/catalog/kinds.ts";
import type { Component } from "#lib/model/component.ts";
import { componentDescriptors, decisionDescriptors, type PropertyDescriptor } from "#lib/model/describe.ts";
import type { Design } from "#lib/model/design.ts";
import {
  descriptorAt,
  everyCell,
  ownerColumn,
  type AddedRow,
  type RowTexts,
  type Sheet,
  type SheetColumn,
  type SheetGroup,
  type SheetRow,
  valueColumns,
  writeInPlace,
} from "./sheet.ts";
import { type ValuePath, valueAt, withListAt, withValueAt } from "./value-path.ts";

/** What tells one sheet of items from another. */
export interface ItemSheetOptions {
  readonly id: string;
  readonly title: string;
  readonly group: SheetGroup;
  readonly description: string;
  readonly one: string;
  /** Where the owners stand; components when not given. */
  readonly collection?: "components" | "decisions";
  /** Lists from the owner down to the rows, each as a path: `["apis", "endpoints", "body.fields"]`. */
  readonly lists: readonly string[];
  /** What the owners are called, from the outermost: one for the element, one for each list but the last. */
  readonly owners: readonly string[];
  /** What an owner in between gets when a new row names one that is not there yet. */
  readonly freshOwner?: Readonly<Record<string, unknown>>;
  /** Properties that have no column: another sheet or the inspector shows them. */
  readonly omit?: readonly string[];
  /** Owners in between that rows can be added to; all when not given. */
  readonly suits?: (owner: Readonly<Record<string, unknown>>) => boolean;
}

type Item = Readonly<Record<string, unknown>>;
type Member = Item & { readonly id: string };

const isItem = (value: unknown): value is Item => typeof value === "object" && value !== null && !Array.isArray(value);
const folded = (text: string): string => text.trim().toLowerCase();
const nameOf = (item: Item): string => ([item["name"], item["id"], item["title"]].find((name) => typeof name === "string" && name.trim() !== "") as string | undefined) ?? ""; // Only texts are found.

/** Names of items that stand beside each other, each clear: without a name or with one that another has, by number. */
function clearNames(items: readonly Item[]): readonly string[] {
  const names = items.map(nameOf);
  const often = Map.groupBy(names, folded);
  return names.map((name, at) => (name !== "" && often.get(folded(name))?.length === 1 ? name : `${name} #${at + 1}`.trim()));
}

/** A sheet whose rows are the items of a list that components (or decisions) have, or of lists inside such lists. */
export function itemSheet(options: ItemSheetOptions): Sheet {
  const { collection = "components", lists, owners: ownerTitles, suits = () => true, omit = [] } = options;
  const steps = lists.map((list) => list.split("."));
  const [root = ""] = steps[0] ?? [];
  const descriptors = [...(collection === "components" ? componentDescriptors : decisionDescriptors).values()];
  const fields = descriptorAt(descriptors, steps.flat()).fields ?? [];
  const ownerColumns = ownerTitles.map(ownerColumn);
  const columns: readonly SheetColumn[] = [...ownerColumns, ...valueColumns(fields.filter(({ key }) => !omit.includes(key)))];
  const idKey = keyOfName(descriptorAt(descriptors, steps.slice(0, -1).flat().length > 0 ? steps.slice(0, -1).flat() : [root]).fields ?? []);

  const canOwn = (member: Member): boolean => collection === "decisions" || (kindOf((member as unknown as Component).kind).properties as readonly string[]).includes(root); // Members of components are components.

  interface Place {
    readonly path: ValuePath;
    readonly key: string;
    readonly member: Member;
    readonly labels: readonly string[];
    readonly item: Item;
  }
  const placeOf = (member: Member, at: number, again: number): Omit<Place, "labels"> => ({
    path: [collection, at],
    key: again === 0 ? member.id : `${member.id} #${again + 1}`,
    member,
    item: member,
  });
  const isOwner = (member: Member): boolean => canOwn(member) || member[root] !== undefined;
  /** The elements that rows can belong to. */
  function roots(design: Design): readonly Place[] {
    const seen = new Map<string, number>();
    const owners = (design[collection] as readonly Member[]).flatMap((member, at) => {
      const again = seen.get(member.id) ?? 0;
      seen.set(member.id, again + 1);
      return isOwner(member) ? [placeOf(member, at, again)] : [];
    });
    const labels = clearNames(owners.map(({ item }) => item));
    return owners.map((owner, at) => ({ ...owner, labels: [labels[at] ?? ""] }));
  }
  /** The items of the list that a place has: of the first list in an element, of the second in an item of the first. */
  function itemsIn(place: Place, depth: number): readonly Place[] {
    const step = steps[depth] ?? [];
    const list = valueAt(place.item, step);
    if (!Array.isArray(list)) return [];
    const items = list.map((item) => (isItem(item) ? item : {}));
    const isRow = depth === steps.length - 1;
    const labels = isRow ? [] : clearNames(items);
    return items.map((item, at) => ({
      path: [...place.path, ...step, at],
      key: `${place.key}/${step.join(".")}.${at}`,
      member: place.member,
      labels: isRow ? place.labels : [...place.labels, labels[at] ?? ""],
      item,
    }));
  }
  /** What stands after so many lists, in the whole design. */
  const places = (design: Design, depth: number): readonly Place[] => (depth === 0 ? roots(design) : places(design, depth - 1).flatMap((place) => itemsIn(place, depth - 1)));
  /** The element of this name. Most names are clear at a glance, which counts when hundreds of rows are pasted. */
  function rootNamed(design: Design, wanted: string): Place | undefined {
    const key = folded(wanted);
    const members: readonly Member[] = design[collection];
    const named = key === "" ? [] : members.flatMap((member, at) => (folded(nameOf(member)) === key && isOwner(member) ? [{ member, at }] : []));
    const [only] = named;
    if (only && named.length === 1 && members.findIndex(({ id }) => id === only.member.id) === only.at)
      return { ...placeOf(only.member, only.at, 0), labels: [nameOf(only.member)] };
    return ownerNamed(roots(design), wanted, ({ member }) => canOwn(member));
  }
  const rowOf = ({ path, key, member, labels, item }: Place): SheetRow => ({
    key,
    path,
    element: collection === "components" ? member.id : undefined,
    place: path.slice(2).join("."),
    labels,
    value: item,
  });

  const add = (design: Design, texts: RowTexts): AddedRow => {
    let next = design;
    let owner: Place | undefined;
    for (const [level, column] of ownerColumns.entries()) {
      const wanted = texts.get(column.key)?.trim() ?? "";
      const here: readonly Place[] = owner ? itemsIn(owner, level - 1) : [];
      const found = owner ? ownerNamed(here, wanted, ({ item }) => suits(item)) : rootNamed(next, wanted);
      if (found) {
        owner = found;
        continue;
      }
      if (owner === undefined || (wanted === "" && here.length > 0)) {
        return { ok: false, column: column.key, reason: wanted === "" ? `Choose the ${folded(column.title)}.` : `No ${folded(column.title)} is called “${wanted}”.` };
      }
      if (wanted === "" && idKey === "name") return { ok: false, column: column.key, reason: `Name the ${folded(column.title)}.` };
      // What a pasted row names is made on the way: its table, its API.
      const fresh = { [idKey]: wanted || "api", ...(level === ownerColumns.length - 1 ? options.freshOwner : undefined) };
      next = withListAt(next, [...owner.path, ...(steps[level - 1] ?? [])], (list) => [...list, fresh]);
      const item = valueAt(next, owner.path);
      owner = itemsIn({ ...owner, item: isItem(item) ? item : {} }, level - 1).at(-1);
    }
    if (!owner) return { ok: false, column: ownerColumns[0]?.key ?? "", reason: "Choose where it belongs." };
    const step = steps.at(-1) ?? [];
    const list = valueAt(owner.item, step);
    const at = Array.isArray(list) ? list.length : 0;
    const item: Item = Object.fromEntries(fields.filter(({ required }) => required).map(({ key }) => [key, ""]));
    const path = [...owner.path, ...step];
    return {
      ok: true,
      design: at === 0 ? withValueAt(next, path, [item]) : withListAt(next, path, (items) => [...items, item]),
      row: rowOf({ path: [...path, at], key: `${owner.key}/${step.join(".")}.${at}`, member: owner.member, labels: owner.labels, item }),
    };
  };

  return {
    ...options,
    owner: collection === "components" ? "component" : "decision",
    columns,
    rows: (design) => places(design, steps.length).map(rowOf),
    cell: everyCell,
    write: writeInPlace,
    add,
    remove: (design, rows) => {
      // From the end, so that positions still hold.
      let next = design;
      for (const { path } of rows.toSorted((a, b) => positionOf(b) - positionOf(a))) next = withListAt(next, path.slice(0, -1), (items) => items.toSpliced(Number(path.at(-1)), 1));
      return next;
    },
    owners: (design) => {
      const last = places(design, steps.length - 1);
      return last.filter(({ member, item }) => canOwn(member) && (steps.length === 1 || suits(item))).map((place) => place.labels);
    },
  };
}

const positionOf = ({ path }: SheetRow): number => Number(path.at(-1));
const keyOfName = (fields: readonly PropertyDescriptor[]): string => (fields.some(({ key }) => key === "name") ? "name" : "id");

/** The owner of this name or id; without a name the only one that there can be. */
function ownerNamed<Place extends { readonly labels: readonly string[]; readonly item: Item }>(
  places: readonly Place[],
  wanted: string,
  fits: (place: Place) => boolean,
): Place | undefined {
  if (wanted === "") {
    const fitting = places.filter(fits);
    return fitting.length === 1 ? fitting[0] : undefined;
  }
  const key = folded(wanted);
  return places.find(({ labels }) => folded(labels.at(-1) ?? "") === key) ?? places.find(({ item }) => item["id"] === wanted);
}
