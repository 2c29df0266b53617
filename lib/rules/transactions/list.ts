import type { Rule } from "../rule.ts";

/** Rules about transactions and sagas, alphabetical. */
export const transactionRules: readonly Rule[] = [];
