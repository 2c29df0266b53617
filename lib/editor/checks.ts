import type { Derived } from "./derived.ts";

/** Where the time for checking comes from, given from outside: this part has no clock. */
export interface Pace {
  /** Milliseconds since some moment. */
  now(): number;
  /** Calls back when what waits (a key, a frame) had its turn; returns the way to call that off. */
  soon(work: () => void): () => void;
  /** Is told of every slice of checking, by the moment at which it began. */
  note?(start: number): void;
}

/** Longest stretch of checking in milliseconds: a quarter of a frame, since drawing needs the rest. */
const SLICE_MS = 4;

/**
 * Checks designs in slices between frames, so that typing and dragging never wait for a pass over a large design. A small design is checked in the first
 * slice, at once. A pass that is under way is finished before the newest design is begun, so that findings keep coming while many draw; an older
 * design never replaces a newer one.
 */
export class Checks {
  readonly #pace: Pace;
  readonly #onDone: () => void;
  #done: Derived;
  #current: Derived | undefined;
  #newest: Derived;
  #cancel: (() => void) | undefined;

  constructor(pace: Pace, first: Derived, onDone: () => void) {
    this.#pace = pace;
    this.#onDone = onDone;
    this.#newest = first;
    this.#done = first;
  }

  /** The newest design whose findings are known. */
  get done(): Derived {
    return this.#done;
  }

  /** Has this design checked next. */
  begin(design: Derived): void {
    this.#newest = design;
    if (this.#current) return;
    this.#current = design;
    if (this.#slice()) this.#done = design;
    else this.#cancel = this.#pace.soon(this.#goOn);
  }

  /** Stops checking. */
  stop(): void {
    this.#cancel?.();
    this.#current = undefined;
  }

  /** Goes on for one slice; whether the pass is finished. */
  #slice(): boolean {
    const start = this.#pace.now();
    const isDone = this.#current?.check(() => this.#pace.now() < start + SLICE_MS) ?? true;
    this.#pace.note?.(start);
    if (isDone) this.#current = undefined;
    return isDone;
  }

  readonly #goOn = (): void => {
    const design = this.#current;
    if (design === undefined) return;
    if (!this.#slice()) {
      this.#cancel = this.#pace.soon(this.#goOn);
      return;
    }
    this.#done = design;
    if (this.#newest !== design) this.begin(this.#newest);
    this.#onDone();
  };
}
