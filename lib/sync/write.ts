import * as Y from "yjs";
import type { Design } from "#lib/model/design.ts";
import { partOf } from "#lib/model/own-id.ts";
import { ORDER, type Plain, type SharedMap, writeFields } from "./flat.ts";
import { isKeyedList, isMerged, KEYED_LISTS, type KeyedList, keyOfMember } from "./keyed.ts";

/** Name of the root map of a shared design. */
export const ROOT = "design";

/** Key of the entry behind each member that is not under its own name any more. */
export type KeysByName = ReadonlyMap<string, string>;

function writeList(map: SharedMap, list: KeyedList, before: readonly Plain[], after: readonly Plain[], renamed: KeysByName): void {
  const old = new Map(before.map((member) => [keyOfMember(list, member), member]));
  const names = new Set(after.map((member) => keyOfMember(list, member)));
  const gone = new Map([...old.keys()].filter((name) => !names.has(name)).map((name) => [name, renamed.get(name) ?? name]));
  // A member that got another readable beginning is still the same entry: what others change of it meanwhile stays.
  const goneByPart = new Map([...gone.keys()].flatMap((name) => ((part) => (part === undefined ? [] : [[part, name] as const]))(partOf(name))));
  const written = new Set<string>();
  let last = -1;
  for (const member of after) {
    const name = keyOfMember(list, member);
    if (written.has(name)) continue;
    written.add(name);
    const formerly = old.has(name) ? name : goneByPart.get(partOf(name) ?? "");
    const previous = formerly === undefined ? undefined : old.get(formerly);
    const key = formerly === undefined ? freeKey(name, renamed) : (renamed.get(formerly) ?? formerly);
    if (formerly !== undefined) gone.delete(formerly);
    let entry = map.get(key) as SharedMap | undefined;
    if (previous && entry) {
      if (previous !== member) writeFields(entry, previous, member);
    } else {
      entry = new Y.Map();
      map.set(key, entry);
      writeFields(entry, {}, member);
    }
    const place = entry.get(ORDER);
    if (typeof place === "number" && place > last) last = place;
    else {
      last = Math.floor(last) + 1;
      entry.set(ORDER, last);
    }
  }
  for (const key of gone.values()) map.delete(key);
}

/** A key for a new member: its name, unless that is the key of an entry that goes by another name now. */
function freeKey(name: string, renamed: KeysByName): string {
  const taken = new Set(renamed.values());
  let key = name;
  for (let number = 2; taken.has(key); number += 1) key = `${name}-${number}`;
  return key;
}

/** Members of one name are one thing here: the fields of each stand side by side in the map of the list. */
function writeMerged(map: SharedMap, list: KeyedList, before: readonly Plain[], after: readonly Plain[]): void {
  const byName = (members: readonly Plain[]): Plain =>
    Object.fromEntries(members.map((member, at) => [keyOfMember(list, member), { ...member, [ORDER]: at }] as const).toReversed());
  writeFields(map, byName(before), byName(after));
}

/** Writes the difference between two design values into the shared document, in one transaction with the given origin. */
export function writeDesign(document: Y.Doc, before: Design, after: Design, origin: unknown, renamed: (list: KeyedList) => KeysByName): void {
  if (before === after) return;
  document.transact(() => {
    const root: SharedMap = document.getMap(ROOT);
    for (const list of KEYED_LISTS) {
      let map = root.get(list) as SharedMap | undefined;
      if (map && before[list] === after[list]) continue;
      if (!map) {
        map = new Y.Map();
        root.set(list, map);
      }
      if (isMerged(list)) writeMerged(map, list, before[list], after[list]);
      else writeList(map, list, before[list], after[list], renamed(list));
    }
    const rest = (design: Design): Plain => Object.fromEntries(Object.entries(design).filter(([key]) => !isKeyedList(key)));
    writeFields(root, rest(before), rest(after));
  }, origin);
}
