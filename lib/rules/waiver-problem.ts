import type { Waiver } from "#lib/model/decision.ts";
import { nearest } from "#lib/model/nearest.ts";
import type { LintResult } from "./lint.ts";
import { nearestRule } from "./nearest-rule.ts";

/** Results of the designs that a waiver or an ignore is about. */
type Results = readonly Pick<LintResult, "findings" | "waived" | "passes" | "ruling">[];

const openAgain = (amount: number): string => (amount === 1 ? "its finding is open again" : `its ${amount} findings are open again`);

/** Why a waiver, or an ignore of a configuration, does not do what it seems to say: a name that nothing has, a day that is over, nothing that it covers. */
export function waiverProblem({ rule, target, expires }: Pick<Waiver, "rule" | "target" | "expires">, results: Results, today: string | undefined): string | undefined {
  const rules = results.flatMap(({ ruling }) => ruling.rules);
  if (!rules.some(({ id }) => id === rule)) {
    const meant = nearestRule(rule, rules);
    return `There is no rule "${rule}".${meant ? ` Did you mean ${meant.id}?` : ""}`;
  }
  // A rule that is off, or not meant for these designs, has nothing to say about what would be waived.
  if (!results.some(({ passes }) => passes.has(rule))) return undefined;
  const found = results.flatMap(({ findings, waived }) => [...findings, ...waived.map(({ finding }) => finding)]).filter((one) => one.rule === rule);
  const covered = target === undefined ? found : found.filter((one) => one.target === target);
  const isOver = expires !== undefined && today !== undefined && expires < today;
  if (covered.length > 0) return isOver ? `The last day of this exception of ${rule} was ${expires}: ${openAgain(covered.length)}.` : undefined;
  if (target === undefined) return `Nothing is found by ${rule}: this exception covers nothing and can go.`;
  const near = nearest(
    target,
    found.map((one) => one.target),
    4,
  );
  return `Nothing is found by ${rule} at "${target}": this exception covers nothing.${near === undefined ? "" : ` Did you mean "${near}"?`}`;
}
