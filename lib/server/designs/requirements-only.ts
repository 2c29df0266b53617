import * as Y from "yjs";
import { topOf } from "#lib/sync/flat.ts";
import { ROOT } from "#lib/sync/write.ts";
import { REQUIREMENT_PARTS } from "#lib/model/design.ts";

const PARTS: ReadonlySet<unknown> = new Set(REQUIREMENT_PARTS);

/** Whether a change touches nothing of a design but its requirements. Tried on a copy: what was merged cannot be taken out again. */
export function isRequirementsOnly(document: Y.Doc, change: Uint8Array): boolean {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(document));
  const touched = new Set<unknown>();
  copy.getMap(ROOT).observeDeep((events) => {
    for (const event of events) for (const key of event.path.length === 0 ? event.keys.keys() : event.path.slice(0, 1)) touched.add(topOf(String(key)));
  });
  Y.applyUpdate(copy, change);
  // What waits for a change that nobody has could touch anything later; and there is nothing beside the design.
  const isWhole = copy.store.pendingStructs === null && copy.store.pendingDs === null && [...copy.share.keys()].every((name) => name === ROOT);
  return isWhole && [...touched].every((part) => PARTS.has(part));
}
