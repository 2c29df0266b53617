import type { Rule } from "../rule.ts";

/** Rules about authentication and security, alphabetical. */
export const securityRules: readonly Rule[] = [];
