import type { Subject } from "../analysis.ts";
import type { DesignIndex } from "../design-index.ts";
import { usesByFullness } from "../utilisation.ts";

/** Components to ask about by what they carry: all together when there are several, then each, the fullest first. */
export function carrierSubjects(index: DesignIndex): readonly Subject[] {
  const ids = [...new Set(index.once(usesByFullness).map(({ component }) => component.id))];
  const each = ids.map((id): Subject => ({ type: "component", id, name: index.nameOf(id) }));
  return each.length > 1 ? [{ type: "design", id: "design", name: "All components" }, ...each] : each;
}
