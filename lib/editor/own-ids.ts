import { COLLECTIONS, type Design } from "#lib/model/design.ts";
import { type Dice, hasOwnPart, withOwnPart } from "#lib/model/own-id.ts";
import { withOtherIds } from "#lib/model/references.ts";
import type { Id } from "#lib/model/schema.ts";

/** The changed design in which the id of every new member ends in a part of its own; who made it does not need to know. */
export function withOwnIds(before: Design, after: Design, dice: Dice): Design {
  const made = new Map<Id, Id>();
  for (const collection of COLLECTIONS) {
    if (after[collection] === before[collection]) continue;
    const known = new Set(before[collection].map(({ id }) => id));
    for (const { id } of after[collection]) if (!known.has(id) && !hasOwnPart(id)) made.set(id, withOwnPart(id, dice));
  }
  return withOtherIds(after, made);
}
