import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "#lib/server/errors.ts";

/** How often one address may call, in calls per number of seconds. */
export interface Limit {
  readonly points: number;
  readonly duration: number;
}

/** An editor saves four times a second at most; a guess at a secret costs more. */
const LIMITS = { usual: { points: 600, duration: 10 }, guarded: { points: 30, duration: 60 } } as const satisfies Record<string, Limit>;

/** Counts the calls of addresses. */
export class Limits {
  readonly #usual: RateLimiterMemory;
  readonly #guarded: RateLimiterMemory;

  constructor({ usual, guarded }: { readonly usual: Limit; readonly guarded: Limit } = LIMITS) {
    this.#usual = new RateLimiterMemory(usual);
    this.#guarded = new RateLimiterMemory(guarded);
  }

  /** Counts a call; returns the headers that tell how many are left, or throws when there are none. */
  async count(address: string, isGuarded: boolean): Promise<Headers> {
    const limiter = isGuarded ? this.#guarded : this.#usual;
    try {
      return headersOf(limiter, await limiter.consume(address));
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new LimitReachedError(headersOf(limiter, refused), secondsOf(refused));
    }
  }
}

/** Too many calls; carries the headers that say when the next is welcome. */
export class LimitReachedError extends AppError {
  readonly headers: Headers;

  constructor(headers: Headers, retryAfter: number) {
    super("rate_limited", `Too many requests. Try again in ${retryAfter} s.`, { retryAfter });
    this.headers = headers;
  }
}

const secondsOf = (state: RateLimiterRes): number => Math.max(1, Math.ceil(state.msBeforeNext / 1000));

function headersOf(limiter: RateLimiterMemory, state: RateLimiterRes): Headers {
  return new Headers({
    "ratelimit-limit": String(limiter.points),
    "ratelimit-remaining": String(Math.max(0, state.remainingPoints)),
    "ratelimit-reset": String(secondsOf(state)),
  });
}
