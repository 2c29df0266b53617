import type { Rule } from "../rule.ts";

/** Rules about caching, alphabetical. */
export const cachingRules: readonly Rule[] = [];
