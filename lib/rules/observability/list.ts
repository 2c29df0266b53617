import type { Rule } from "../rule.ts";

/** Rules about observability, alphabetical. */
export const observabilityRules: readonly Rule[] = [];
