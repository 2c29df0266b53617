import { nameOfRule, nearestRule } from "#lib/rules/nearest-rule.ts";
import type { Rule } from "#lib/rules/rule.ts";
import { UsageError } from "./command.ts";

/** The rule with this id, or with this name behind the category; says which was meant when there is none. */
export function ruleNamed(name: string, rules: readonly Rule[]): Rule {
  const rule = rules.find(({ id }) => id === name) ?? rules.find(({ id }) => nameOfRule(id) === name);
  if (rule) return rule;
  const meant = nearestRule(name, rules);
  throw new UsageError(`There is no rule "${name}".${meant ? ` Did you mean ${meant.id}?` : ""} "lintel rules" lists all of them.`);
}
