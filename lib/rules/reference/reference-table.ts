import type { Conflict } from "../conflicts.ts";
import type { Rule } from "../rule.ts";

/** One answer of a decision table. */
export interface ReferenceRow {
  /** One text per column; the first names the row. */
  readonly cells: readonly string[];
  /** Document and section, as `000 §5`. */
  readonly source: string;
  /** Rules that hold a design to it; none when nothing about it can be decided from a drawing. */
  readonly rules: readonly Rule["id"][];
}

/** A question of design that the sources answer case by case. */
export interface ReferenceTable {
  /** Name on the command line and in addresses; also the file. */
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly columns: readonly string[];
  readonly rows: readonly ReferenceRow[];
  /** Where the sources disagree about it. */
  readonly conflicts?: readonly Conflict["id"][];
  /** A remark below. */
  readonly note?: string;
}
