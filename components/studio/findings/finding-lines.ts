import { keyOf } from "#lib/rules/lint.ts";
import type { FindingGroup, FindingRow } from "./use-findings.ts";

/** A line of the list: the heading of a group, or one of its rows. */
export interface FindingLine {
  readonly group: FindingGroup;
  /** Nothing in a heading. */
  readonly row: FindingRow | undefined;
}

/** The lines of groups of which some are closed. Of thousands only those are made that are looked at. */
export class FindingLines {
  readonly count: number;
  readonly #groups: readonly FindingGroup[];
  readonly #closed: ReadonlySet<string>;
  /** Line of each group's heading. */
  readonly #starts: readonly number[];

  constructor(groups: readonly FindingGroup[], closed: ReadonlySet<string>) {
    this.#groups = groups;
    this.#closed = closed;
    let count = 0;
    this.#starts = groups.map((group) => {
      const start = count;
      count += 1 + this.#open(group);
      return start;
    });
    this.count = count;
  }

  /** The line at a place, counted from 0. */
  at(line: number): FindingLine | undefined {
    if (line < 0 || line >= this.count) return undefined;
    const which = this.#starts.findLastIndex((start) => start <= line);
    const group = this.#groups[which];
    return group && { group, row: group.rows[line - (this.#starts[which] ?? 0) - 1] };
  }

  /** The line of the row with a key; -1 when it is not shown. */
  lineOf(key: string | undefined): number {
    const rule = key?.slice(0, key.indexOf("@"));
    for (const [which, group] of this.#groups.entries()) {
      if (this.#open(group) === 0) continue;
      const at = group.rows.findIndex(({ found }) => found.rule === rule && keyOf(found) === key);
      if (at >= 0) return (this.#starts[which] ?? 0) + 1 + at;
    }
    return -1;
  }

  #open({ id, rows }: FindingGroup): number {
    return this.#closed.has(id) ? 0 : rows.length;
  }
}
