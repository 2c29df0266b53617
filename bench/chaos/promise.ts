/** How a promise is tried. */
export interface Trial {
  /** 1 is in full; 0.1 makes rounds and waits a tenth, where that still says something. */
  readonly scale: number;
  /** Chance of this run; the same number makes the same choices. */
  readonly seed: number;
  /** Says how far it is. */
  say(line: string): void;
}

/** What came of it. */
export interface Outcome {
  readonly kept: boolean;
  /** What was measured, in one line. */
  readonly figures: string;
}

/** A promise of docs/guarantees.md and the way to try it in full. */
export interface PromiseTrial {
  readonly id: string;
  readonly title: string;
  run(trial: Trial): Promise<Outcome>;
}

/** A number of rounds, at least one, for the scale of a trial. */
export const times = (count: number, { scale }: Pick<Trial, "scale">): number => Math.max(1, Math.round(count * scale));

/** Mulberry32: numbers from 0 to 1, the same for the same seed on every machine. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The value that a share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

/** Collects what was not as promised. */
export class Verdict {
  readonly #failures: string[] = [];
  /** Notes a failure unless the condition holds. */
  expect(holds: boolean, otherwise: string): void {
    if (!holds) this.#failures.push(otherwise);
  }
  /** The outcome with what was measured. */
  outcome(figures: string): Outcome {
    return this.#failures.length === 0 ? { kept: true, figures } : { kept: false, figures: `${figures}. NOT KEPT: ${this.#failures.slice(0, 5).join("; ")}` };
  }
}
