import * as Y from "yjs";

/*
 * Objects inside a member are spread over its shared map, `retry` and `retry␟max`, instead of being maps of their own: where two people who
 * cannot see each other both begin the same object, each field is kept, while of two maps under one key one would be lost.
 */

/** A shared map. */
export type SharedMap = Y.Map<unknown>;
/** An object as a design holds it. */
export type Plain = Readonly<Record<string, unknown>>;

/** Key under which a member of a keyed list keeps its place. */
export const ORDER = "$order";

const BETWEEN = "\u001F";
/** Objects further in (a position, an own rule) mean something only as a whole. */
const SPREAD_DEPTH = 2;

const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Y.Map);

// A key may be called like something that every object inherits.
const own = (record: Plain | undefined, key: string): unknown => (record && Object.hasOwn(record, key) ? record[key] : undefined);
function put(record: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__") Object.defineProperty(record, key, { value, configurable: true, enumerable: true, writable: true });
  else record[key] = value;
}

/** The fields that stand beside the object itself; nothing for what is kept as one value. */
const fieldsOf = (value: unknown, depth: number): Plain | undefined =>
  isPlain(value) && depth < SPREAD_DEPTH && !Object.keys(value).some((key) => key.includes(BETWEEN)) ? value : undefined;

/** Writes the difference between two objects into a shared map. */
export function writeFields(map: SharedMap, before: Plain, after: Plain): void {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) writeField(map, key, own(before, key), own(after, key), 0);
}

function writeField(map: SharedMap, key: string, before: unknown, after: unknown, depth: number): void {
  if (Object.is(before, after)) return;
  const present = map.get(key);
  // As documents of before 21 November 2026 have it.
  if (present instanceof Y.Map && isPlain(before) && isPlain(after)) return writeFields(present as SharedMap, before, after);
  const old = isPlain(present) ? fieldsOf(before, depth) : undefined;
  const fields = fieldsOf(after, depth);
  if (after === undefined) map.delete(key);
  else if (!fields) map.set(key, after);
  else if (!old) {
    map.set(key, {});
    // Somebody's edit of an object that somebody else removed at the same time.
    for (const left of map.keys()) if (left.startsWith(key + BETWEEN) && !Object.hasOwn(fields, left.slice(key.length + 1).split(BETWEEN)[0] ?? "")) map.delete(left);
  }
  for (const inner of new Set([...Object.keys(old ?? {}), ...Object.keys(fields ?? {})])) writeField(map, key + BETWEEN + inner, own(old, inner), own(fields, inner), depth + 1);
}

/** The field of the object to which a key of a shared map belongs. */
export function topOf(key: string): string {
  const end = key.indexOf(BETWEEN);
  return end < 0 ? key : key.slice(0, end);
}

/** Reads a shared map as an object, or only some of its fields. An edit inside an object that somebody else removed at the same time is passed over. */
export function readFields(map: SharedMap, isWanted: (field: string) => boolean = (field) => field !== ORDER): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  const inner: (readonly [path: readonly string[], value: unknown])[] = [];
  for (const [key, value] of map.entries()) {
    const top = topOf(key);
    if (!isWanted(top)) continue;
    if (top === key) put(record, key, readValue(value));
    else inner.push([key.split(BETWEEN), value]);
  }
  // An object is read before what is inside it.
  for (let length = 2; length <= SPREAD_DEPTH + 1; length += 1) {
    for (const [path, value] of inner) {
      if (path.length !== length) continue;
      let target: unknown = record;
      for (let at = 0; at < length - 1; at += 1) target = isPlain(target) ? own(target, path[at] ?? "") : undefined;
      if (isPlain(target)) put(target, path[length - 1] ?? "", readValue(value));
    }
  }
  return record;
}

function readValue(value: unknown): unknown {
  if (value instanceof Y.Map) return readFields(value as SharedMap);
  return isPlain(value) ? { ...value } : value;
}
