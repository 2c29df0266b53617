import { boundaryRules } from "./boundaries/list.ts";
import { cachingRules } from "./caching/list.ts";
import { resilienceRules } from "./resilience/list.ts";
import type { Rule } from "./rule.ts";
import { securityRules } from "./security/list.ts";

/** Every rule, category by category. */
export const RULES: readonly Rule[] = [...boundaryRules, ...cachingRules, ...resilienceRules, ...securityRules];

const byId = new Map(RULES.map((rule) => [rule.id as string, rule]));

/** The rule with this id. */
export const ruleById = (id: string): Rule | undefined => byId.get(id);
