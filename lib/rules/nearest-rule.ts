import { nearest } from "#lib/model/nearest.ts";
import type { Rule } from "./rule.ts";

/** The part of an id behind its category. */
export const nameOfRule = (id: string): string => id.slice(id.indexOf("/") + 1);

/** The rule that was probably meant by a misspelt id, or by a name without its category. */
export function nearestRule(id: string, rules: readonly Rule[]): Rule | undefined {
  const near = id.includes("/")
    ? nearest(
        id,
        rules.map((rule) => rule.id),
        4,
      )
    : nearest(
        id,
        rules.map((rule) => nameOfRule(rule.id)),
        4,
      );
  return rules.find((rule) => rule.id === near || nameOfRule(rule.id) === near) ?? rules.find((rule) => id !== "" && rule.id.includes(id));
}
