import { COLLECTIONS } from "./design.ts";

/**
 * What a design is drawn like, how it is checked and how far the work on it has come: none of that changes what was approved.
 * Ticking a box of the checklist is work done, too. An accepted risk is part of what was approved.
 */
export const NOT_MEANING: ReadonlySet<string> = new Set(["lintel", "date", "layout", "notes", "config", "checklist", "process", "comments"]);

/** Lists whose order is only the order of drawing. */
export const UNORDERED: ReadonlySet<string> = new Set([...COLLECTIONS, "waivers"]);
