import type { Rule } from "../rule.ts";
import { cacheLossOverload } from "./cache-loss-overload.ts";
import { cdnMissing } from "./cdn-missing.ts";
import { cdnWithoutCacheControl } from "./cdn-without-cache-control.ts";
import { lazyCacheForCritical } from "./lazy-cache-for-critical.ts";
import { localCacheIncoherent } from "./local-cache-incoherent.ts";
import { noExpiry } from "./no-expiry.ts";
import { noOrigin } from "./no-origin.ts";
import { privateResponseAtCdn } from "./private-response-at-cdn.ts";
import { readHeavyUncached } from "./read-heavy-uncached.ts";
import { staleTooLong } from "./stale-too-long.ts";
import { stampede } from "./stampede.ts";
import { writeBehindCritical } from "./write-behind-critical.ts";
import { writeOnUpdate } from "./write-on-update.ts";

/** Rules about caching, alphabetical. */
export const cachingRules: readonly Rule[] = [
  cacheLossOverload,
  cdnMissing,
  cdnWithoutCacheControl,
  lazyCacheForCritical,
  localCacheIncoherent,
  noExpiry,
  noOrigin,
  privateResponseAtCdn,
  readHeavyUncached,
  staleTooLong,
  stampede,
  writeBehindCritical,
  writeOnUpdate,
];
