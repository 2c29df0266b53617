import type { Rule } from "../rule.ts";

/** Rules about service meshes, alphabetical. */
export const meshRules: readonly Rule[] = [];
