import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { countAttempt } from "#lib/server/accounts/attempts.ts";
import { type Actor, actorName } from "#lib/server/actor.ts";
import type { Database } from "#lib/server/database/database.ts";
import { AppError } from "#lib/server/errors.ts";

/** How often something may be asked for, in calls per number of seconds. */
export interface Limit {
  readonly points: number;
  readonly duration: number;
}

/** What is limited: everybody behind one address together, one caller, and one address where secrets could be guessed. */
export type LimitName = "address" | "caller" | "guarded";

/** An editor saves four times a second at most. Many people may share the address of an office; a guess at a secret costs more. */
const LIMITS = {
  address: { points: 3_000, duration: 10 },
  caller: { points: 600, duration: 10 },
  guarded: { points: 30, duration: 60 },
} as const satisfies Record<LimitName, Limit>;

/** Counts calls: usual ones in this process, which costs nothing; guesses at secrets in the database, where all processes count together. */
export class Limits {
  readonly #address: RateLimiterMemory;
  readonly #caller: RateLimiterMemory;
  readonly #guarded: Limit;

  constructor({ address, caller, guarded }: Readonly<Record<LimitName, Limit>> = LIMITS) {
    this.#address = new RateLimiterMemory({ keyPrefix: "address", ...address });
    this.#caller = new RateLimiterMemory({ keyPrefix: "caller", ...caller });
    this.#guarded = guarded;
  }

  /** Counts a call before anything is looked up for it; throws when there were too many from the address. */
  async countAddress(address: string): Promise<Headers> {
    return consume(this.#address, address);
  }

  /** Counts a call of whoever it turned out to be: somebody with an account wherever they are, others by their address. Returns the headers that tell how many are left. */
  async countCaller(actor: Actor, address: string): Promise<Headers> {
    return consume(this.#caller, actor.kind === "guest" ? address : actorName(actor));
  }

  /** Counts a call that could be a guess at a secret. */
  async countGuess(database: Database, address: string): Promise<void> {
    const { points, duration } = this.#guarded;
    try {
      await countAttempt(database, { about: ["guarded", address], points, seconds: duration });
    } catch (refused) {
      if (!(refused instanceof AppError) || refused.retryAfter === undefined) throw refused;
      throw new LimitReachedError(headersOf(points, 0, refused.retryAfter), refused.retryAfter);
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

async function consume(limiter: RateLimiterMemory, key: string): Promise<Headers> {
  try {
    const state = await limiter.consume(key);
    return headersOf(limiter.points, state.remainingPoints, secondsOf(state));
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw new LimitReachedError(headersOf(limiter.points, 0, secondsOf(refused)), secondsOf(refused));
  }
}

const secondsOf = (state: RateLimiterRes): number => Math.max(1, Math.ceil(state.msBeforeNext / 1000));

const headersOf = (limit: number, remaining: number, reset: number): Headers =>
  new Headers({ "ratelimit-limit": String(limit), "ratelimit-remaining": String(remaining), "ratelimit-reset": String(reset) });
