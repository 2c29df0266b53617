/** Keys and positions that lead from a value down to a part of it: `["components", 3, "breaker", "openMs"]`. */
export type ValuePath = readonly (string | number)[];

/** The part of a value at a path; `undefined` where the path leads into nothing. */
export function valueAt(value: unknown, path: ValuePath): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Readonly<Record<string | number, unknown>>)[step];
  }
  return at;
}

/**
 * The value with another part at a path; what did not change is shared. `undefined` removes the part, and with it every object that it leaves empty;
 * members of lists keep their place. A position that a list does not have changes nothing.
 */
export function withValueAt<Value>(value: Value, path: ValuePath, part: unknown): Value {
  return changedAt(value, path, () => part) as Value; // The path stays inside the value, whose shape it keeps.
}

/** The value with the list at a path changed; an empty list is removed like a missing one. */
export function withListAt<Value>(value: Value, path: ValuePath, change: (list: readonly unknown[]) => readonly unknown[]): Value {
  const changed = changedAt(value, path, (list) => {
    const next = change(Array.isArray(list) ? list : []);
    return next.length > 0 ? next : undefined;
  });
  return changed as Value; // As above.
}

function changedAt(value: unknown, path: ValuePath, change: (part: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (typeof step === "number") {
    if (!Array.isArray(value) || !(step in value)) return value;
    const members: readonly unknown[] = value;
    const next = changedAt(members[step], rest, change);
    return Object.is(next, members[step]) ? value : members.with(step, next ?? {});
  }
  const record = typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
  const before = Object.hasOwn(record, step) ? record[step] : undefined;
  const next = changedAt(before, rest, change);
  if (Object.is(next, before)) return value;
  if (next !== undefined) return { ...record, [step]: next };
  const { [step]: _, ...others } = record;
  return Object.keys(others).length > 0 ? others : undefined;
}
