/** Whether every member of one set is in the other; `Set.isSubsetOf` is younger than the browsers that are served. */
export function isSubset<Item>(part: ReadonlySet<Item>, whole: ReadonlySet<Item>): boolean {
  for (const item of part) if (!whole.has(item)) return false;
  return true;
}
