import type { Id } from "#lib/model/schema.ts";
import type { DesignIndex } from "../design-index.ts";

/** Names of components for one chart or table, in their order; where two share a name, the id tells them apart. */
export function labelsOf(index: DesignIndex, ids: readonly Id[]): readonly string[] {
  const names = Map.groupBy(new Set(ids), (id) => index.nameOf(id));
  return ids.map((id) => {
    const name = index.nameOf(id);
    return (names.get(name)?.length ?? 0) > 1 && name !== id ? `${name} (${id})` : name;
  });
}
