import type { Config, Design } from "#lib/model/design.ts";
import { RULES, ruleById } from "./catalogue.ts";
import { configProblems } from "./config-problems.ts";
import { compileOwnRule } from "./own-rule.ts";
import type { Rule } from "./rule.ts";
import { resolveConfig, type ResolvedConfig } from "./settings.ts";

/** A finding that a configuration leaves out, and why. */
export interface Ignore {
  readonly rule: string;
  /** Target of the finding; without it every finding of the rule. */
  readonly target?: string | undefined;
  readonly reason: string;
  readonly owner?: string | undefined;
  /** Last day on which it counts. */
  readonly expires?: string | undefined;
}

/** What is given from outside a design about how it is judged: by a workspace, a repository or a command line. */
export interface Surroundings {
  /** Configurations below the design's own (a workspace, a repository), in order; later ones win. */
  readonly defaults?: readonly Config[];
  /** Configurations on top of the design's own (a command line), in order; later ones win. */
  readonly configs?: readonly (Config | undefined)[];
  /** Rules that were written in code, beside the catalogue and those that configurations declare. */
  readonly plugins?: readonly Rule[];
  readonly ignores?: readonly Ignore[];
}

/** Everything in force when a design is judged: rules, severities, thresholds, what is left out. */
export interface Ruling extends ResolvedConfig {
  readonly rules: readonly Rule[];
  readonly ignores: readonly Ignore[];
  /** What in the configurations could not be used, in sentences (`configProblems`). */
  readonly problems: readonly string[];
  ruleById(id: string): Rule | undefined;
}

const NOTHING: Surroundings = {};

/** Works out what is in force for a design. */
export function rulingFor(design: Design, { defaults = [], configs = [], plugins = [], ignores = [] }: Surroundings = NOTHING): Ruling {
  const all = [...defaults, design.config, ...configs];
  const config = resolveConfig(...all);
  const compiled = all.flatMap((one) => (one?.own ?? []).map((own) => compileOwnRule(own).rule));
  const own = new Map([...plugins, ...compiled].map((rule) => [rule.id as string, rule]));
  const find = own.size === 0 ? ruleById : (id: string) => own.get(id) ?? ruleById(id);
  const rules = own.size === 0 ? RULES : [...RULES, ...own.values()];
  const problems = all.flatMap((one) => (one ? configProblems(one, rules, (id) => find(id) !== undefined) : [])).map(({ message }) => message);
  return { ...config, problems, rules, ignores, ruleById: find };
}
