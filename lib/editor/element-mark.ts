import type { Id } from "#lib/model/schema.ts";

/** A short word beside an element of the canvas. */
export interface ElementMark {
  readonly element: Id;
  readonly text: string;
  readonly tone: "good" | "bad" | "warning" | "neutral";
}
