import type { Unit } from "#lib/model/quantity.ts";

/** A number or choice that a rule compares with, its default and where that comes from. */
export interface Threshold {
  readonly value: number | string;
  readonly unit?: Unit;
  /** Allowed words, when it is a choice. */
  readonly options?: readonly string[];
  /** Where the default comes from: a source document with its section, or "own figure". */
  readonly origin: string;
  readonly meaning: string;
}

/** Every threshold with its default (preset "recommended"), alphabetical. */
export const THRESHOLDS = {
  "boundaries.dbIsolation": {
    value: "context",
    options: ["context", "service"],
    origin: "002 Service boundary rules (CF-10)",
    meaning: "What owns a database alone: a bounded context or one service.",
  },
  "boundaries.devsMax": { value: 5, unit: "count", origin: "000 §2", meaning: "Most developers per owned service." },
  "boundaries.devsMin": { value: 2, unit: "count", origin: "000 §2", meaning: "Fewest developers per owned service." },
  "boundaries.maxContextsPerService": { value: 3, unit: "count", origin: "000 §2", meaning: "Most bounded contexts that one service may own." },
  "boundaries.minServices": {
    value: 3,
    unit: "count",
    origin: "own figure: below this a design is not called microservices",
    meaning: "Services from which a design counts as distributed.",
  },
  "boundaries.scaleRatio": { value: 100, unit: "factor", origin: "000 §2", meaning: "Ratio between the most and least scaled service that justifies a split." },
  "boundaries.smallTeamMax": { value: 5, unit: "count", origin: "000 §2", meaning: "Engineers up to which microservices are too much." },
  "boundaries.teamsPerCodebaseMax": { value: 3, unit: "count", origin: "000 §2", meaning: "Most teams on one codebase." },
  "breaker.failureCount": { value: 5, unit: "count", origin: "004 §4.4", meaning: "Most failures before a breaker in count mode opens." },
  "breaker.failureRatio": { value: 0.5, unit: "ratio", origin: "000 §6, 001", meaning: "Highest failure share at which a breaker opens." },
  "breaker.openMaxMs": { value: 60_000, unit: "ms", origin: "004 §4.4", meaning: "Longest time that a breaker stays open." },
  "breaker.openMinMs": { value: 30_000, unit: "ms", origin: "000 §6, 001", meaning: "Shortest time that a breaker stays open." },
  "breaker.trialsMax": { value: 3, unit: "count", origin: "000 §6", meaning: "Most trial calls of a half-open breaker." },
  "breaker.windowMs": { value: 10_000, unit: "ms", origin: "000 §6", meaning: "Longest window over which failures are counted." },
  "cache.readHeavyRatio": { value: 10, unit: "factor", origin: "own figure", meaning: "Reads per write from which data is read-heavy." },
  "cache.ttlMs": { value: 300_000, unit: "ms", origin: "000 §7, 004 §3.4", meaning: "Time to live of cached data, and the staleness tolerated when none is declared." },
  "capacity.headroom": { value: 1.5, unit: "factor", origin: "003 Ex. 1 (150K/h tested for 100K/h)", meaning: "Capacity above the peak load." },
  "data.compositionFanOut": { value: 5, unit: "count", origin: "000 §0", meaning: "Foreign contexts from which one request that asks them all is too much." },
  "data.cqrsRatio": { value: 1_000, unit: "factor", origin: "000 §8", meaning: "Reads per write from which a separate read model pays." },
  "data.replicaLagMs": { value: 5_000, unit: "ms", origin: "own figure", meaning: "Bound on the lag of a replica that a quick fix sets, and its alert." },
  "jwt.accessMs": { value: 900_000, unit: "ms", origin: "002, 004 §2.4", meaning: "Longest life of an access token." },
  "jwt.refreshMs": { value: 604_800_000, unit: "ms", origin: "002, 004 §2.4", meaning: "Longest life of a refresh token." },
  "jwt.serviceMs": { value: 900_000, unit: "ms", origin: "own figure (002 says short)", meaning: "Longest life of a service token." },
  "resilience.longTimeoutMs": { value: 30_000, unit: "ms", origin: "000 §6", meaning: "Longest timeout of a long-running operation." },
  "resilience.sloFloor": { value: 0.999, unit: "ratio", origin: "003 Step 5.1", meaning: "Availability objective from which one instance is not enough." },
  "resilience.timeoutMs": { value: 5_000, unit: "ms", origin: "000 §6 (CF-01)", meaning: "Longest timeout of an ordinary call." },
  "retry.amplificationMax": { value: 6, unit: "factor", origin: "derived: one layer with 5 retries", meaning: "Most attempts that retries along one path may multiply to." },
  "retry.baseMs": { value: 1_000, unit: "ms", origin: "000 §6 (CF-05)", meaning: "First pause between attempts; 100 ms when the caller's budget is 5 s or less." },
  "retry.count": { value: 3, unit: "count", origin: "000 §6 (CF-04)", meaning: "Retries that a quick fix sets." },
  "retry.max": { value: 5, unit: "count", origin: "000 §6 (3–5; the fix sets 3)", meaning: "Most retries." },
  "retry.shortBaseMs": { value: 100, unit: "ms", origin: "CF-05", meaning: "First pause between attempts when the caller's budget is no longer than an ordinary timeout." },
  "saga.choreographyMaxSteps": { value: 4, unit: "count", origin: "own figure (the sample of 004 §5.3 has 4 steps)", meaning: "Most steps of a choreography." },
  "saga.reservationTtlMs": { value: 900_000, unit: "ms", origin: "own figure", meaning: "Life of a reservation that a quick fix sets." },
} as const satisfies Record<string, Threshold>;

/** Name of a threshold, as in a configuration. */
export type ThresholdKey = keyof typeof THRESHOLDS;

/** The thresholds in force. */
export type Settings = { readonly [Key in ThresholdKey]: (typeof THRESHOLDS)[Key]["value"] extends number ? number : string };

/** The defaults as settings. */
export const DEFAULT_SETTINGS = Object.fromEntries(Object.entries(THRESHOLDS).map(([key, threshold]) => [key, threshold.value])) as Settings;
