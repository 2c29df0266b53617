import * as Y from "yjs";
import type { Design } from "#lib/model/design.ts";
import { isKeyedList, KEYED_LISTS, type KeyedList, keyOfMember } from "./keyed.ts";

type Plain = Readonly<Record<string, unknown>>;
type SharedMap = Y.Map<unknown>;

/** Name of the root map of a shared design. */
export const ROOT = "design";
/** Key under which a member of a keyed list keeps its place. */
export const ORDER = "$order";

const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null && !Array.isArray(value);

/** Objects become shared maps so that two people can edit different fields; lists and scalars are replaced as a whole. */
function shared(value: unknown): unknown {
  if (!isPlain(value)) return value;
  const map: SharedMap = new Y.Map();
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) map.set(key, shared(member));
  }
  return map;
}

function writeFields(map: SharedMap, before: Plain, after: Plain): void {
  for (const key of Object.keys(before)) {
    if (after[key] === undefined && before[key] !== undefined) map.delete(key);
  }
  for (const [key, value] of Object.entries(after)) {
    if (value === undefined || Object.is(value, before[key])) continue;
    const present = map.get(key);
    if (isPlain(value) && isPlain(before[key]) && present instanceof Y.Map) writeFields(present as SharedMap, before[key], value);
    else map.set(key, shared(value));
  }
}

function writeList(root: SharedMap, list: KeyedList, before: readonly Plain[], after: readonly Plain[]): void {
  let map = root.get(list) as SharedMap | undefined;
  if (!map) {
    map = new Y.Map();
    root.set(list, map);
  }
  const old = new Map(before.map((member) => [keyOfMember(list, member), member]));
  const kept = new Set<string>();
  let last = -1;
  for (const member of after) {
    const key = keyOfMember(list, member);
    if (kept.has(key)) continue;
    kept.add(key);
    const previous = old.get(key);
    let entry = map.get(key) as SharedMap | undefined;
    if (previous && entry) {
      if (previous !== member) writeFields(entry, previous, member);
    } else {
      entry = shared(member) as SharedMap;
      map.set(key, entry);
    }
    const place = entry.get(ORDER);
    if (typeof place === "number" && place > last) last = place;
    else {
      last = Math.floor(last) + 1;
      entry.set(ORDER, last);
    }
  }
  for (const key of old.keys()) if (!kept.has(key)) map.delete(key);
}

/** Writes the difference between two design values into the shared document, in one transaction with the given origin. */
export function writeDesign(document: Y.Doc, before: Design, after: Design, origin: unknown): void {
  if (before === after) return;
  document.transact(() => {
    const root: SharedMap = document.getMap(ROOT);
    for (const list of KEYED_LISTS) {
      if (before[list] !== after[list] || !root.has(list)) writeList(root, list, before[list], after[list]);
    }
    const rest = (design: Design): Plain => Object.fromEntries(Object.entries(design).filter(([key]) => !isKeyedList(key)));
    writeFields(root, rest(before), rest(after));
  }, origin);
}
