import type { Rule } from "../rule.ts";

/** Rules about data ownership and consistency, alphabetical. */
export const dataRules: readonly Rule[] = [];
