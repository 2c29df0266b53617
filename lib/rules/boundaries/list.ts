import type { Rule } from "../rule.ts";

/** Rules about boundaries, alphabetical. */
export const boundaryRules: readonly Rule[] = [];
