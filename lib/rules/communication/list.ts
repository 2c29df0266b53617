import type { Rule } from "../rule.ts";

/** Rules about communication, alphabetical. */
export const communicationRules: readonly Rule[] = [];
