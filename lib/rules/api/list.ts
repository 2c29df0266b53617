import type { Rule } from "../rule.ts";

/** Rules about API design, alphabetical. */
export const apiRules: readonly Rule[] = [];
