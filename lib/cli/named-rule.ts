import { nearest } from "#lib/model/nearest.ts";
import type { Rule } from "#lib/rules/rule.ts";
import { UsageError } from "./command.ts";

/** The part of an id behind its category. */
const nameOf = (id: string): string => id.slice(id.indexOf("/") + 1);

/** The rule with this id, or with this name behind the category; says which was meant when there is none. */
export function ruleNamed(name: string, rules: readonly Rule[]): Rule {
  const rule = rules.find(({ id }) => id === name) ?? rules.find(({ id }) => nameOf(id) === name);
  if (rule) return rule;
  const near = nearest(name, name.includes("/") ? rules.map(({ id }) => id) : rules.map(({ id }) => nameOf(id)), 4);
  const meant = rules.find(({ id }) => id === near || nameOf(id) === near) ?? rules.find(({ id }) => id.includes(name));
  throw new UsageError(`There is no rule "${name}".${meant ? ` Did you mean ${meant.id}?` : ""} "lintel rules" lists all of them.`);
}
