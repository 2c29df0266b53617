import type { Rule } from "../rule.ts";

/** Rules about database schemas, alphabetical. */
export const databaseRules: readonly Rule[] = [];
