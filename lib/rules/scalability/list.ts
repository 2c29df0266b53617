import type { Rule } from "../rule.ts";

/** Rules about scalability and performance, alphabetical. */
export const scalabilityRules: readonly Rule[] = [];
