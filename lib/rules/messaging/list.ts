import type { Rule } from "../rule.ts";

/** Rules about messaging and events, alphabetical. */
export const messagingRules: readonly Rule[] = [];
