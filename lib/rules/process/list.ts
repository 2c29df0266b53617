import type { Rule } from "../rule.ts";

/** Rules about documentation and process, alphabetical. */
export const processRules: readonly Rule[] = [];
