import type { Comparison, ElementChange, Moved } from "./compare.ts";
import type { PropertyChange } from "./compare-values.ts";

/** A longer text is cut: lists are read at a glance. */
const LONGEST = 160;

/** A value on one line, cut where it is long. */
export function shortValue(value: string): string {
  const line = value.replaceAll(/\s+/gu, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

/** One property as a sentence: `Timeout: 3s → 5s`, `Owner: Payments`, `Retry: none (was Retries 3)`. */
export function propertyInWords({ kind, title, before, after }: PropertyChange): string {
  if (kind === "added") return `${title}: ${shortValue(after) || "empty"}`;
  if (kind === "removed") return `${title}: none (was ${shortValue(before) || "empty"})`;
  return `${title}: ${shortValue(before) || "empty"} → ${shortValue(after) || "empty"}`;
}

/** An element as it stands in a list: `component Orders (Service)`. */
export const elementInWords = ({ element, name, detail }: ElementChange): string => `${element} ${name}${detail === "" ? "" : ` (${detail})`}`;

/** What moved, in words: `Orders moved`, `Components in another order`. */
export const movedInWords = ({ name, what }: Moved): string => (what === "ordered" ? `${name} in another order` : `${name} ${what}`);

/** How much is different, in one line: `2 added, 1 removed, 3 changed, 5 only moved`; nothing when the designs are the same. */
export function comparisonSummary({ changes, around, moved }: Comparison): string {
  const count = (kind: ElementChange["kind"]): number => changes.filter((change) => change.kind === kind).length;
  const parts: readonly (readonly [number, string])[] = [
    [count("added"), "added"],
    [count("removed"), "removed"],
    [count("changed"), "changed"],
    [around.length, "changed around it"],
    [moved.length, "only moved"],
  ];
  return parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`)
    .join(", ");
}
