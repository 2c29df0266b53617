/** A reason for or against something, and whether it holds. */
export interface Criterion {
  readonly id: string;
  /** The reason as a noun: `more than 3 teams`. */
  readonly title: string;
  readonly side: "for" | "against";
  /** Nothing while the design does not say. */
  readonly holds: boolean | undefined;
  /** What the design says about it, in a few words. */
  readonly says: string;
  /** What one would have to know, when the design does not say: `how many teams there are`. */
  readonly asks?: string;
}

/** What reasons for and against add up to: each that holds counts one. */
export interface Score {
  readonly held: number;
  readonly against: number;
  /** Held reasons for it less those against it. */
  readonly balance: number;
  /** The balance at worst and at best, whatever is not known turns out to be. */
  readonly least: number;
  readonly most: number;
  /** Reasons of which the design does not say whether they hold. */
  readonly open: readonly Criterion[];
}

/** Counts reasons for and against (Q21, Q22). */
export function scoreOf(criteria: readonly Criterion[]): Score {
  const count = (side: Criterion["side"], holds: boolean | undefined): number => criteria.filter((criterion) => criterion.side === side && criterion.holds === holds).length;
  const [held, against] = [count("for", true), count("against", true)];
  return {
    held,
    against,
    balance: held - against,
    least: held - against - count("against", undefined),
    most: held - against + count("for", undefined),
    open: criteria.filter(({ holds }) => holds === undefined),
  };
}

/** What a score recommends, above zero and else; `undefined` while it depends on what is not known. */
export const decision = ({ least, most }: Score): boolean | undefined => (least > 0 ? true : most <= 0 ? false : undefined);
