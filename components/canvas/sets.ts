// The set methods of ES2025 are younger than the oldest browsers that are to be served.

/** Whether every member of one set is in the other. */
export function isSubset<Item>(part: ReadonlySet<Item>, whole: ReadonlySet<Item>): boolean {
  for (const item of part) if (!whole.has(item)) return false;
  return true;
}

/** All members of both sets. */
export const union = <Item>(a: ReadonlySet<Item>, b: ReadonlySet<Item> | undefined): ReadonlySet<Item> => (b && b.size > 0 ? new Set([...a, ...b]) : a);
