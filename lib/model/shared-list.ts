/** Maps a list; the same list when no item changes, so that comparing by identity is enough. */
export function mapShared<Item>(items: readonly Item[], map: (item: Item) => Item): Item[] {
  let changed = false;
  const next = items.map((item) => {
    const mapped = map(item);
    if (mapped !== item) changed = true;
    return mapped;
  });
  return changed ? next : (items as Item[]);
}
