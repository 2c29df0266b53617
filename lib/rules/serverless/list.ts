import type { Rule } from "../rule.ts";

/** Rules about serverless, alphabetical. */
export const serverlessRules: readonly Rule[] = [];
