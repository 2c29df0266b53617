import type { Id } from "./schema.ts";

/*
 * Two people who cannot see each other may give two things the same name. What is made in the studio therefore ends in a part of its own,
 * `order-service-7kqzt`: still readable in a file, a diagram and an address, never the id of something else, and never changed by a merge.
 */

const DIGITS = "23456789";
// Without vowels no part is a word; without 0, 1 and l none is misread.
const SIGNS = "bcdfghjkmnpqrstvwxz23456789";
const SIGNS_AFTER_DIGIT = 4;
const PART = new RegExp(`-[${DIGITS}][${SIGNS}]{${SIGNS_AFTER_DIGIT}}$`, "u");

/** Chance, given from outside: a whole number from 0 up to, but without, the given one. */
export type Dice = (sides: number) => number;

/** A part of its own for an id, a digit and four signs: one of four million. */
function ownPart(dice: Dice): string {
  const one = (from: string) => from.charAt(dice(from.length));
  return one(DIGITS) + Array.from({ length: SIGNS_AFTER_DIGIT }, () => one(SIGNS)).join("");
}

/** An id with a part of its own at its end. */
export const withOwnPart = (id: Id, dice: Dice): Id => `${stemOf(id)}-${ownPart(dice)}`;

/** Whether an id ends in a part of its own. */
export const hasOwnPart = (id: Id): boolean => PART.test(id);

/** The readable beginning of an id: `order-service` of `order-service-7kqzt`. */
export const stemOf = (id: Id): string => id.replace(PART, "");

/** The part of its own at the end of an id, if it has one. */
export const partOf = (id: Id): string | undefined => PART.exec(id)?.[0].slice(1);
